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

        return KeyText.IsValid(text) && IsUnicode(text) ? null : (RefusalCode.Invalid, "It holds a character that can't be printed.");
    }

    /// <summary>Whether no half of a surrogate pair stands alone: that could neither be stored nor sent.</summary>
    private static bool IsUnicode(string text)
    {
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var used) != System.Buffers.OperationStatus.Done)
            {
                return false;
            }

            rest = rest[used..];
        }

        return true;
    }
}
