using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Nodes;

/// <summary>
/// An id as clients have it: the type of the thing, an underscore, and its 16 bytes in base64url, such as <c>event_fp8cnmwbS46aUw0vbwobEQ</c>. So an id
/// tells what it is of, and one of the wrong type can be refused by name. A client may also give the UUID that it chose as <c>commandId</c>.
/// </summary>
/// <param name="Type">Null for a bare UUID.</param>
public readonly record struct GlobalId(string? Type, Guid Value)
{
    private const int Digits = 22;

    public static GlobalId Of<T>(T id) where T : struct, IId<T> => new(IdTypes.NameOf(typeof(T)), id.Value);

    public static bool TryParse(ReadOnlySpan<char> text, out GlobalId id)
    {
        id = default;
        if (Guid.TryParse(text, out var bare))
        {
            id = new GlobalId(null, bare);
            return bare != Guid.Empty;
        }

        if (text.Length <= Digits + 1 || text[^(Digits + 1)] != '_' || IdTypes.Known(text[..^(Digits + 1)]) is not { } type)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        if (Base64Url.DecodeFromChars(text[^Digits..], bytes, out _, out var written) is not OperationStatus.Done || written != 16)
        {
            return false;
        }

        id = new GlobalId(type, new Guid(bytes, bigEndian: true));
        return id.Value != Guid.Empty;
    }

    /// <summary>An id of one type, out of an address.</summary>
    public static bool TryRead<T>(string text, out T id) where T : struct, IId<T>
    {
        var isId = TryParse(text, out var global) && global.Fits<T>();
        id = isId ? T.From(global.Value) : default;
        return isId;
    }

    /// <exception cref="FormatException">It is of another type; the message names both.</exception>
    public T To<T>() where T : struct, IId<T> => Fits<T>()
        ? T.From(Value)
        : throw new FormatException($"{this} is the id of {Article(IdTypes.NounOf(Type!))}; the id of {Article(T.Noun)} is wanted here.");

    public override string ToString()
    {
        if (Type is null)
        {
            return Value.ToString();
        }

        Span<byte> bytes = stackalloc byte[16];
        Value.TryWriteBytes(bytes, bigEndian: true, out _);
        return $"{Type}_{Base64Url.EncodeToString(bytes)}";
    }

    private static string Article(string noun) => noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? $"an {noun}" : $"a {noun}";

    private bool Fits<T>() where T : struct, IId<T> => Type is null || string.Equals(Type, IdTypes.NameOf(typeof(T)), StringComparison.Ordinal);
}
