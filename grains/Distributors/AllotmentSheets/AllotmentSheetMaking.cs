using System.Collections.Immutable;
using System.Text.Json;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>
/// Makes sheets for distributors that people tell what they have, and takes the word that one was agreed to. What stands on a sheet is offered before the sheet is there; what
/// it withdraws stays offered until the word is durable.
/// </summary>
public sealed class AllotmentSheetMaking(IGrainFactory grains, CatalogDirectory directory, ConnectorCatalog connectors, AllotmentSheetLedger ledger, TimeProvider time)
{
    private const int MaxText = 200;
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    /// <summary>A new sheet of what holds now.</summary>
    public async Task<Outcome<AllotmentSheet>> Make(CommandContext context, DistributorInterfaceId distributor, PerformanceId performance)
    {
        var found = await Facts(distributor, performance);
        if (found is not Outcome<InterfaceFacts>.Done { Value: var facts })
        {
            return new Outcome<AllotmentSheet>.Refused(((Outcome<InterfaceFacts>.Refused)found).Refusals);
        }

        if (connectors.Find(facts.Type)!.Capabilities.Export)
        {
            return new Refusal(RefusalCode.WrongState, facts.Type, $"An interface of type \"{facts.Type}\" makes its sheets by its contingent export: run that.");
        }

        var map = grains.GetGrain<ISeatMapGrain>(performance.Value);
        var begun = await map.BeginExport(new BeginExport(context.Step("sheet") with { Channel = facts.Channel }, distributor, facts.Channel));
        if (begun is not Outcome<AllotmentIntent>.Done { Value: var intent })
        {
            return new Outcome<AllotmentSheet>.Refused(((Outcome<AllotmentIntent>.Refused)begun).Refusals);
        }

        // An earlier try of this command may have come further.
        if (await ledger.Find(distributor, performance, intent.Version) is null)
        {
            var told = await map.RecordExport(new RecordExport(context.Step("told"), distributor, intent.Version, Told(intent)));
            var list = await map.AllotmentOf(distributor);
            if (told is Outcome<ExportRecorded>.Refused refused)
            {
                return new Outcome<AllotmentSheet>.Refused(refused.Refusals);
            }

            if (list is not Outcome<AllotmentList>.Done { Value: var allotment })
            {
                return new Outcome<AllotmentSheet>.Refused(((Outcome<AllotmentList>.Refused)list).Refusals);
            }

            var before = await ledger.LastAgreed(distributor, performance, intent.Version);
            await ledger.Keep(distributor, performance, intent.Version, context, time.GetUtcNow(), Body(intent, allotment, before?.Version));
        }

        return await View(distributor, performance, intent.Version);
    }

    /// <summary>The distributor agreed to a sheet: what it gave back is the venue's.</summary>
    public async Task<Outcome<AllotmentSheet>> Agree(CommandContext context, DistributorInterfaceId distributor, PerformanceId performance, AllotmentWordGiven given)
    {
        var said = new SayAgreed(context, distributor, performance, given);
        if (await Facts(distributor, performance) is Outcome<InterfaceFacts>.Refused unknown)
        {
            return new Outcome<AllotmentSheet>.Refused(unknown.Refusals);
        }

        var body = JsonSerializer.Serialize((distributor.Value, performance.Value, given), WithFields);
        var earlier = await ledger.SaidUnder(said.Context.Id);
        if (earlier is not null && earlier != body)
        {
            return new Refusal(RefusalCode.CommandMismatch, said.Context.Id.ToString(), "This command id was used before with other content. Use a new id for a new command.");
        }

        if (await ledger.Find(said.Interface, said.Performance, said.Version) is not { } sheet)
        {
            return new Refusal(RefusalCode.NotFound, $"{said.Version}", "There is no allotment sheet of this version. Make one first.");
        }

        if (sheet.Word is not null)
        {
            return earlier is not null
                ? await View(said.Interface, said.Performance, said.Version)
                : new Refusal(RefusalCode.WrongState, $"{said.Version}", $"The sheet was confirmed already: {sheet.Word.AgreedWith} agreed on {sheet.Word.AgreedAt:u}.");
        }

        var last = await ledger.Find(said.Interface, said.Performance);
        var problems = Problems(said, sheet, last!.Version, time.GetUtcNow()).ToImmutableArray();
        return problems.IsEmpty ? await Take(said, sheet, body) : new Outcome<AllotmentSheet>.Refused(problems);
    }

    private async Task<Outcome<AllotmentSheet>> Take(SayAgreed said, KeptSheet sheet, string body)
    {
        await ledger.Keep(said, body);
        var map = grains.GetGrain<ISeatMapGrain>(said.Performance.Value);
        var recorded = await map.RecordExport(new RecordExport(said.Context.Step("agreed"), said.Interface, said.Version, GivenBack(said, sheet)));
        if (recorded is Outcome<ExportRecorded>.Refused refused)
        {
            return new Outcome<AllotmentSheet>.Refused(refused.Refusals);
        }

        ImmutableArray<string> kept = [.. said.Given.Kept.Places.Select(place => place.Value), .. said.Given.Kept.Areas.Select(area => $"{area.Area} × {area.Quantity}")];
        await ledger.Settle(said, new AllotmentWord(said.Given.AgreedWith.Trim(), said.Given.How, said.Given.AgreedAt, kept, said.Given.Note, said.Context.Who, time.GetUtcNow()));
        return await View(said.Interface, said.Performance, said.Version);
    }

