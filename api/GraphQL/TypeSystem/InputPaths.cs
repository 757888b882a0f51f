using System.Collections;
using System.Text.RegularExpressions;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>Where in a mutation's input the subject of a refusal stands: a field that it names, or a value that is the subject.</summary>
internal sealed partial class InputPaths(MutationInput type, IDictionary<string, object?> input)
{
    private readonly Lazy<Dictionary<string, string[]>> _values = new(() => Values(input));

    /// <summary>Null where it stands nowhere.</summary>
    public IReadOnlyList<string>? Of(Refusal refusal)
    {
        var subject = refusal.Subject;
        var named = Steps().Match(refusal.Argument ?? subject).Value.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        return named.Length > 0 && type.HasField(named[0]) ? [MutationInput.Argument, .. named] : _values.Value.GetValueOrDefault(subject);
    }

    private static Dictionary<string, string[]> Values(IDictionary<string, object?> input)
    {
        var values = new Dictionary<string, string[]>(StringComparer.Ordinal);
        foreach (var (field, value) in input)
        {
            if (value is IEnumerable items and not string)
            {
                foreach (var (i, item) in items.Cast<object?>().Index())
                {
                    values.TryAdd(item?.ToString() ?? "", [MutationInput.Argument, field, $"{i}"]);
                }
            }
            else
            {
                values.TryAdd(value?.ToString() ?? "", [MutationInput.Argument, field]);
            }
        }

        return values;
    }

    /// <summary>Such as <c>plan.cron</c> in "plan.cron, minute", or <c>mappings[3].ours</c>.</summary>
    [GeneratedRegex(@"^\w+(?:\.\w+|\[\d+\])*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Steps();
}
