using System.Collections;
using Distribution.Api.GraphQL.Errors;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>
/// Stands where a record was wanted whose own checks failed, or a text that has to be something and is not, so that a mutation can answer why as a user error. What holds
/// it becomes it: a record, a list.
/// </summary>
/// <param name="Path">Where it stands, such as <c>price.currency</c>, from the value that it stands for; empty for itself.</param>
internal sealed record UnfitInput(string Path, string Message)
{
    public Refusal Refusal => new(RefusalCode.Invalid, Path, Message);

    public ApiError Error => new(ErrorCodes.Invalid, Message, Path);

    /// <summary>The first of some named values that is unfit.</summary>
    public static UnfitInput? Among(IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            if (Of(value) is { } unfit)
            {
                return unfit with { Path = name + Further(unfit.Path) };
            }
        }

        return null;
    }

    /// <summary>Null where a value is fit; a list is as fit as its items.</summary>
    public static UnfitInput? Of(object? value) => value switch
    {
        UnfitInput unfit => unfit,
        IEnumerable items and not string => items.Cast<object?>().Index().Where(item => item.Item is UnfitInput).Select(item => ((UnfitInput)item.Item!).At(item.Index)).FirstOrDefault(),
        _ => null,
    };

    private UnfitInput At(int index) => this with { Path = $"[{index}]{Further(Path)}" };

    private static string Further(string path) => path.Length == 0 || path[0] == '[' ? path : $".{path}";
}
