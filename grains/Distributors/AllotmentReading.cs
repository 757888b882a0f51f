using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors;

/// <summary>Reads a distributor's answer: counts it, lists what was refused, and says where each place stands.</summary>
internal static class AllotmentReading
{
    public static ExportResult Read(ExecutionReport report, PerformanceId performance, AllotmentIntent intent, AllotmentAnswer.Answered answer)
    {
        var additions = intent.Additions.ToDictionary(place => place.Key, place => place.WasInDoubt);
        var withdrawals = intent.Withdrawals.ToDictionary(place => place.Key, place => place.WasInDoubt);
        var places = ImmutableArray.CreateBuilder<OfferResult>(answer.Places.Length);
        foreach (var place in answer.Places)
        {
            if (additions.TryGetValue(place.Place, out var wasInDoubt))
            {
                Keep(Addition(report, performance, place), place.Verdict, wasInDoubt);
            }
            else if (withdrawals.TryGetValue(place.Place, out wasInDoubt))
            {
                Keep(Withdrawal(report, performance, place), place.Verdict, wasInDoubt);
            }
            else
            {
                report.Add(ErrorKind.External, place.Place.Value, $"The distributor answered for place {place.Place}, which was not in the message.", "Ask the distributor why; nothing was changed by it.");
            }
        }

        var areas = answer.Areas.Where(area => intent.Areas.Any(asked => asked.Key == area.Area)).Select(area => Area(report, performance, intent, area));
        return new ExportResult.Answered(places.ToImmutable(), [.. areas]);

        // "Refused" means that nothing changed: of a place whose last message was lost, it does not say where it is.
        void Keep(OfferResult result, PlaceVerdict verdict, bool wasInDoubt)
        {
            if (verdict is not PlaceVerdict.Refused || !wasInDoubt)
            {
                places.Add(result);
            }
        }
    }

    private static OfferResult Addition(ExecutionReport report, PerformanceId performance, PlaceAnswer answer)
    {
        if (answer.Verdict is PlaceVerdict.Refused)
        {
            Refused(report, ItemKey.Of(performance, answer.Place), ItemAction.Add, 1, $"The distributor refused place {answer.Place}: {answer.Reason ?? "no reason given"}.", "Ask the distributor to mend it, or take the place back; then run the export again.");
            return new OfferResult(answer.Place, OfferAnswer.NotOffered);
        }

        report.Counts = report.Counts with { Added = report.Counts.Added + 1 };
        report.Add(ItemKey.Of(performance, answer.Place), ItemAction.Add, ItemOutcome.Done, answer.Reason);
        return new OfferResult(answer.Place, OfferAnswer.Offered);
    }

    private static OfferResult Withdrawal(ExecutionReport report, PerformanceId performance, PlaceAnswer answer)
    {
        switch (answer.Verdict)
        {
            case PlaceVerdict.Accepted:
                report.Counts = report.Counts with { Withdrawn = report.Counts.Withdrawn + 1 };
                report.Add(ItemKey.Of(performance, answer.Place), ItemAction.Withdraw, ItemOutcome.Done, answer.Reason);
                return new OfferResult(answer.Place, OfferAnswer.NotOffered);
            case PlaceVerdict.AlreadySold:
                report.Add(ItemKey.Of(performance, answer.Place), ItemAction.Withdraw, ItemOutcome.PutBack, answer.Reason);
                return new OfferResult(answer.Place, OfferAnswer.AlreadySold);
            default:
                Refused(report, ItemKey.Of(performance, answer.Place), ItemAction.Withdraw, 1, $"The distributor did not give place {answer.Place} back: {answer.Reason ?? "no reason given"}.", "Ask the distributor to mend it, then run the export again. Until then it may sell the place.");
                return new OfferResult(answer.Place, OfferAnswer.Offered);
        }
    }

    private static AreaResult Area(ExecutionReport report, PerformanceId performance, AllotmentIntent intent, AreaAnswer answer)
    {
        var asked = intent.Areas.First(area => area.Key == answer.Area);
        var missing = Math.Max(0, asked.Allotted - answer.Allotted);
        var keptTooMany = Math.Max(0, answer.Allotted - asked.Allotted);
        report.Counts = report.Counts with
        {
            Added = report.Counts.Added + Math.Max(0, asked.Additions - missing),
            Withdrawn = report.Counts.Withdrawn + Math.Max(0, asked.Withdrawals - keptTooMany),
        };
        var item = ItemKey.Of(performance, answer.Area);
        if (missing > 0)
        {
            Refused(report, item, ItemAction.Add, missing, $"The distributor took {answer.Allotted} places of area {answer.Area}, not {asked.Allotted}: {answer.Reason ?? "no reason given"}.", "Ask the distributor to mend it, or take the places back; then run the export again.");
        }

        // What it kept beyond that it has sold; those come back by themselves.
        var keptUnsold = answer.Allotted - Math.Max(asked.Allotted, answer.Sold);
        if (keptUnsold > 0)
        {
            Refused(report, item, ItemAction.Withdraw, keptUnsold, $"The distributor did not give {keptUnsold} places of area {answer.Area} back: {answer.Reason ?? "no reason given"}.", "They are back in its contingent, since it may sell them. Ask the distributor to mend it, take them out once more, then run the export again.");
        }

        if (missing == 0 && keptUnsold <= 0)
        {
            report.Add(item, ExportItems.ActionOf(asked), keptTooMany > 0 ? ItemOutcome.PutBack : ItemOutcome.Done, $"{answer.Allotted} places in all, {answer.Sold} of them sold.");
        }

        return new AreaResult(answer.Area, Math.Max(answer.Allotted, answer.Sold), asked.Allotted);
    }

    private static void Refused(ExecutionReport report, ItemKey item, ItemAction action, int places, string message, string whatToDo)
    {
        report.Counts = report.Counts with { Refused = report.Counts.Refused + places };
        report.Add(item, action, new ExecutionError(ErrorKind.External, item.Subject, message, whatToDo));
    }
}
