using CsCheck;
using Distribution.SeatMaps.Availability;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class PlaceSetTests
{
    private static readonly Gen<(int Count, (bool Add, double At)[] Changes)> Sets = Gen.Select(
        Gen.OneOf(Gen.Int[1, 130], Gen.Int[4_000, 20_000]),
        Gen.Select(Gen.Bool, Gen.OneOf(Gen.Double[0, 0.9999], Gen.Double[0, 0.01])).Array[0, 60]);

    [Fact]
    public void The_next_member_and_the_next_gap_are_those_of_a_plain_set() => Sets.Sample(
        (count, changes) =>
        {
            var set = new PlaceSet(count);
            var plain = new SortedSet<int>();
            foreach (var (add, at) in changes)
            {
                var place = (int)(at * count);
                if (add)
                {
                    set.Add(place);
                    plain.Add(place);
                }
                else
                {
                    set.Remove(place);
                    plain.Remove(place);
                }
            }

            foreach (var from in plain.SelectMany(place => new[] { place - 1, place, place + 1 }).Prepend(0).Where(place => place >= 0 && place < count))
            {
                foreach (var end in new[] { Math.Min(from + 3, count), count })
                {
                    set.Contains(from).ShouldBe(plain.Contains(from));
                    set.Next(from, end).ShouldBe(Enumerable.Range(from, end - from).Where(plain.Contains).Append(end).First());
                    set.NextGap(from, end).ShouldBe(Enumerable.Range(from, end - from).Where(place => !plain.Contains(place)).Append(end).First());
                }
            }
        },
        iter: 300);
}
