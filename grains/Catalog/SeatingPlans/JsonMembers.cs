using System.Text.Json;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// Reads the members of one kind of object that are of interest; others are passed over. It is made once and used for
/// every object of the kind, one after the other, so that 200,000 seats need no dictionary each.
/// </summary>
internal sealed class JsonMembers(PlanProblems problems, params string[] names)
{
    private readonly JsonElement[] _values = new JsonElement[names.Length];
    private PlanPath _at;

    /// <summary>False, with the reason among the problems, when this is not an object.</summary>
    public bool Enter(JsonElement element, PlanPath at)
    {
        _at = at;
        Array.Clear(_values);
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add(RefusalCode.Invalid, at, Misplaced("An object", element));
            return false;
        }

        foreach (var member in element.EnumerateObject())
        {
            var index = IndexOf(member);
            if (index < 0)
            {
                continue;
            }

            if (_values[index].ValueKind != JsonValueKind.Undefined)
            {
                problems.Add(RefusalCode.Duplicate, at.Of(names[index]), "The object has this member twice.");
            }

            _values[index] = member.Value;
        }

        return true;
    }

    public bool Has(string name) => ValueOf(name).ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    public JsonElement ValueOf(string name) => _values[Array.IndexOf(names, name)];

    /// <summary>A label as <see cref="PlanLabel"/> wants it; null, with the reason among the problems, when it is not.</summary>
    public string? Label(string name)
    {
        if (Required(name, JsonValueKind.String, "A string")?.GetString() is not { } text)
        {
            return null;
        }

        if (PlanLabel.WrongWith(text) is not { } wrong)
        {
            return text;
        }

        problems.Add(wrong.Code, _at.Of(name), wrong.Message);
        return null;
    }

    /// <summary>A list; an empty one, with the reason among the problems, when there is none.</summary>
    public JsonElement.ArrayEnumerator List(string name) => Required(name, JsonValueKind.Array, "A list")?.EnumerateArray() ?? default;

    /// <summary>A coordinate within ±<see cref="SeatingPlan.MaxCoordinate"/>.</summary>
    public double? Coordinate(string name)
    {
        if (Required(name, JsonValueKind.Number, "A number") is not { } number)
        {
            return null;
        }

        if (number.TryGetDouble(out var value) && Math.Abs(value) <= SeatingPlan.MaxCoordinate)
        {
            return value;
        }

        problems.Add(RefusalCode.Invalid, _at.Of(name), $"A coordinate is between -{SeatingPlan.MaxCoordinate:0} and {SeatingPlan.MaxCoordinate:0}.");
        return null;
    }

    private JsonElement? Required(string name, JsonValueKind kind, string noun)
    {
        var value = ValueOf(name);
        if (value.ValueKind == kind)
        {
            return value;
        }

        problems.Add(RefusalCode.Invalid, _at.Of(name), Misplaced(noun, value));
        return null;
    }

    private int IndexOf(JsonProperty member)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (member.NameEquals(names[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Misplaced(string wanted, JsonElement found) => found.ValueKind == JsonValueKind.Undefined
        ? $"{wanted} belongs here; it is missing."
        : $"{wanted} belongs here, not {Described(found)}.";

    private static string Described(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
