using System.Text.Json;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>How a value of a scalar or enum is written.</summary>
internal sealed class Leaf(ScalarGraphType type)
{
    /// <returns>False for a value that the type makes into null.</returns>
    /// <exception cref="Exception">The value is none of this type.</exception>
    public bool Write(AnswerJson json, object value)
    {
        switch (type.Serialize(value))
        {
            case null:
                return false;
            case string text:
                json.Text(text);
                return true;
            case bool yes:
                json.Boolean(yes);
                return true;
            case int number:
                json.Number(number);
                return true;
            case long number:
                json.Number(number);
                return true;
            case Guid id:
                json.Quoted(id);
                return true;
            case var other:
                json.Raw(JsonSerializer.SerializeToUtf8Bytes(other, other.GetType()));
                return true;
        }
    }
}