    private static IEnumerable<Refusal> Problems(SayAgreed said, KeptSheet sheet, long last, DateTimeOffset now)
    {
        if (said.Version != last)
        {
            yield return new(RefusalCode.WrongState, "version", $"There is a newer sheet, version {last}, which repeats what this one withdrew. Read that one out, and confirm it.");
        }

        if (string.IsNullOrWhiteSpace(said.Given.AgreedWith) || said.Given.AgreedWith.Length > MaxText || said.Given.AgreedWith.Any(char.IsControl))
        {
            yield return new(RefusalCode.Invalid, "agreedWith", $"Say who agreed at the distributor, in 1 to {MaxText} characters.");
        }

        if (said.Given.Note is { } note && (note.Length > 5 * MaxText || note.Any(letter => char.IsControl(letter) && letter is not '\n')))
        {
            yield return new(RefusalCode.Invalid, "note", $"A note has at most {5 * MaxText} characters.");
        }

        if (said.Given.AgreedAt > now + Ahead)
        {
            yield return new(RefusalCode.Invalid, "agreedAt", $"The agreement can't be in the future: here it is {now:u}.");
        }
        else if (said.Given.AgreedAt < sheet.MadeAt - Ahead)
        {
            yield return new(RefusalCode.Invalid, "agreedAt", $"The agreement can't be before this sheet was made, at {sheet.MadeAt:u}: nobody can have agreed to it by then.");
        }

        var withdrawn = sheet.Body.Withdrawals.Select(place => place.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var place in said.Given.Kept.Places.Where(place => !withdrawn.Contains(place.Value)))
        {
            yield return new(RefusalCode.Invalid, place.Value, $"Place {place} is not one that this sheet withdraws.");
        }

        foreach (var area in said.Given.Kept.Areas.Where(area => area.Quantity < 0 || area.Quantity > (sheet.Body.Areas.FirstOrDefault(it => it.Key == area.Area.Value)?.Withdrawals ?? 0)))
        {
            yield return new(RefusalCode.Invalid, area.Area.Value, $"This sheet does not withdraw {area.Quantity} places of area {area.Area}.");
        }
    }

    /// <summary>What was told is the distributor's; what it is to give back is in doubt.</summary>
    internal static ExportResult.Answered Told(AllotmentIntent intent) => new(
        [.. intent.Additions.Select(place => new OfferResult(place.Key, OfferAnswer.Offered))],
        [.. intent.Areas.Where(area => area.Withdrawals == 0).Select(area => new AreaResult(area.Key, area.Allotted, area.Allotted))]);

    internal static SheetBody Body(AllotmentIntent intent, AllotmentList allotment, long? before)
    {
        var changed = intent.Areas.ToDictionary(area => area.Key);
        var areas = allotment.Areas
            .Concat(intent.Areas.Where(area => allotment.Areas.All(it => it.Key != area.Key)).Select(area => area with { Allotted = 0 }))
            .Select(area => changed.TryGetValue(area.Key, out var change)
                ? new SheetArea(area.Key.Value, area.Category, change.Allotted, change.Withdrawals)
                : new SheetArea(area.Key.Value, area.Category, area.Allotted, 0));
        return new SheetBody([.. allotment.Places.Select(SheetPlace.Of)], [.. intent.Withdrawals.Select(SheetPlace.Of)], [.. areas], before);
    }

    private static ExportResult.Answered GivenBack(SayAgreed said, KeptSheet sheet)
    {
        var kept = said.Given.Kept.Places.ToHashSet();
        return new ExportResult.Answered(
            [.. sheet.Body.Withdrawals.Select(place => new PlaceKey(place.Key)).Select(place => new OfferResult(place, kept.Contains(place) ? OfferAnswer.AlreadySold : OfferAnswer.NotOffered))],
            [
                .. sheet.Body.Areas.Where(area => area.Withdrawals > 0).Select(area => new AreaResult(
                    new AreaKey(area.Key), area.Allotted + said.Given.Kept.Areas.Where(it => it.Area.Value == area.Key).Sum(it => it.Quantity), area.Allotted)),
            ]);
    }

    private async Task<Outcome<AllotmentSheet>> View(DistributorInterfaceId distributor, PerformanceId performance, long version) =>
        (await ledger.Find(distributor, performance, version))!.View(await ledger.LastAgreed(distributor, performance, version));

    private async Task<Outcome<InterfaceFacts>> Facts(DistributorInterfaceId distributor, PerformanceId performance)
    {
        if (await directory.FindInterface(distributor) is not { } facts)
        {
            return new Refusal(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor interface.");
        }

        if (await directory.FindPerformance(performance) is not { } known || known.Venue != facts.Venue)
        {
            return new Refusal(RefusalCode.NotFound, performance.ToString(), "There is no such performance in this venue.");
        }

        return connectors.Find(facts.Type) is { Capabilities.ByWord: true }
            ? facts
            : new Refusal(RefusalCode.WrongState, facts.Type, $"Interfaces of type \"{facts.Type}\" have no allotment sheets: the distributor answers by itself.");
    }
}
