using CsCheck;
using Distribution.SeatMaps;

namespace Distribution.Tests.Rules.SeatMaps;

public sealed class RecentIdsTests
{
    // Few ids, so that they come again; some that differ in one bit only.
    private static readonly Gen<Guid> Ids = Gen.Int[1, 40].Select(n => new Guid(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    [Fact]
    public void They_are_a_queue_in_which_every_id_is_found()
    {
        Gen.Select(Ids, Gen.Int[0, 9]).Array[0, 300].Sample(steps =>
        {
            var (ids, model) = (new RecentIds<int>(), new List<(Guid Id, int Value)>());
            foreach (var (id, choice) in steps)
            {
                Step(ids, model, id, choice);
                ids.All().ShouldBe(model);
                ids.Find(id).ShouldBe(model.Any(known => known.Id == id) ? model.Single(known => known.Id == id).Value : null);
            }
        });
    }

    private static void Step(RecentIds<int> ids, List<(Guid Id, int Value)> model, Guid id, int choice)
    {
        if (choice < 3)
        {
            if (ids.Count > 0)
            {
                ids.Oldest.ShouldBe(model[0]);
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
