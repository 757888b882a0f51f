using Distribution.Distributors.Executions;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.SeatMaps;

namespace Distribution.Distributors;

/// <summary>What an operator has left out, and taken again. Only what there is can be left out: a mistyped name would skip nothing, and nobody would notice.</summary>
internal sealed partial class DistributorInterfaceGrain
{
    /// <summary>Waiting lines that a refusal names.</summary>
    private const int LinesNamed = 3;

    public async Task<Outcome<SkippedItem>> Skip(SkipItem command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (await _skips.Find(new SkippedItemId(command.Context.Id.Value)) is { } earlier)
        {
            return await IsSame(earlier, command) ? earlier : Mismatch(command.Context.Id);
        }

        var problems = SkipRules.Problems(command).ToList();
        if (problems.Count > 0)
        {
            return new Outcome<SkippedItem>.Refused([.. problems]);
        }

        if (command.Performance is { } performance && await UnknownPerformance(performance) is { } unknown)
        {
            return unknown;
        }

        var existing = await Existing(command);
        if (existing is not Outcome<string>.Done { Value: var subject })
        {
            return ((Outcome<string>.Refused)existing).First;
        }

        var inForce = await _skips.InForce(Id);
        if (inForce.Length >= SkippedItem.MaxInForce)
        {
            return new Refusal(RefusalCode.LimitExceeded, Id.ToString(), $"An interface skips at most {SkippedItem.MaxInForce} items at once; have some taken again first.");
        }

        var item = Item(command, subject);
        return await _skips.Add(item)
            ? item
            : new Refusal(RefusalCode.Duplicate, command.Subject, "It is skipped already.");
    }

    public async Task<Outcome<SkippedItem>> Unskip(UnskipItem command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        if (await _skips.EndedBy(command.Context.Id) is { } repeat)
        {
            return repeat.Id == command.Skipped && repeat.Interface == Id ? repeat : Mismatch(command.Context.Id);
        }

        if (await _skips.Find(command.Skipped) is not { } item || item.Interface != Id)
        {
            return new Refusal(RefusalCode.NotFound, command.Skipped.ToString(), "This interface has no such skipped item.");
        }

        if (item.EndedAt is not null)
        {
            return new Refusal(RefusalCode.WrongState, command.Skipped.ToString(), $"{item.EndedBy} had it taken again at {item.EndedAt:u}.");
        }

        await _skips.End(command, Now());
        return (await _skips.Find(command.Skipped))!;
    }

    private SkippedItem Item(SkipItem command, string subject) => new(
        new SkippedItemId(command.Context.Id.Value), Id, command.Function, command.Kind, command.Performance, subject, command.Reason, command.Context.Who, Now());

    /// <summary>A line may have been named by its ticket.</summary>
    private async Task<bool> IsSame(SkippedItem earlier, SkipItem command)
    {
        var same = earlier == Item(command, earlier.Subject) with { Who = earlier.Who, At = earlier.At, EndedAt = earlier.EndedAt, EndedBy = earlier.EndedBy };
        return same && (earlier.Subject == command.Subject
            || (command.Kind is ItemKind.SaleLine && await _inbox.Find(Id, earlier.Subject) is { } line && StoredLine.TicketOf(line) == command.Subject));
    }

    /// <summary>What the item is called: a line of sales by its reference, also where its ticket was named.</summary>
    private async Task<Outcome<string>> Existing(SkipItem command)
    {
        switch (command.Kind)
        {
            case ItemKind.SaleLine:
                var waiting = await _inbox.WaitingAs(Id, command.Subject);
                return waiting.Contains(command.Subject) ? command.Subject
                    : waiting is [var only] ? only
                    : waiting.IsEmpty ? await NoSuchLine(command.Subject)
                    : new Refusal(RefusalCode.Invalid, "subject", $"Several lines of ticket {command.Subject} wait: {string.Join(", ", waiting)}. Name one of them.");
            case ItemKind.Place or ItemKind.Area:
                return await OnSeatMap(command);
            default:
                return command.Subject;
        }
    }

    private async Task<Refusal> NoSuchLine(string subject)
    {
        var some = (await _inbox.Pages([Id], null, LinesNamed))[Id].Lines;
        var exist = some.IsEmpty ? "No line waits at all." : $"Lines wait such as {string.Join(", ", some.Select(line => line.Reference))}; waitingLines has all of them.";
        return new Refusal(RefusalCode.NotFound, "subject", $"No line of sales waits under “{subject}”, nor for such a ticket. {exist}");
    }

    private async Task<Outcome<string>> OnSeatMap(SkipItem command)
    {
        var seatMap = GrainFactory.GetGrain<ISeatMapGrain>(command.Performance!.Value.Value);
        var isPlace = command.Kind is ItemKind.Place;
        var found = KeyText.IsValid(command.Subject)
            ? await seatMap.Find(isPlace ? new PlaceKey(command.Subject) : null, isPlace ? null : new AreaKey(command.Subject))
            : new Refusal(RefusalCode.NotFound, "subject", "There is no such thing in this seat map.");
        if (found is not Outcome<ImportedSale>.Refused { First: var refusal })
        {
            return command.Subject;
        }

        var first = (await seatMap.Places(new PlaceFilter(), null, 1)).Match(page => page.Places.FirstOrDefault()?.Name, _ => null);
        return refusal.Code is RefusalCode.NotFound ? refusal with { Subject = "subject", Message = $"{refusal.Message} Its places are called such as {first}." } : refusal;
    }
}
