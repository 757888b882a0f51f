using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Distribution.Sandbox.Fnac;

// grains/Connectors/Fnac/README.md, seen from Fnac's side, and written apart from the connector on purpose.

/// <summary>How Fnac writes: its namespace, its times, its amounts.</summary>
internal static class FnacXml
{
    public static readonly XNamespace Ns = "urn:example:fnac:billetterie:1";

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>No document type, nothing from outside.</summary>
    public static XmlReaderSettings Reading => new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>As the clock in Paris shows it, with its offset.</summary>
    public static string Time(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, Paris).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>With a comma, and always two digits behind it.</summary>
    public static string Amount(long hundredths) => $"{hundredths / 100},{hundredths % 100:D2}";
}
