using System.Text;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>Whatever a plan calls a thing by (seat, row, block, area, category): 1 to 64 characters that print.</summary>
internal static class PlanLabel
{
    /// <summary>Null when nothing is wrong.</summary>
    public static (RefusalCode Code, string Message)? WrongWith(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (RefusalCode.Invalid, "It is empty.");
        }

        if (text.Length > KeyText.MaxLength)
        {
            return (RefusalCode.LimitExceeded, $"It has {text.Length} characters; at most {KeyText.MaxLength} are allowed.");
        }

        // Half of a surrogate pair reads as the replacement character, and could neither be stored nor sent.
        return KeyText.IsValid(text) && !text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar)
            ? null
            : (RefusalCode.Invalid, "It holds a character that can't be printed.");
    }
}
