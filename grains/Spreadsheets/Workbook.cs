using System.Collections.Immutable;
using System.IO.Compression;
using System.Xml;

namespace Distribution.Spreadsheets;

/// <summary>Finds the parts of a workbook in its archive, and reads them.</summary>
internal sealed class Workbook(ZipArchive archive)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = SpreadsheetReader.MaxUnpacked,
    };

    /// <exception cref="SheetLimitException">It has too many sheets, cells or texts.</exception>
    /// <exception cref="InvalidDataException">It is no workbook.</exception>
    public ImmutableArray<Sheet> Sheets()
    {
        var workbook = Relations("").FirstOrDefault(relation => relation.Is("officeDocument"))?.Target ?? throw new InvalidDataException();
        var parts = Relations(workbook);
        var texts = parts.Find(relation => relation.Is("sharedStrings")) is { } shared ? Read(shared.Target, SharedTexts.Read) : [];
        var budget = new CellBudget(SpreadsheetReader.MaxCells);
        var sheets = ImmutableArray.CreateBuilder<Sheet>();
        foreach (var (name, id) in Read(workbook, Names))
        {
            // A chart may be a sheet too.
            if (parts.Find(relation => relation.Id == id) is { } part && part.Is("worksheet"))
            {
                sheets.Add(Read(part.Target, reader => SheetReading.Read(reader, name, texts, budget)));
            }
        }

        return sheets.ToImmutable();
    }

    private static List<(string Name, string Id)> Names(XmlReader reader)
    {
        var names = new List<(string, string)>();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet" })
            {
                names.Add((SheetText.Decode(Attribute(reader, "name") ?? ""), Attribute(reader, "id") ?? ""));
                if (names.Count > SpreadsheetReader.MaxSheets)
                {
                    throw new SheetLimitException($"The file has more than {SpreadsheetReader.MaxSheets} sheets.");
                }
            }
        }

        return names;
    }

    /// <summary>The first attribute of this name in any namespace.</summary>
    private static string? Attribute(XmlReader reader, string name)
    {
        string? value = null;
        for (var found = reader.MoveToFirstAttribute(); found && value is null; found = reader.MoveToNextAttribute())
        {
            value = reader.LocalName == name && reader.Prefix != "xmlns" ? reader.Value : null;
        }

        reader.MoveToElement();
        return value;
    }

    /// <summary>What a part refers to; none where it says nothing.</summary>
    /// <param name="part">Empty for the file itself.</param>
    private List<Relation> Relations(string part)
    {
        var slash = part.LastIndexOf('/');
        var folder = part[..(slash + 1)];
        var file = $"{folder}_rels/{part[(slash + 1)..]}.rels";
        return archive.GetEntry(file) is null ? [] : Read(file, reader => Relations(reader, folder));
    }

    private static List<Relation> Relations(XmlReader reader, string folder)
    {
        var relations = new List<Relation>();
        while (reader.Read())
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && reader.GetAttribute("Target") is { Length: > 0 and < 1_000 } target
                && relations.Count < SpreadsheetReader.MaxParts)
            {
                relations.Add(new Relation(reader.GetAttribute("Id") ?? "", reader.GetAttribute("Type") ?? "", PathOf(folder, target)));
            }
        }

        return relations;
    }

    /// <summary>A target is relative to the folder of its part unless it starts with a slash.</summary>
    private static string PathOf(string folder, string target) =>
        Uri.UnescapeDataString(new Uri(new Uri($"zip://file/{folder}"), target).AbsolutePath).TrimStart('/');

    private T Read<T>(string part, Func<XmlReader, T> read)
    {
        using var stream = (archive.GetEntry(part) ?? throw new InvalidDataException()).Open();
        using var reader = XmlReader.Create(stream, Settings);
        return read(reader);
    }

    private sealed record Relation(string Id, string Type, string Target)
    {
        public bool Is(string kind) => Type.EndsWith($"/{kind}", StringComparison.Ordinal);
    }
}
