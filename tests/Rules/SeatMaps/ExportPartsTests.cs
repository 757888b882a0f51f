using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Fixtures.SmallHall;
using static Distribution.Tests.Rules.SeatMaps.SeatMapCommands;
using static Distribution.Tests.Rules.SeatMaps.SeatMapSpecification;

namespace Distribution.Tests.Rules.SeatMaps;

/// <summary>Exports that are told in several messages.</summary>
public sealed class ExportPartsTests
{
    [Fact]
    public void The_first_message_has_so_many_numbered_places_and_all_areas_and_the_next_ones_have_the_rest()
    {
        var map = Given(Assign(Fnac, "P-1-1", "P-1-2", "P-1-3", "Steh*2"));
        var next = NextAfter(map, 0, 2);

        map.When(Part(0, 2)).ThenDone("P-1-1", "P-1-2", "Steh #1", "Steh #2").ThenPlace("P-1-3", "fnac, free");
        map.When(Part(next!.Value, 2)).ThenDone("P-1-3");
        NextAfter(map, next.Value, 2).ShouldBeNull();
    }

    [Fact]
    public void Withdrawals_and_additions_share_a_message_in_the_order_of_their_places()
    {
        var map = Given([.. Offer(Fnac, FnacLink, "P-1-2"), TakeBack(Fnac, "P-1-2"), Assign(Fnac, "P-1-1", "P-1-3")]);

        map.When(Part(0, 2)).ThenDone("P-1-1", "P-1-2").ThenPlace("P-1-3", "fnac, free");
    }

    [Fact]
    public void A_message_counts_as_in_doubt_what_it_was_about_and_nothing_of_the_next_one()
    {
        var map = Given(Assign(Fnac, "P-1-1", "P-1-2", "P-1-3"), Export(FnacLink));
        var next = NextAfter(map, 0, 2);

        map.When(Part(0, 2)).ThenCounted(2);
        map.When(Answer(2, "P-1-1") with { To = next }).ThenCounted(1);
        map.When(Part(next!.Value, 2)).ThenCounted(3);
        map.When(Answer(3, "P-1-3") with { From = next.Value }).ThenCounted(0);
    }

    [Fact]
    public void A_message_has_places() =>
        Given(Assign(Fnac, "P-1-1")).When(Part(0, 0)).ThenRefused(RefusalCode.Invalid, "most").When(Part(-1, 1)).ThenRefused(RefusalCode.Invalid, "most");

    private static BeginExport Part(int from, int most) => new(Context(), FnacLink.Interface, FnacLink.Channel, null, from, most);

    private static RecordExport Answer(long version, string place) =>
        Record(FnacLink, version, new ExportResult.Answered([new OfferResult(new PlaceKey(place), OfferAnswer.Offered)], []));

    private static int? NextAfter(SeatMapSpecification map, int from, int most) =>
        ExportPlan.Of(map.State, map.State.NumberOf(FnacLink.Interface) ?? 0, FnacLink.Channel).PartFrom(map.State, from, most).Next;
}
