using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Limits;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// The JSON of one answer's data, from its start to its end in one piece of memory. A part of it can be taken back: a null
/// where none may be turns what was written around it into null.
/// </summary>
internal sealed class AnswerJson(Limit limit) : IDisposable
{
    /// <summary>The data begin after this, so that an answer without errors is complete as it lies here.</summary>
    private static readonly byte[] Opening = "{\"data\":"u8.ToArray();

    /// <summary>Bytes of a number, a Boolean, a moment or an id.</summary>
    private const int MaxShort = 64;

    // The answers are JSON documents, never parts of HTML, so letters of all languages may stay as they are.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Most text is of nothing but these, which are never escaped: printable ASCII without quotes and backslashes.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (byte)character).Where(character => character is not ((byte)'"' or (byte)'\\'))]);

    private byte[] _bytes = Opened();

    /// <summary>What was thrown because the answer has become too large; there is no use in going on with it.</summary>
    public ApiError? TooLarge { get; private set; }

    public int Length { get; private set; } = Opening.Length;

    public ReadOnlyMemory<byte> Data => _bytes.AsMemory(Opening.Length, Length - Opening.Length);

    /// <summary>The answer that holds the data alone; nothing is written after it.</summary>
    public ReadOnlyMemory<byte> Whole()
    {
        Byte((byte)'}');
        return _bytes.AsMemory(0, Length);
    }

    /// <summary>Forgets what was written since the length was this.</summary>
    public void TakeBack(int length) => Length = length;

    public void Null() => Raw("null"u8);

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[Length++] = value;
    }

    public void Raw(ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        json.CopyTo(_bytes.AsSpan(Length));
        Length += json.Length;
    }

    public void Number<T>(T value) where T : struct, IUtf8SpanFormattable => Short(value);

    /// <summary>Something short that has nothing to escape, such as an id.</summary>
    public void Quoted<T>(T value) where T : struct, IUtf8SpanFormattable
    {
        Byte((byte)'"');
        Short(value);
        Byte((byte)'"');
    }

    public void Text(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length) + 2);
        var start = Length + 1;
        var count = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(start));
        _bytes[Length] = (byte)'"';
        Length = start + count;
        if (_bytes.AsSpan(start, count).IndexOfAnyExcept(Plain) >= 0 && Encoder.FindFirstCharacterToEncodeUtf8(_bytes.AsSpan(start, count)) is var first and >= 0)
        {
            Length = start + first;
            Escaped(_bytes.AsSpan(start + first, count - first).ToArray());
        }

        Byte((byte)'"');
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private void Escaped(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0)
        {
            Reserve(text.Length + MaxShort);
            Encoder.EncodeUtf8(text, _bytes.AsSpan(Length), out var read, out var written);
            Length += written;
            text = text[read..];
        }
    }

    private void Short<T>(T value) where T : struct, IUtf8SpanFormattable
    {
        Reserve(MaxShort);
        if (!value.TryFormat(_bytes.AsSpan(Length), out var written, default, CultureInfo.InvariantCulture))
        {
            throw new InvalidOperationException($"A {typeof(T).Name} takes more than {MaxShort} bytes.");
        }

        Length += written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Grow(count);
        }
    }

    private static byte[] Opened()
    {
        var bytes = ArrayPool<byte>.Shared.Rent(1024);
        Opening.CopyTo(bytes, 0);
        return bytes;
    }

    private void Grow(int count)
    {
        // More is asked for than is then written: a character takes up to three bytes.
        if (Length > limit.Value)
        {
            TooLarge = limit.Exceeded();
            throw TooLarge;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + count), 2 * _bytes.Length));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
