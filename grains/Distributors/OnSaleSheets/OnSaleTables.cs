using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.OnSaleSheets;

/// <summary>Lays what a distributor needs to know out in tables, in its language.</summary>
internal sealed class OnSaleTables(OnSaleFacts facts, OnSaleWords words)
{
    public ImmutableArray<SheetTable> All() => [Events(), Performances(), Configurations(), Areas(), Blocks(), Categories(), Audiences(), Tariffs(), Contingents()];

    private SheetTable Events() => Mappable(MappingKind.Event, [new(words.Name)], [(facts.Event.Id.ToString(), [facts.Event.Name])]);

    private SheetTable Performances()
    {
        var configurations = facts.Configurations.ToDictionary(configuration => configuration.Id, configuration => configuration.Name);
        return Mappable(
            MappingKind.Performance,
            [new(words.Name), new(words.Date), new(words.Time), new(words.TimeZone), new(words.Configuration)],
            facts.Performances.Select(it => (it.Id.ToString(), ImmutableArray.Create<SheetValue>(it.Name, DateOf(it), TimeOf(it), it.TimeZone, configurations[it.Configuration]))));
    }

    private SheetTable Configurations() => Mappable(
        MappingKind.LogicalConfiguration,
        [new(words.Name), new(words.Places, ColumnUse.Number)],
        facts.Configurations.Select(it => (it.Id.ToString(), ImmutableArray.Create<SheetValue>(it.Name, it.Places))));

    private SheetTable Areas() => Mappable(
        MappingKind.Area,
        [new(words.Seating), new(words.Category), new(words.Places, ColumnUse.Number), new(words.Configuration)],
        InConfigurations(configuration => configuration.Areas, area => area.Key.Value).Select(it => (
            it.Code, ImmutableArray.Create<SheetValue>(it.Thing.Numbered ? words.Seated : words.Unseated, it.Thing.Category, it.Thing.Places, it.Configurations))));

    private SheetTable Blocks() => Mappable(
        MappingKind.Block,
        [new(words.Area), new(words.Places, ColumnUse.Number), new(words.Configuration)],
        InConfigurations(configuration => configuration.Areas.SelectMany(area => area.Blocks.Select(block => (Area: area.Key.Value, Block: block))), it => it.Block.Code)
            .Select(it => (it.Code, ImmutableArray.Create<SheetValue>(it.Thing.Area, it.Thing.Block.Seats, it.Configurations))));

    private SheetTable Categories() => Mappable(
        MappingKind.SeatCategory,
        [new(words.Places, ColumnUse.Number), new(words.Configuration)],
        InConfigurations(configuration => configuration.Categories, category => category.Code)
            .Select(it => (it.Code, ImmutableArray.Create<SheetValue>(it.Thing.Places, it.Configurations))));

    private SheetTable Audiences() => Mappable(
        MappingKind.AudienceSubCategory,
        [new(words.Name)],
        facts.Catalog.AudienceSubCategories.Select(it => (it.Id.ToString(), ImmutableArray.Create<SheetValue>(it.Name))));

    private SheetTable Tariffs()
    {
        var audiences = facts.Catalog.AudienceSubCategories.ToDictionary(audience => audience.Id, audience => audience.Name);
        return new SheetTable(
            words.Tariffs,
            [new(words.Category), new(words.Audience), new(words.Price, ColumnUse.Number), new(words.Currency)],
            [.. facts.Tariffs().Select(it => ImmutableArray.Create<SheetValue>(it.Category, audiences[it.Audience], Price(it.Price), it.Price.Currency))]);
    }

    private SheetTable Contingents() => new(
        words.Contingents,
        [
            new(words.Performance), new(words.Date), new(words.Contingent), new(words.Category),
            new(words.Places, ColumnUse.Number), new(words.Free, ColumnUse.Number), new(words.Sold, ColumnUse.Number), new(words.Blocked, ColumnUse.Number),
        ],
        [
            .. from performance in facts.Performances
               from contingent in facts.Contingents
               from row in facts.Counts[performance.Id].Rows
               where row.Contingent == contingent.Id
               select ContingentRow(performance, contingent, row),
        ]);

    private ImmutableArray<SheetValue> ContingentRow(Performance performance, Contingent contingent, CountRow row) =>
    [
        performance.Name, $"{DateOf(performance)}, {TimeOf(performance)}", contingent.Name, row.Category,
        row.Counts.Places, row.Counts.Free, row.Counts.Sold, row.Counts.Blocked,
    ];

    private SheetTable Mappable(MappingKind kind, ImmutableArray<SheetColumn> columns, IEnumerable<(string Code, ImmutableArray<SheetValue> Values)> rows)
    {
        var (sheet, code) = words.Kinds[kind];
        return new SheetTable(
            sheet,
            [new(code, ColumnUse.Code), .. columns, new(words.TheirId, ColumnUse.Input)],
            [.. rows.Select(row => ImmutableArray.Create<SheetValue>([row.Code, .. row.Values, facts.Ids.Theirs(kind, row.Code)]))]);
    }

    /// <summary>A code stands for the same in all configurations, so it is on the sheet once.</summary>
    private IEnumerable<(string Code, T Thing, string Configurations)> InConfigurations<T>(Func<LogicalConfiguration, IEnumerable<T>> things, Func<T, string> code) => facts.Configurations
        .SelectMany(configuration => things(configuration).Select(thing => (Code: code(thing), Thing: thing, configuration.Name)))
        .GroupBy(it => it.Code)
        .Select(group => (group.Key, group.First().Thing, string.Join(", ", group.Select(it => it.Name).Distinct(StringComparer.Ordinal))));

    private string DateOf(Performance performance) => Local(performance).ToString(words.DateFormat, words.Culture);

    private string TimeOf(Performance performance) => Local(performance).ToString("HH:mm", words.Culture);

    private static DateTimeOffset Local(Performance performance) =>
        TimeZoneInfo.ConvertTime(performance.StartsAt, TimeZoneInfo.FindSystemTimeZoneById(performance.TimeZone));

    private static SheetValue Price(Money price) => new(null, price.ToDecimal(), Money.DecimalsOf(price.Currency));
}
