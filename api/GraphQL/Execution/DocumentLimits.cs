namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// What a document may hold. The library's validation costs more than linear time in each of these (an 858-byte nest of
/// fragments keeps it busy for seconds), so they are checked before it. The largest documents of our own clients stay
/// below a tenth of each, introspection below a quarter.
/// </summary>
internal static class DocumentLimits
{
    /// <summary>Characters.</summary>
    public const int Length = 256 * 1024;
    /// <summary>Characters of one name. An unknown name is compared with every known one.</summary>
    public const int Name = 200;
    public const int Tokens = 10_000;
    public const int Operations = 50;
    public const int Fragments = 100;
    /// <summary>Fields as written.</summary>
    public const int Fields = 1_000;
    /// <summary>Fields and spreads once every fragment is put in where it is spread.</summary>
    public const int ExpandedFields = 5_000;
    public const int Aliases = 200;
    public const int Directives = 200;
    /// <summary>Fields inside fields, fragments put in. Introspection by code generators needs 16.</summary>
    public const int Depth = 20;
    /// <summary>Anything inside anything, values too: it bounds the parser's stack.</summary>
    public const int Nesting = 100;
}
