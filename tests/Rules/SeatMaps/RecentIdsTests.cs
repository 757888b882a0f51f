using CsCheck;
using Distribution.SeatMaps;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class RecentIdsTests
{
    // Few ids, so that they come again; some that differ in one bit only.
    private static readonly Gen<Guid> Ids = Gen.OneOf(Gen.Int[1, 40], Gen.Int[1, 600]).Select(n => new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    [Fact]
    public void They_are_a_queue_in_which_every_id_is_found()
    {
        Gen.Select(Ids, Gen.Int[0, 9]).Array[0, 1_500].Sample(
            steps =>
            {
                var (ids, model) = (new RecentIds<int>(), new List<(Guid Id, int Value)>());
                foreach (var (id, choice) in steps)
                {
                    Step(ids, model, id, choice);
                    var at = model.FindIndex(known => known.Id == id);
                    ids.Count.ShouldBe(model.Count);
                    ids.Find(id).ShouldBe(at < 0 ? null : model[at].Value);
                    ids.After(id).ShouldBe(at < 0 || at == model.Count - 1 ? null : model[at + 1].Value);
                }

                All(ids.Take()).ShouldBe(model);
            },
            iter: 200);
    }

    [Fact]
    public void A_picture_stays_as_it_was_taken()
    {
        Gen.Select(Ids, Gen.Int[0, 9]).Array[0, 1_500].Sample(
            steps =>
            {
                var (ids, model) = (new RecentIds<int>(), new List<(Guid Id, int Value)>());
                var pictures = new List<(RecentIds<int>.Picture Picture, List<(Guid Id, int Value)> Then)>();
                foreach (var (turn, (id, choice)) in steps.Index())
                {
                    Step(ids, model, id, choice);
                    if (turn % 100 == 0)
                    {
                        pictures.Add((ids.Take(), [.. model]));
                    }
                }

                pictures.ForEach(taken => All(taken.Picture).ShouldBe(taken.Then));
            },
            iter: 100);
    }

    private static IEnumerable<(Guid Id, int Value)> All(RecentIds<int>.Picture picture) => Enumerable.Range(0, picture.Count).Select(turn => picture[turn]);

    private static void Step(RecentIds<int> ids, List<(Guid Id, int Value)> model, Guid id, int choice)
    {
        if (choice < 3)
        {
            if (ids.Count > 0)
            {
                ids.Oldest.ShouldBe(model[0]);
                ids.At(1).ShouldBe(model.Count > 1 ? model[1] : null);
                ids.DropOldest();
                model.RemoveAt(0);
            }

            return;
        }

        ids.Add(id, choice);
        var known = model.FindIndex(entry => entry.Id == id);
        if (known >= 0)
        {
            model[known] = (id, choice);
        }
        else
        {
            model.Add((id, choice));
        }
    }
}
