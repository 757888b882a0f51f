using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>The own sales channel that a hold is for, and what it may sell of the performance at the moment, as the catalog says.</summary>
/// <param name="Categories">The codes of the seat categories; null: any.</param>
/// <param name="Problem">Why it may sell nothing; null where it may.</param>
[GenerateSerializer, Immutable, Alias("ChannelLimits")]
public sealed record ChannelLimits(SalesChannelId Channel, ImmutableArray<string>? Categories = null, Refusal? Problem = null)
{
    /// <summary>What a refusal is about that an activity profile is the reason of: the event, the period of sale, or a seat category.</summary>
    public static Refusal MayNotSell(string what, string message) => new(RefusalCode.ChannelMayNotSell, what, message) { Argument = "salesChannel" };

    /// <summary>Those that it sells.</summary>
    internal int[] Of(PlaceIndex index, int[] categories) =>
        Categories is { } sold ? [.. categories.Where(category => sold.Contains(index.Plan.Categories[category].Code))] : categories;

    /// <summary>Of each category that it does not sell one place is named.</summary>
    internal ImmutableArray<Refusal> NotSold(PlaceIndex index, ImmutableArray<int> places) => Categories is not { } sold
        ? []
        : [.. places.DistinctBy(index.Category).Where(place => !sold.Contains(index.CategoryCode(place))).Select(place => MayNotSell(
            "category", $"Place {index.Name(place)} is of category \"{index.CategoryCode(place)}\", which the activity profile of this sales channel does not sell."))];

    internal static Refusal NoCategory(string? category) => MayNotSell("category", category is null
        ? "The activity profile of this sales channel sells no category of this seat map."
        : $"The activity profile of this sales channel does not sell category \"{category}\".");
}
