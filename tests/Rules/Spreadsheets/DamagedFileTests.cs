using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using Distribution.Tests.Rules.OnSaleSheets;

namespace Distribution.Tests.Rules.Spreadsheets;

/// <summary>However a file was damaged, it is refused with reasons, or what is read of it could have been meant.</summary>
public sealed class DamagedFileTests
{
    private static readonly string[] Splinters =
    [
        "<", ">", "/>", "<c>", "</c>", "<row r='0'>", "r=\"ZZZ9\"", "r='1048577'", "t=\"s\"", "t='?'", "<v>99999</v>", "<f/>", "\"", "&#x0;", "&amp;", "&a;", "<!DOCTYPE a>",
        "<is>", "<t>", "<rPh>", "<mergeCell ref='B2:A1'/>", "<mergeCell ref=\"A1:XFD1048576\"/>", "<!--", "]]>", "-1", "1e400", "\uFFFF", "é", ";", "\r\n", "theirs", "Performance", "'",
    ];

    private static readonly Gen<(double At, int Cut, string Splinter)[]> Damages =
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 40], Gen.Int[0, Splinters.Length - 1].Select(index => Splinters[index])).Array[1, 5];

    private static readonly byte[] Sheet = OnSaleFile.Xlsx(OnSaleVenue.Facts(), OnSaleWords.French).Content;
    private static readonly (string Path, string Text)[] Parts = PartsOf(Sheet);
    private static readonly string Csv = Encoding.UTF8.GetString(MappingFiles.Csv(MappableObject.Of(OnSaleVenue.Catalog, new MappingSet(1, [new(MappingKind.Block, "Mitte", "M")]))));

    [Fact]
    public void Damaged_bytes_never_throw() =>
        Gen.Select(Gen.Double[0, 1], Gen.Byte, Gen.Int[0, 64]).Array[1, 8].Sample(damages => KeepsItsPromises(ReadSheet(Damaged(Sheet, damages))), iter: 5_000);

    [Fact]
    public void Damaged_parts_never_throw() => Gen.Select(Gen.Int[0, Parts.Length - 1], Damages).Sample(
        (part, damages) =>
        {
            using var file = ForeignWorkbook.Archive([.. Parts.Select((it, index) => index == part ? (it.Path, Damaged(it.Text, damages)) : it)]);
            return KeepsItsPromises(ReadSheet(file.ToArray()));
        },
        iter: 3_000);

    [Fact]
    public void A_damaged_list_never_throws() => Damages.Sample(
        damages => KeepsItsPromises(MappingFiles.Mappings(new MemoryStream(Encoding.UTF8.GetBytes(Damaged(Csv, damages))), removeEmpty: true, default).GetAwaiter().GetResult()), iter: 5_000);

    [Fact]
    public void Any_bytes_at_all_never_throw() => Gen.Byte.Array[0, 300].Sample(
        bytes => KeepsItsPromises(ReadSheet(bytes)) && KeepsItsPromises(MappingFiles.Mappings(new MemoryStream(bytes), removeEmpty: false, default).GetAwaiter().GetResult()), iter: 5_000);

    private static Outcome<MappingFile> ReadSheet(byte[] bytes) => SpreadsheetReader.Read(new MemoryStream(bytes)).Match(
        sheets => OnSaleReading.Read(sheets, OnSaleVenue.Derby, OnSaleVenue.Interface, OnSaleVenue.Facts().Mappable()), refusals => new Outcome<MappingFile>.Refused(refusals));

    private static bool KeepsItsPromises(Outcome<MappingFile> outcome) => outcome.Match(
        file => file.Mappings.All(placed => placed.Place.Length > 0 && MappingRules.WrongWith(placed.Mapping.Theirs) is null)
            && file.Plan(MappingSet.Empty, OnSaleVenue.Things).Match(_ => true, refusals => refusals.All(IsSound)),
        refusals => refusals.Length is > 0 and <= FileProblems.MaxTold + 1 && refusals.All(IsSound));

    private static bool IsSound(Refusal refusal) => Enum.IsDefined(refusal.Code) && refusal.Subject.Length > 0 && refusal.Message.Length is > 0 and < 2_000;

    private static byte[] Damaged(byte[] bytes, (double At, byte With, int Cut)[] damages)
    {
        var damaged = bytes.ToList();
        foreach (var (share, with, cut) in damages)
        {
            var at = (int)(share * (damaged.Count - 1));
            damaged[at] = with;
            damaged.RemoveRange(at, Math.Min(cut > 48 ? cut : 0, damaged.Count - at - 1));
        }

        return [.. damaged];
    }

    private static string Damaged(string text, (double At, int Cut, string Splinter)[] damages)
    {
        foreach (var (share, cut, splinter) in damages)
        {
            var at = (int)(share * text.Length);
            text = text[..at] + splinter + text[Math.Min(text.Length, at + cut)..];
        }

        return text;
    }

    private static (string, string)[] PartsOf(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return [.. archive.Entries.Select(entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return (entry.FullName, reader.ReadToEnd());
        })];
    }
}
