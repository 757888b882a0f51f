using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>What an activity profile may say: things of this venue only, and tariffs that have a price.</summary>
internal static class ActivityRules
{
    /// <summary>Problems of lines told at once; the others are told once these are mended.</summary>
    public const int MaxRefusals = 50;

    public static Outcome<CatalogDecision> Set(SetActivityProfile wanted, CatalogState state, CatalogCheck check)
    {
        check.Known<SalesChannel>(wanted.Channel.Value, SalesChannelId.Noun);
        var known = state.All<ActivityProfile>().SingleOrDefault(profile => profile.Channel == wanted.Channel);
        if (known is null)
        {
            check.Room();
        }

        ImmutableArray<SoldEvent> sold = wanted.Sold.IsDefault ? [] : wanted.Sold;
        var tooMuch = sold.Length > ActivityProfile.MaxLines || sold.Sum(line => line.Tariffs.IsDefault ? 0 : line.Tariffs.Length) > ActivityProfile.MaxTariffs;
        check.That(
            !tooMuch,
            RefusalCode.LimitExceeded,
            "sold",
            $"A profile has at most {ActivityProfile.MaxLines} lines, and {ActivityProfile.MaxTariffs} tariffs in all of them.");
        foreach (var (code, subject, message) in Problems(tooMuch ? [] : sold, state).Take(MaxRefusals))
        {
            check.That(false, code, subject, message);
        }

        return check.Allow(() => new ActivityProfile(known?.Id ?? new ActivityProfileId(wanted.Id), wanted.Channel, sold));
    }

    private static IEnumerable<Refusal> Problems(ImmutableArray<SoldEvent> sold, CatalogState state)
    {
        var priced = state.All<Tariff>().Select(tariff => (tariff.Category, tariff.Audience, tariff.Event)).ToHashSet();
        return sold.SelectMany((line, at) => Line(line, $"sold[{at}]", state).Concat(Tariffs(line, $"sold[{at}]", priced)));
    }

    private static IEnumerable<Refusal> Line(SoldEvent line, string subject, CatalogState state)
    {
        if (state.Find<Event>(line.Event.Value) is null)
        {
            yield return new(RefusalCode.NotFound, $"{subject}.event", $"This venue has no event {line.Event}.");
        }
        else if (line.Performance is { } performance && state.Find<Performance>(performance.Value)?.Event != line.Event)
        {
            yield return new(RefusalCode.NotFound, $"{subject}.performance", $"This event has no performance {performance}.");
        }

        if (line.From >= line.Until)
        {
            yield return new(RefusalCode.Invalid, $"{subject}.until", "The sale ends after it begins.");
        }
    }

    private static IEnumerable<Refusal> Tariffs(SoldEvent line, string subject, HashSet<(string, AudienceSubCategoryId, EventId?)> priced)
    {
        if (line.Tariffs.IsDefaultOrEmpty)
        {
            yield return new(RefusalCode.Invalid, $"{subject}.tariffs", "Name at least one tariff: without one nothing is sold.");
            yield break;
        }

        var seen = new HashSet<SoldTariff>();
        for (var i = 0; i < line.Tariffs.Length; i++)
        {
            var (category, audience) = line.Tariffs[i];
            if (!seen.Add(line.Tariffs[i]))
            {
                yield return new(RefusalCode.Duplicate, $"{subject}.tariffs[{i}]", "The line names this tariff already; name it once.");
            }
            else if (!priced.Contains((category, audience, line.Event)) && !priced.Contains((category, audience, null)))
            {
                yield return new(RefusalCode.NotFound, $"{subject}.tariffs[{i}]", $"There is no price of category \"{category}\" for audience sub-category {audience}: set that tariff first.");
            }
        }
    }
}
