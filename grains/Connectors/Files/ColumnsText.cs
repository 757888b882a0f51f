using System.Collections.Immutable;
using Distribution.Connectors.SalesFiles;

namespace Distribution.Connectors.Files;

/// <summary>
/// The columns of a distributor's file as the set-up has them: <c>ticket = N° billet; price = Prix; currency : EUR</c>. After an equals sign stands the heading of a column,
/// after a colon what holds for every line.
/// </summary>
internal static class ColumnsText
{
    private const string TimeZone = "timezone";

    private static readonly SaleField[] Needed =
        [SaleField.Ticket, SaleField.Performance, SaleField.Category, SaleField.Audience, SaleField.Price, SaleField.Date];

    /// <summary>Where nothing is set up: a column for each, named as in this system.</summary>
    private static readonly SaleColumns Own = new(
        Enum.GetValues<SaleField>().ToImmutableDictionary(field => field, Name),
        ImmutableDictionary<SaleField, string>.Empty,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        AreaBesidePlace: true);

    /// <param name="text">Empty: <see cref="Own"/>.</param>
    public static (SaleColumns? Columns, string? Problem) Read(string text)
    {
        if (text.Length == 0)
        {
            return (Own, null);
        }

        var (headings, constants) = (new Dictionary<SaleField, string>(), new Dictionary<SaleField, string>());
        var zone = Own.Zone;
        foreach (var part in text.Split([';', '\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.IndexOfAny(['=', ':']) is not (> 0 and var at) || part[(at + 1)..].Trim() is not { Length: > 0 } value)
            {
                return (null, $"“{Text.Quoted(part)}” is not written as field = heading, or field : value.");
            }

            var name = part[..at].Trim();
            if (part[at] == ':' && name == TimeZone)
            {
                if (!TimeZoneInfo.TryFindSystemTimeZoneById(value, out var named))
                {
                    return (null, $"“{Text.Quoted(value)}” is no time zone such as Europe/Paris.");
                }

                zone = named;
                continue;
            }

            if (Enum.GetValues<SaleField>().Where(field => Name(field) == name).ToList() is not [var known])
            {
                return (null, $"“{Text.Quoted(name)}” is none of the fields {string.Join(", ", Enum.GetValues<SaleField>().Select(Name))}.");
            }

            if (!(part[at] == '=' ? headings : constants).TryAdd(known, value) || (headings.ContainsKey(known) && constants.ContainsKey(known)))
            {
                return (null, $"The field {name} is there twice.");
            }
        }

        return Whole(headings, constants, zone);
    }

    private static (SaleColumns? Columns, string? Problem) Whole(Dictionary<SaleField, string> headings, Dictionary<SaleField, string> constants, TimeZoneInfo zone)
    {
        constants.TryAdd(SaleField.Kind, "SALE");
        constants.TryAdd(SaleField.Currency, "EUR");
        foreach (var field in headings.Keys)
        {
            constants.Remove(field);
        }

        if (Needed.Where(field => !headings.ContainsKey(field) && !constants.ContainsKey(field)).ToList() is [var missing, ..])
        {
            return (null, $"No column, and no value, is named for the field {Name(missing)}.");
        }

        if (!headings.ContainsKey(SaleField.Place) && !headings.ContainsKey(SaleField.Area) && !constants.ContainsKey(SaleField.Area))
        {
            return (null, "No column is named for the place, nor one for the area.");
        }

        return headings.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count() < headings.Count
            ? (null, "Two fields are read from one column.")
            : (new SaleColumns(headings.ToImmutableDictionary(), constants.ToImmutableDictionary(), zone, AreaBesidePlace: true), null);
    }

    private static string Name(SaleField field) => field.ToString().ToLowerInvariant();
}
