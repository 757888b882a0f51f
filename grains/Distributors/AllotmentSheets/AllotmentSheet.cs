using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>What a distributor was told, or is to be told, of one performance: its whole allotment, what came to it and what it is to give back.</summary>
/// <param name="Version">One more with each sheet of the interface and performance. Only the last can be confirmed.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="MadeBy">The name of the caller who had it made.</param>
/// <param name="Places">Places it has by this sheet.</param>
/// <param name="Added">Of these, places that were not on the last sheet that was confirmed.</param>
/// <param name="Withdrawn">Places it is to give back. Until the sheet is confirmed it may sell them, and nobody else.</param>
/// <param name="Word">Who agreed to it; null while nobody did.</param>
[GenerateSerializer, Immutable, Alias("AllotmentSheet")]
public sealed record AllotmentSheet(
    DistributorInterfaceId Interface,
    PerformanceId Performance,
    long Version,
    DateTimeOffset MadeAt,
    string MadeBy,
    int Places,
    int Added,
    int Withdrawn,
    AllotmentWord? Word);

/// <summary>Somebody's word that a distributor took a sheet, and gave back what it says.</summary>
/// <param name="How">By which way they agreed.</param>
/// <param name="Note">What else there is to say.</param>
/// <param name="SaidAt">When it was said here.</param>
/// <param name="AgreedWith">Who agreed at the distributor.</param>
/// <param name="AgreedAt">When they did.</param>
/// <param name="Kept">Places it was to give back and has sold: they are back in its contingent.</param>
/// <param name="Who">Who says so.</param>
[GenerateSerializer, Immutable, Alias("AllotmentWord")]
public sealed record AllotmentWord(
    string AgreedWith, AgreementWay How, DateTimeOffset AgreedAt, ImmutableArray<string> Kept, string? Note, string Who, DateTimeOffset SaidAt);

/// <summary>How a distributor agreed.</summary>
public enum AgreementWay
{
    /// <summary>On the telephone.</summary>
    Phone = 1,
    /// <summary>By e-mail.</summary>
    Email,
    /// <summary>By letter.</summary>
    Letter,
    /// <summary>Face to face.</summary>
    InPerson,
    /// <summary>It took the file, and its system says so.</summary>
    File,
}

/// <summary>What is said of a sheet.</summary>
/// <param name="Kept">Of the places to give back, those that the distributor has sold.</param>
public sealed record AllotmentWordGiven(long Version, string AgreedWith, AgreementWay How, DateTimeOffset AgreedAt, PlaceSelection Kept, string? Note = null);

/// <summary>Who says it, and of which performance.</summary>
internal sealed record SayAgreed(CommandContext Context, DistributorInterfaceId Interface, PerformanceId Performance, AllotmentWordGiven Given)
{
    public long Version => Given.Version;
}

/// <summary>The content of a sheet, as it was when it was made.</summary>
/// <param name="Before">The version of the last sheet that was confirmed before.</param>
/// <param name="TheirPerformance">The distributor's id, where the sheet is a file for its machines.</param>
/// <param name="Added">Likewise, the places that this file brought.</param>
internal sealed record SheetBody(
    ImmutableArray<SheetPlace> Places, ImmutableArray<SheetPlace> Withdrawals, ImmutableArray<SheetArea> Areas, long? Before, string? TheirPerformance = null, ImmutableArray<string>? Added = null);

/// <param name="TheirBlock">The distributor's id, where the sheet is a file for its machines.</param>
internal sealed record SheetPlace(
    string Key, string Area, string Block, string Row, string Seat, string Category, string? TheirBlock = null, string? TheirCategory = null)
{
    public static SheetPlace Of(IntentPlace place) => new(place.Key.Value, place.Area, place.Block, place.Row, place.Seat, place.Category);
}

/// <param name="Allotted">How many the distributor has from now on, sold ones among them.</param>
/// <param name="Withdrawals">How many it is to give back.</param>
internal sealed record SheetArea(
    string Key, string Category, int Allotted, int Withdrawals, string? TheirArea = null, string? TheirCategory = null);
