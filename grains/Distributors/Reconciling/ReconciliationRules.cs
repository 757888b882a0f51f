using System.Collections.Immutable;
using Distribution.Connectors;

namespace Distribution.Distributors.Reconciling;

/// <summary>What differs between two books, and why that may be.</summary>
internal static class ReconciliationRules
{
    /// <summary>Places that a difference names.</summary>
    public const int MaxNamed = 20;

    public const string Numbered = "numbered places";

    /// <param name="theirPlaces">Empty where the distributor does not list them.</param>
    public static ImmutableArray<Difference> Compare(string subject, OurBooks ours, AllotmentTally theirs, ImmutableArray<PlaceState> theirPlaces)
    {
        var found = new List<Difference>();
        if (theirPlaces.IsDefaultOrEmpty)
        {
            Allotted(found, subject, ours, theirs.Allotted);
            Sold(found, subject, ours.Sold, theirs.Sold, ours.WaitingSales);
        }
        else
        {
            PlaceByPlace(found, subject, ours, theirPlaces);
        }

        return [.. found.OrderBy(difference => difference.Kind)];
    }

    private static void Allotted(List<Difference> found, string subject, OurBooks ours, int theirs)
    {
        var sure = ours.Offered - ours.InDoubt;
        Add(found, DifferenceKind.InDoubt, subject, ours.InDoubt);
        Add(found, DifferenceKind.UnknownThere, subject, sure - theirs);
        Add(found, DifferenceKind.UnknownHere, subject, theirs - ours.Offered);
    }

    private static void Sold(List<Difference> found, string subject, int ours, int theirs, int waiting)
    {
        var waits = Math.Clamp(theirs - ours, 0, waiting);
        Add(found, DifferenceKind.Waiting, subject, waits);
        Add(found, DifferenceKind.NotImported, subject, theirs - ours - waits);
        Add(found, DifferenceKind.SoldOnlyHere, subject, ours - theirs);
    }

    private static void PlaceByPlace(List<Difference> found, string subject, OurBooks ours, ImmutableArray<PlaceState> theirPlaces)
    {
        var theirs = theirPlaces.ToDictionary(place => place.Place.Value, place => place.IsSold, StringComparer.Ordinal);
        Add(found, DifferenceKind.InDoubt, subject, [.. ours.Places.Where(place => place.InDoubt).Select(place => place.Name)]);
        Add(found, DifferenceKind.UnknownThere, subject, [.. ours.Places.Where(place => !place.InDoubt && !theirs.ContainsKey(place.Name)).Select(place => place.Name)]);
        var known = ours.Places.Select(place => place.Name).ToHashSet(StringComparer.Ordinal);
        Add(found, DifferenceKind.UnknownHere, subject, [.. theirs.Keys.Where(place => !known.Contains(place))]);
        var soldThere = theirs.Where(place => place.Value && !ours.SoldPlaces.Contains(place.Key)).Select(place => place.Key).ToList();
        Add(found, DifferenceKind.Waiting, subject, [.. soldThere.Where(ours.WaitingPlaces.Contains)]);
        Add(found, DifferenceKind.NotImported, subject, [.. soldThere.Where(place => !ours.WaitingPlaces.Contains(place))]);
        Add(found, DifferenceKind.SoldOnlyHere, subject, [.. ours.SoldPlaces.Where(place => theirs.TryGetValue(place, out var isSold) && !isSold)]);
    }

    private static void Add(List<Difference> found, DifferenceKind kind, string subject, ImmutableArray<string> places)
    {
        if (!places.IsEmpty)
        {
            found.Add(new Difference(kind, subject, places.Length, [.. places.Order(StringComparer.Ordinal).Take(MaxNamed)], Explain(kind)));
        }
    }

    private static void Add(List<Difference> found, DifferenceKind kind, string subject, int count)
    {
        if (count > 0)
        {
            found.Add(new Difference(kind, subject, count, [], Explain(kind)));
        }
    }

    private static string Explain(DifferenceKind kind) => kind switch
    {
        DifferenceKind.InDoubt => "A message about them was not answered. Run the export again; it asks for them anew.",
        DifferenceKind.UnknownThere => "We offered them and the distributor does not have them. Ask it why; they stay reserved for it until they are taken back and an export has withdrawn them.",
        DifferenceKind.UnknownHere => "The distributor may sell them and nothing here says so: nobody else must. Assign them to its contingent, or ask it to take them off sale.",
        DifferenceKind.Waiting => "Their lines came and wait; the list of waiting lines says what for.",
        DifferenceKind.NotImported => "Their lines have not come yet. Run the import; if they do not come, ask the distributor, or import again from a date.",
        DifferenceKind.SoldOnlyHere => "The distributor does not count them as sold. If it cancelled them, the import brings that; if it does not, ask it.",
        _ => throw new InvalidOperationException($"A difference of a kind that is not known: {kind}."),
    };
}

/// <summary>What we think that a distributor has, numbered places or one area.</summary>
/// <param name="Offered">Offered to it, those in doubt too.</param>
/// <param name="Sold">By our tickets.</param>
/// <param name="WaitingSales">Lines of sales that wait.</param>
/// <param name="Places">Only of numbered places, like the two that follow.</param>
internal sealed record OurBooks(
    int Offered, int InDoubt, int Sold, int WaitingSales, ImmutableArray<OurPlace> Places, ImmutableHashSet<string> SoldPlaces, ImmutableHashSet<string> WaitingPlaces);

internal readonly record struct OurPlace(string Name, bool InDoubt);
