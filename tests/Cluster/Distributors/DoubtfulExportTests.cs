using Distribution.Contingents;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.SeatMaps;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>Exports of which it is not known whether the distributor took them: I1 says that a time-out is "may have been".</summary>
public sealed class DoubtfulExportTests
{
    private static readonly int TooSlow = (int)(2 * ImpatientCluster.AttemptTimeout).TotalMilliseconds;

    private static readonly Dictionary<string, Failure> Failures = new(StringComparer.Ordinal)
    {
        ["500 without taking it"] = new(FailureKind.Answer),
        ["500 after taking it"] = new(FailureKind.Answer, Taken: true),
        ["garbage without taking it"] = new(FailureKind.Garbage),
        ["garbage after taking it"] = new(FailureKind.Garbage, Taken: true),
        ["an answer that is too large"] = new(FailureKind.TooLarge, Taken: true, Bytes: 1024 * 1024),
        ["a slow answer"] = new(FailureKind.Slow, Milliseconds: TooSlow),
        ["a message taken late"] = new(FailureKind.Late, Milliseconds: TooSlow),
        ["an answer that is dropped"] = new(FailureKind.DropAnswer),
        ["an answer that is cut"] = new(FailureKind.CutAnswer),
        ["a connection dropped before taking it"] = new(FailureKind.DropConnection),
    };

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    public static TheoryData<Dialect, string> DialectsAndFailures
    {
        get
        {
            var data = new TheoryData<Dialect, string>();
            foreach (var failure in Failures.Keys)
            {
                data.Add(Dialect.Sqlite, failure);
                data.Add(Dialect.PostgreSql, failure);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(DialectsAndFailures))]
    public async Task A_message_that_may_have_been_taken_leaves_its_places_to_nobody_until_the_next_export(Dialect dialect, string failure)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await Change(venue);
        await venue.Ticketnet.SwitchOn(Failures[failure] with { Operation = Operation.Allotment });

        var doubtful = await venue.Export();

        doubtful.State.ShouldBe(ExecutionState.Failed);
        doubtful.Counts.ShouldBe(new ExecutionCounts { InDoubt = 3 });
        var error = await venue.OnlyError(doubtful);
        error.Kind.ShouldBe(failure.Contains("garbage", StringComparison.Ordinal) || failure.Contains("large", StringComparison.Ordinal) ? ErrorKind.External : ErrorKind.Technical);
        error.Message.ShouldContain("is not known");
        error.WhatToDo.ShouldContain("Run the export again");
        (await venue.Contingent.Get()).Done().ExportState.ShouldBe(ContingentExportState.InDoubt);
        foreach (var place in new[] { "P-1-2", "P-1-3" })
        {
            (await venue.Place(place)).Offer.ShouldBe(OfferStage.InDoubt);
        }

        await NobodyElseCanHave(venue, "P-1-2");
        await venue.ShouldBeSafe();

        await venue.Ticketnet.ClearFailures();
        var next = await venue.Export();

        next.State.ShouldBe(ExecutionState.Succeeded);
        next.Counts.InDoubt.ShouldBe(0);
        await venue.ShouldBeInSync();
        await venue.Hold("P-1-2");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_sold_out_of_a_message_in_doubt_is_imported_before_the_doubt_is_resolved(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await Change(venue);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await venue.Export();
        await venue.Ticketnet.ClearFailures();

        await venue.Ticketnet.Sell(new SaleOrder(LinkedVenue.TheirPerformance, Standing: 4, Places: ["P-1-1", "P-1-3"]));
        var import = await venue.Import();

        import.State.ShouldBe(ExecutionState.Succeeded);
        import.Counts.ShouldBe(new ExecutionCounts { Imported = 6 });
        await venue.ShouldAgree();

        (await venue.Export()).State.ShouldBe(ExecutionState.Succeeded);
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Places_in_doubt_can_be_taken_back_and_are_withdrawn_by_the_next_export(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(3);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await venue.Export();
        await venue.Ticketnet.ClearFailures();

        (await venue.TakeBack("P-1-1")).StillOffered.ShouldBe(1);
        (await venue.Contingent.TakeBack(LinkedVenue.Context(), LinkedVenue.Standing(1))).Done().StillOffered.ShouldBe(1);
        await NobodyElseCanHave(venue, "P-1-1");
        var export = await venue.Export();

        export.Counts.ShouldBe(new ExecutionCounts { Added = 3, Withdrawn = 2 });
        await venue.ShouldBeInSync();
        await venue.Hold("P-1-1");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_sale_between_a_withdrawal_and_its_lost_answer_is_put_back_by_the_next_export(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await Change(venue);
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.SellBeforeWithdrawal, Times: 1, Places: ["P-1-2"]));
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await venue.Export();
        await venue.Ticketnet.ClearFailures();

        var export = await venue.Export();

        export.Counts.PutBack.ShouldBe(1);
        (await venue.Place("P-1-2")).Contingent.ShouldBe(venue.ContingentId);
        (await venue.Import()).Counts.ShouldBe(new ExecutionCounts { Imported = 1 });
        await venue.ShouldBeInSync();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Only_what_certainly_did_not_leave_is_free_again_at_once_after_an_earlier_doubt(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect);
        await venue.Assign("P-1-1");
        await venue.Ticketnet.SwitchOn(new Failure(FailureKind.DropAnswer, Operation.Allotment));
        await venue.Export();
        await venue.Assign("P-1-2");
        await venue.Ticketnet.SetCredentials("venue", "changed");
        await venue.Ticketnet.ClearFailures();

        (await venue.Export()).State.ShouldBe(ExecutionState.Failed);

        (await venue.Place("P-1-1")).Offer.ShouldBe(OfferStage.InDoubt);
        (await venue.Place("P-1-2")).Offer.ShouldBe(OfferStage.None);
        await venue.ShouldBeSafe();
    }

    /// <summary>A first export that succeeds, then one more seat, one fewer, two standing places fewer and three more: one more in all, for those just given up come first.</summary>
    private static async Task Change(LinkedVenue venue)
    {
        await venue.Assign("P-1-1", "P-1-2");
        await venue.AssignStanding(5);
        (await venue.Export()).State.ShouldBe(ExecutionState.Succeeded);
        await venue.Assign("P-1-3");
        await venue.TakeBack("P-1-2");
        (await venue.Contingent.TakeBack(LinkedVenue.Context(), LinkedVenue.Standing(2))).Done();
        await venue.AssignStanding(3);
    }

    private static async Task NobodyElseCanHave(LinkedVenue venue, string place)
    {
        var hold = new HoldPlaces(LinkedVenue.Context(), null, PlaceSelection.Of(place), TimeSpan.FromMinutes(1));
        (await venue.SeatMap.Hold(hold)).ShouldBeRefused(RefusalCode.PlaceOffered);
        var other = await venue.AddDistributor("Fnac");
        (await venue.ContingentGrain(other.Contingent).Assign(LinkedVenue.Context(), PlaceSelection.Of(place))).ShouldBeRefused(RefusalCode.PlaceOffered);
    }
}
