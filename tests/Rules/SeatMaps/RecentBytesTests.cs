using CsCheck;
using Distribution.SeatMaps;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class RecentBytesTests
{
    [Fact]
    public void What_came_is_read_as_it_came_until_it_is_dropped()
    {
        Gen.Select(Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 20_000]), Gen.Int[0, 2]).Array[0, 300].Sample(
            steps =>
            {
                var (bytes, model, positions) = (new RecentBytes(), new Queue<byte[]>(), new Queue<uint>());
                foreach (var (turn, (length, drop)) in steps.Index())
                {
                    byte[] added = [.. Enumerable.Range(turn, length).Select(n => (byte)(n % 251))];
                    positions.Enqueue(bytes.Add(added));
                    model.Enqueue(added);
                    if (drop == 0)
                    {
                        (_, _) = (model.Dequeue(), positions.Dequeue());
                        bytes.DropBefore(positions.TryPeek(out var first) ? first : null);
                    }

                    bytes.Length.ShouldBe((uint)model.Sum(one => one.Length));
                }

                foreach (var ((expected, start), end) in model.Zip(positions).Zip(positions.Skip(1).Select(next => (uint?)next).Append(null)))
                {
                    bytes.Read(start, end).SequenceEqual(expected).ShouldBeTrue();
                }
            },
            iter: 100);
    }
}
