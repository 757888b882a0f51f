using System.Text;

namespace Distribution.Connectors.SalesFiles;

/// <summary>One line of a text file, without its end.</summary>
/// <param name="IsDamaged">It has bytes that are no letters in the file's encoding.</param>
/// <param name="IsEnded">A line break follows; without one the file may have been cut off here.</param>
internal readonly record struct TextLine(int Number, string Text, bool IsDamaged, bool IsEnded);

/// <summary>
/// The lines of a text file, whatever program wrote it: UTF-8 or UTF-16, with or without a byte order mark, or Windows-1252. One damaged byte must not make another
/// encoding of the whole file, since every accent in it would then read as other letters.
/// </summary>
internal static class FileText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The file's encoding, or what is wrong with it.</summary>
    public static (Encoding? Encoding, int Start, string? Problem) EncodingOf(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Utf8, 3, null);
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Encoding.Unicode, 2, null);
        }

        if (file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return (Encoding.BigEndianUnicode, 2, null);
        }

        if (file.Contains((byte)0))
        {
            return Utf16(file) is { } utf16 ? (utf16, 0, null) : (null, 0, "it is not a text: it holds bytes that are zero");
        }

        var (letters, strays) = Count(file);
        return (letters, strays) switch
        {
            (_, 0) => (Utf8, 0, null),
            (0, _) => (Windows1252, 0, null),
            _ when letters > strays => (Utf8, 0, null),
            _ => (null, 0, "it mixes UTF-8 with another encoding; save it anew as UTF-8"),
        };
    }

    /// <summary>Read as they are asked for; the last one is left out where it is empty.</summary>
    public static IEnumerable<TextLine> Lines(ReadOnlyMemory<byte> file, Encoding encoding, int start)
    {
        var number = 0;
        var unit = encoding is UnicodeEncoding ? 2 : 1;
        var isLittle = encoding.Equals(Encoding.Unicode);
        for (var at = start; at < file.Length; number++)
        {
            var rest = file.Span[at..];
            var (length, next) = EndOf(rest, unit, isLittle);
            var text = encoding.GetString(rest[..length]);
            yield return new TextLine(number + 1, text, text.Contains('\uFFFD'), next > length);
            at += next;
        }
    }

    /// <summary>How long the first line is, and where the next begins.</summary>
    private static (int Length, int Next) EndOf(ReadOnlySpan<byte> rest, int unit, bool isLittle)
    {
        for (var at = 0; at + unit <= rest.Length; at += unit)
        {
            var letter = unit == 1 ? rest[at] : isLittle ? rest[at] | (rest[at + 1] << 8) : rest[at + 1] | (rest[at] << 8);
            if (letter is '\n')
            {
                return (at, at + unit);
            }

            if (letter is '\r')
            {
                var pair = rest[(at + unit)..];
                var isPair = pair.Length >= unit && (unit == 1 ? pair[0] : isLittle ? pair[0] | (pair[1] << 8) : pair[1] | (pair[0] << 8)) == '\n';
                return (at, at + (isPair ? 2 * unit : unit));
            }
        }

        return (rest.Length, rest.Length);
    }

    /// <summary>Every other byte of a text in a European language is zero in UTF-16.</summary>
    private static Encoding? Utf16(ReadOnlySpan<byte> file)
    {
        var (even, odd) = (0, 0);
        var looked = file[..Math.Min(file.Length, 4_096)];
        for (var at = 0; at < looked.Length; at++)
        {
            _ = looked[at] != 0 ? 0 : at % 2 == 0 ? even++ : odd++;
        }

        var most = looked.Length / 2 * 9 / 10;
        return odd > most && even == 0 ? Encoding.Unicode : even > most && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    /// <summary>Letters beyond ASCII that are right UTF-8, and bytes that are not.</summary>
    private static (int Letters, int Strays) Count(ReadOnlySpan<byte> file)
    {
        var (letters, strays) = (0, 0);
        while (!file.IsEmpty)
        {
            var first = file.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (first < 0)
            {
                break;
            }

            file = file[first..];
            if (Rune.DecodeFromUtf8(file, out _, out var length) is System.Buffers.OperationStatus.Done)
            {
                letters++;
            }
            else
            {
                strays++;
            }

            file = file[length..];
        }

        return (letters, strays);
    }
}
