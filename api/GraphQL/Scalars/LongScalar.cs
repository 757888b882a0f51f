using GraphQL.Types;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>The library's own, described.</summary>
internal sealed class LongScalar : LongGraphType
{
    public LongScalar()
    {
        Name = "Long";
        Description = "A whole number of 64 bits, as a JSON number; JavaScript reads it exactly up to 9007199254740991.";
        SpecifiedBy.Mark(this, "https://scalars.graphql.org/chillicream/long.html");
    }
}
