using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>A length of time, as a number that every client can add up.</summary>
internal sealed class SecondsScalar : ScalarGraphType
{
    public SecondsScalar()
    {
        Name = "Seconds";
        Description = "A length of time as a whole number of seconds, from 0 to 2147483647.";
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLIntValue number when int.TryParse(number.Value.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
        GraphQLNullValue => null,
        _ => throw NotSeconds(),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        TimeSpan typed => typed,
        int seconds and >= 0 => TimeSpan.FromSeconds(seconds),
        _ => throw NotSeconds(),
    };

    public override object? Serialize(object? value) => value is TimeSpan time ? checked((int)time.TotalSeconds) : null;

    private static FormatException NotSeconds() => new("Seconds are a whole number from 0 to 2147483647.");
}
