using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>The kinds of things that a distributor has ids of its own for.</summary>
public enum MappingKind
{
    /// <summary>An event.</summary>
    Event = 1,
    /// <summary>A performance.</summary>
    Performance,
    /// <summary>An unnumbered area.</summary>
    Area,
    /// <summary>A block of numbered places.</summary>
    Block,
    /// <summary>A seat category.</summary>
    SeatCategory,
    /// <summary>A way to lay the venue out.</summary>
    LogicalConfiguration,
    /// <summary>Who buys.</summary>
    AudienceSubCategory,
}

/// <summary>Our object and the distributor's id for it.</summary>
/// <param name="Ours">The id of an event, performance, configuration or audience sub-category; the code of a category or block; the key of an area. The venue must have it.</param>
/// <param name="Theirs">The distributor's id for it, such as <c>TN-4711</c>: 1 to 100 characters, as the distributor gave it (on the on-sale sheet that it returned, or by e-mail); empty removes the mapping.</param>
/// <param name="Kind">What is mapped.</param>
[GenerateSerializer, Immutable, Alias("Mapping")]
public sealed record Mapping(MappingKind Kind, string Ours, string Theirs)
{
    public const int MaxLength = 100;
}

/// <summary>All mappings of one interface.</summary>
/// <param name="Version">One more with every change.</param>
/// <param name="Mappings">All of them, by kind and our code.</param>
[GenerateSerializer, Immutable, Alias("MappingSet")]
public sealed record MappingSet(long Version, ImmutableArray<Mapping> Mappings)
{
    public static readonly MappingSet Empty = new(0, []);

    /// <summary>Mappings of one interface.</summary>
    public const int MaxMappings = 20_000;
}
