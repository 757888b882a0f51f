using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>How a value of a scalar or enum is written.</summary>
internal sealed class Leaf(ScalarGraphType type)
{
    /// <summary>Of an enum, whose values are few, the JSON of each.</summary>
    private readonly ConcurrentDictionary<object, byte[]>? _names = type is EnumerationGraphType ? new ConcurrentDictionary<object, byte[]>() : null;

    /// <returns>False for a value that the type makes into null.</returns>
    /// <exception cref="Exception">The value is none of this type.</exception>
    public bool Write(AnswerJson json, object value)
    {
        if (_names is not null && _names.TryGetValue(value, out var name))
        {
            json.Raw(name);
            return true;
        }

        switch (type.Serialize(value))
        {
            case null:
                return false;
            case string text:
                json.Text(text);
                Keep(value, text);
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

    /// <summary>The introspection's enums are of strings too; only those of C# enums are known to be few.</summary>
    private void Keep(object value, string text)
    {
        if (_names is not null && value is Enum)
        {
            _names[value] = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(text));
        }
    }
}
