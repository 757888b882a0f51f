using System.Globalization;
using System.Xml;
using Distribution.Primitives;

namespace Distribution.Connectors.Fnac.Wire;

/// <summary>Steps through elements and reads attributes, each held to its type.</summary>
internal static class FnacReading
{
    /// <summary>
    /// The elements of Fnac's namespace directly within the one the reader stands on, each with a reader of its own that ends with it. Others are
    /// passed over, as Fnac may add some.
    /// </summary>
    public static IEnumerable<XmlReader> Children(XmlReader reader) => All(reader).Where(element => element.NamespaceURI == FnacDocument.Namespace);

    /// <summary>The same with those of other namespaces.</summary>
    public static IEnumerable<XmlReader> All(XmlReader reader)
    {
        if (reader.IsEmptyElement)
        {
            yield break;
        }

        var (depth, name) = (reader.Depth, reader.LocalName);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType is XmlNodeType.Element)
            {
                using var element = reader.ReadSubtree();
                element.Read();
                yield return element;
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                throw new FnacFormatException($"<{Text.Quoted(name)}> has text between its elements");
            }
        }
    }

    public static string? Id(XmlReader reader, string name) => reader.GetAttribute(name) is { } text && KeyText.IsValid(text) ? text : null;

    public static long? Number(XmlReader reader, string name) =>
        long.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static int? Count(XmlReader reader, string name) =>
        int.TryParse(reader.GetAttribute(name), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    public static bool? Flag(XmlReader reader, string name) => reader.GetAttribute(name) switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    /// <exception cref="FnacFormatException">There is no such attribute, or it is not one.</exception>
    public static T Required<T>(T? value, string element, string attribute)
        where T : struct => value ?? throw new FnacFormatException($"{attribute} of <{element}> is missing or not what it should be");
}
