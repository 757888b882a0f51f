using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.TypeSystem;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>A scalar that is written as a string and checked when it is read.</summary>
/// <param name="parse">Throws <see cref="FormatException"/> where it is none at all, <see cref="ArgumentException"/> where a check fails, with a sentence for the caller.</param>
internal abstract class TextScalar<T>(Func<string, T> parse, Func<T, string> write) : ScalarGraphType where T : struct
{
    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse(text.Value.ToString()),
        GraphQLNullValue => null,
        _ => throw new FormatException($"A {Name} is written as a string."),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        T typed => typed,
        string text => Parse(text),
        _ => throw new FormatException($"A {Name} is written as a string."),
    };

    public override object? Serialize(object? value) => value is T typed ? write(typed) : null;

    private object Parse(string text)
    {
        try
        {
            return parse(text);
        }
        catch (ArgumentException problem)
        {
            return new UnfitInput("", CheckMessage.Of(problem));
        }
    }
}
