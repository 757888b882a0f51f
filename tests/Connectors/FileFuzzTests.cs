using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Distribution.Connectors;
using Distribution.Connectors.Digitick;
using Distribution.Connectors.Files;
using Distribution.Connectors.Fnac;
using Distribution.Connectors.Fnac.Wire;
using Distribution.Connectors.SalesFiles;
using Distribution.Connectors.Ticketnet;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Distribution.Tests.Rules.Spreadsheets;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>
/// Damaged files of sales and damaged answers: none ends the process or takes long, and none says what no distributor said. A line whose bytes are as they were reads as it did, or
/// the whole is refused; of what reads otherwise there is no more than was damaged. A fixed seed and over 100,000 inputs; <c>DISTRIBUTION_FUZZ=50</c> makes 50 times as many from a seed by the clock, which is printed.
/// </summary>
public sealed class FileFuzzTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const string Ticketnet =
        """
        {"cursor":"000000000004","more":false,"lines":[{"line":"L1","type":"sold","ticket":"T1","sale":"S1","performance":"P-1","place":"Été-1","category":"C1","audience":"ADULT","price":{"amount":4500,"currency":"EUR"},"soldAt":"2025-03-14T19:30:00Z","barcode":"2900000000988"},
        {"line":"L2","type":"sold","ticket":"T2","sale":"S1","performance":"P-1","area":"PIT","category":"C1","audience":"ADULT","price":{"amount":12345,"currency":"EUR"},"soldAt":"2025-03-14T19:30:00Z"},
        {"line":"L3","type":"cancelled","ticket":"T1","cancelledAt":"2025-03-15T19:30:00Z"},
        {"line":"L4","type":"sold","ticket":"T4","sale":"S2","performance":"P-2","place":"D-14-2","category":"C2","audience":"CHILD","price":{"amount":900,"currency":"EUR"},"soldAt":"2025-03-16T19:30:00Z","barcode":"2900000000995"}]}
        """;

    private const string Fnac =
        """
        <DonneesControle xmlns="urn:example:fnac:billetterie:1" depuis="0" derniere="3" suite="false">
        <Billet sequence="1" operation="L1" etat="VENDU"><Numero>T1</Numero><Dossier>S1</Dossier><Seance>P</Seance><Place>Été-1</Place><Categorie>C</Categorie><Tarif>X</Tarif><Prix devise="EUR">45,00</Prix><DateVente>2025-03-14T20:30:00+01:00</DateVente><CodeBarres>29000</CodeBarres></Billet>
        <Billet sequence="2" operation="L2" etat="VENDU"><Numero>T2</Numero><Dossier>S1</Dossier><Seance>P</Seance><Zone>PIT</Zone><Categorie>C</Categorie><Tarif>X</Tarif><Prix devise="EUR">123,45</Prix><DateVente>2025-03-14T20:30:00+01:00</DateVente></Billet>
        <Billet sequence="3" operation="L3" etat="ANNULE"><Numero>T1</Numero><DateAnnulation>2025-03-14T20:31:12+01:00</DateAnnulation></Billet>
        </DonneesControle>
        """;

    private static readonly string[] Rows =
    [
        "VENTE;TK-1;TS-1;DG-4711;D-14-2;;CAT2;ADULT;45,00;EUR;2025-03-14T20:30:00+01:00;2900000000988",
        "VENTE;TK-2;TS-1;DG-4711;Été-14-3;;CAT2;ADULT;1 234,50;EUR;25/12/2026 20h30;2900000000995",
        "VENTE;TK-3;TS-2;DG-4711;;Fosse ”B”;CAT3;ÉTUDIANT;12,50;EUR;2025-03-14 20:30;",
        "ANNULATION;TK-1;;;;;;;;;2025-03-15T20:31:12+01:00;",
        "VENTE;\"TK-4\";TS-3;DG-4712;\"A;1\";;CAT1;ADULT;99;EUR;2025-03-16T20:30:00+01:00;29",
    ];

    private static readonly ConnectorLink Link = new(new Uri("upload:"), "", "");

    private static int Times => int.TryParse(Environment.GetEnvironmentVariable("DISTRIBUTION_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : 1;

    [Theory]
    [InlineData("utf-8", 20_000)]
    [InlineData("utf-8 with a mark", 8_000)]
    [InlineData("windows-1252", 12_000)]
    public void Damaged_csv(string encoding, int inputs)
    {
        foreach (var (columns, heading, end) in new[]
        {
            (DigitickColumns.All, "type;billet;commande;seance;place;zone;categorie;tarif;prix;devise;date;code_barres", $"FIN;{Rows.Length}\r\n"),
            (Own(), "kind;ticket;sale;performance;place;area;category;audience;price;currency;date;barcode", ""),
        })
        {
            var sound = Encoded($"{heading}\r\n{string.Join("\r\n", Rows)}\r\n{end}", encoding);
            var known = ByLine(sound, Read(sound, columns)!);
            known.Count.ShouldBe(Rows.Length);
            known.Values.ShouldAllBe(line => line is SaleLine.Sold || line is SaleLine.Cancelled);
            Damaged(sound, inputs / 2, (bytes, _) =>
            {
                if (Read(bytes, columns) is { } lines)
                {
                    foreach (var (text, line) in ByLine(bytes, lines))
                    {
                        (line is SaleLine.Unreadable || !known.TryGetValue(text, out var before) || before == line).ShouldBeTrue($"{text} read as {line}");
                    }
                }
            });
        }
    }

    [Fact]
    public void Damaged_utf_16()
    {
        var sound = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(
            $"kind;ticket;sale;performance;place;area;category;audience;price;currency;date;barcode\r\n{string.Join("\r\n", Rows)}\r\n")).ToArray();
        var known = Read(sound, Own())!;

        Damaged(sound, 10_000, (bytes, edits) => FewOthers(Read(bytes, Own()), known, edits));
    }

    [Fact]
    public void Damaged_json()
    {
        var sound = Encoding.UTF8.GetBytes(Ticketnet);
        var known = ByElement(sound, Lines(SalesReading.Read(new SalesFile("a.json", sound)))!);
        known.Count.ShouldBe(4);
        Damaged(sound, 25_000, (bytes, _) =>
        {
            var page = SalesReading.Read(bytes, 500, out var problem);
            (page is null).ShouldBe(problem.Length > 0);
            if (Lines(SalesReading.Read(new SalesFile("a.json", bytes))) is { } lines)
            {
                foreach (var (text, line) in ByElement(bytes, lines))
                {
                    (line is SaleLine.Unreadable || !known.TryGetValue(text, out var before) || before == line).ShouldBeTrue($"{text} read as {line}");
                }
            }
        });
    }

    [Fact]
    public void Damaged_xml()
    {
        var sound = Encoding.UTF8.GetBytes(Fnac);
        var known = Lines(TicketsReading.Read(new SalesFile("a.xml", sound)))!;
        known.Count.ShouldBe(3);
        var request = FnacRequest.AccessControlData(0, 500);
        var answer = Encoding.UTF8.GetBytes($"""<Reponse xmlns="urn:example:fnac:billetterie:1" message="{request.Message:D}">{Fnac}</Reponse>""");
        Damaged(sound, 15_000, (bytes, edits) => FewOthers(Lines(TicketsReading.Read(new SalesFile("a.xml", bytes))), known, edits));
        Damaged(answer, 8_000, (bytes, edits) => FewOthers(
            FnacReply<PullAnswer.Page>.Read(bytes, request, reader => TicketsReading.Read(reader, 0, 500)).Value?.Lines.ToList(), known, edits));
    }

    [Fact]
    public void Damaged_workbooks_say_what_they_said_or_nothing()
    {
        var sound = Workbook();
        var known = Read(sound, Own())!;
        known.Count.ShouldBe(Rows.Length);
        known.ShouldAllBe(line => line is SaleLine.Sold || line is SaleLine.Cancelled);

        Damaged(sound, 8_000, (bytes, _) => Read(bytes, Own())?.Where(line => line is not SaleLine.Unreadable).ShouldBeSubsetOf(known));
    }

    [Fact]
    public void Sheets_damaged_before_they_were_packed()
    {
        var sheet = Encoding.UTF8.GetBytes(SheetXml());
        var known = Read(Packed(sheet), Own())!;
        known.Count.ShouldBe(Rows.Length);

        Damaged(sheet, 4_000, (bytes, edits) => FewOthers(Read(Packed(bytes), Own()), known, edits));
    }

    private void Damaged(byte[] sound, int inputs, Action<byte[], int> check)
    {
        var seed = Times == 1 ? 20_251_125 : Environment.TickCount;
        output.WriteLine($"{inputs * Times} inputs from the seed {seed}.");
        var chance = new Random(seed);
        var longest = TimeSpan.Zero;
        for (var input = 0; input < inputs * Times; input++)
        {
            var bytes = Damage.To(sound, chance, out var edits);
            var started = Stopwatch.GetTimestamp();
            try
            {
                check(bytes, edits);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Input {input} of the seed {seed}: {Convert.ToBase64String(bytes)}", exception);
            }

            longest = Stopwatch.GetElapsedTime(started) is var took && took > longest ? took : longest;
        }

        longest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    /// <summary>Lines that say what no line said: each stands where an edit was.</summary>
    private static void FewOthers(IReadOnlyList<SaleLine>? lines, IReadOnlyList<SaleLine> known, int edits) =>
        (lines ?? []).Count(line => line is not SaleLine.Unreadable && !known.Contains(line)).ShouldBeLessThanOrEqualTo(edits);

    private static SaleColumns Own() => ColumnsText.Read("").Columns!;

    private static List<SaleLine>? Read(byte[] bytes, SaleColumns columns) => Lines(SalesTable.Read(new SalesFile("a", bytes), columns));

    private static List<SaleLine>? Lines(SalesFileAnswer answer) => answer is SalesFileAnswer.Read read ? [.. read.Lines] : null;

    /// <summary>What was made of each line of text behind the headings; of lines that are the same, of the last.</summary>
    private static Dictionary<string, SaleLine> ByLine(byte[] bytes, List<SaleLine> lines)
    {
        var texts = Encoding.Latin1.GetString(bytes).Split(["\r\n", "\n", "\r"], StringSplitOptions.None)
            .Where(text => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)).Trim('\u0085').Trim().Length > 0).Skip(1).Where(text => !text.StartsWith("FIN;", StringComparison.Ordinal)).ToList();
        texts.RemoveAll(text => text.Contains("RESERVATION", StringComparison.OrdinalIgnoreCase));
        return texts.Count != lines.Count ? [] : texts.Zip(lines).GroupBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Second, StringComparer.Ordinal);
    }

    private static Dictionary<string, SaleLine> ByElement(byte[] bytes, List<SaleLine> lines)
    {
        using var document = JsonDocument.Parse(bytes.AsMemory());
        var texts = document.RootElement.GetProperty("lines").EnumerateArray().Select(element => Encoding.Latin1.GetString(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element))).ToList();
        texts.Count.ShouldBe(lines.Count);
        return texts.Zip(lines).GroupBy(pair => pair.First, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Second, StringComparer.Ordinal);
    }

    private static byte[] Encoded(string text, string encoding) => encoding switch
    {
        "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
        "utf-8" => Encoding.UTF8.GetBytes(text),
        _ => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
    };

    private static byte[] Workbook() => SpreadsheetWriter.Write(
    [
        new SheetTable(
            "Ventes",
            [.. "kind;ticket;sale;performance;place;area;category;audience;price;currency;date;barcode".Split(';').Select(heading => new SheetColumn(heading))],
            [.. Rows.Select(row => CsvFields.Of(row, ';', out _)!.Select(text => (SheetValue)text).ToImmutableArray())]),
    ]);

    private static string SheetXml()
    {
        var rows = Rows.Prepend("kind;ticket;sale;performance;place;area;category;audience;price;currency;date;barcode").Select(row => CsvFields.Of(row, ';', out _)!);
        var cells = rows.Select((row, number) => string.Concat(row.Select((text, column) => text.Length == 0
            ? ""
            : $"""<c r="{(char)('A' + column)}{number + 1}" t="inlineStr"><is><t>{text}</t></is></c>""")));
        return $"<worksheet><sheetData>{string.Concat(cells.Select((row, number) => $"""<row r="{number + 1}">{row}</row>"""))}</sheetData></worksheet>";
    }

    private static byte[] Packed(byte[] sheet)
    {
        using var stream = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(stream, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in new[]
            {
                ("_rels/.rels", """<Relationships><Relationship Id="w" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"""u8.ToArray()),
                ("xl/workbook.xml", """<workbook xmlns:r="r"><sheets><sheet name="Ventes" sheetId="1" r:id="s0"/></sheets></workbook>"""u8.ToArray()),
                ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="s0" Type="http://x/worksheet" Target="/xl/worksheets/0.xml"/></Relationships>"""u8.ToArray()),
                ("xl/worksheets/0.xml", sheet),
            })
            {
                using var part = archive.CreateEntry(path, System.IO.Compression.CompressionLevel.NoCompression).Open();
                part.Write(content);
            }
        }

        return stream.ToArray();
    }
}
