using System.Collections.Immutable;
using CsCheck;
using Distribution.Distributors;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Tests.Rules.OnSaleSheets;

/// <summary>What goes out and comes back filled in is what was filled in, whatever else was done to the sheets.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<SheetLanguage> Languages = Gen.Enum<SheetLanguage>();

    private static readonly string[] Odd = ["00123", "=A1", "+33", "_x0041_", "FN 12 - é", "Œ/ß", "#N/A", "TRUE", "1E5", "12.0", "«»", "😀"];

    /// <summary>Ids as distributors have them: digits with zeros before, letters of all kinds, formulas that are none, escapes that are none.</summary>
    private static readonly Gen<string> Id = Gen.OneOf(
        Gen.Int[0, 99_999].Select(number => number.ToString("D6", null)),
        Gen.Int[0, Odd.Length - 1].Select(index => Odd[index]),
        Gen.Char.AlphaNumeric.Array[1, Mapping.MaxLength].Select(letters => new string(letters)));

    [Fact]
    public void Export_fill_in_and_import_give_exactly_these_mappings() =>
        Gen.Select(Languages, Gen.Int[0, int.MaxValue], Id.Array[40]).Sample((language, seed, ids) =>
        {
            var random = new Random(seed);
            var (sheets, expected) = FillIn(OnSaleVenue.Export(language), ids, random);
            var mangled = Mangle(sheets, random);

            var read = OnSaleVenue.Import(mangled).Match(file => file, refusals => throw new InvalidOperationException(refusals[0].Message));

            read.Mappings.Select(placed => placed.Mapping).OrderBy(it => it.Kind).ThenBy(it => it.Ours, StringComparer.Ordinal)
                .ShouldBe(expected.OrderBy(it => it.Kind).ThenBy(it => it.Ours, StringComparer.Ordinal));
        }, iter: 300);

    [Theory]
    [InlineData(SheetLanguage.French)]
    [InlineData(SheetLanguage.English)]
    public void What_is_mapped_already_is_filled_in_and_comes_back_as_it_was(SheetLanguage language)
    {
        ImmutableArray<Mapping> mapped = [.. OnSaleVenue.Facts().Mappable().Distinct().Select((it, index) => new Mapping(it.Kind, it.Ours, $"id {index}"))];
        var set = new MappingSet(3, MappingRules.InOrder(mapped));

        var read = OnSaleVenue.Import(OnSaleVenue.Export(language, mapped)).Match(file => file, refusals => throw new InvalidOperationException(refusals[0].Message));

        read.Mappings.Length.ShouldBe(mapped.Length);
        read.Notes.ShouldBeEmpty();
        read.Plan(set, OnSaleVenue.Things).ShouldBe(set);
    }

    /// <summary>Fills some of the id cells, from right to left as the product lays them out: the ids are in the last column.</summary>
    private static (ImmutableArray<Sheet> Sheets, List<Mapping> Filled) FillIn(ImmutableArray<Sheet> sheets, string[] ids, Random random)
    {
        var filled = new List<Mapping>();
        var next = 0;
        foreach (var kind in Enum.GetValues<MappingKind>())
        {
            var names = new[] { OnSaleWords.French.Kinds[kind], OnSaleWords.English.Kinds[kind] };
            var sheet = sheets.Single(it => names.Any(name => it.Rows[0].At(1)!.Value.Text == name.Code));
            var column = sheet.Rows[0].Cells[^1].Address.Column;
            foreach (var row in sheet.Rows.Skip(1).Where(_ => random.Next(4) > 0))
            {
                var id = $"{ids[next % ids.Length]}{(next >= ids.Length ? "x" : "")}";
                id = id.Length > Mapping.MaxLength ? id[..Mapping.MaxLength] : id;
                next++;
                sheets = sheets.In(sheet.Name, it => it.Type(new Cell(new CellAddress(column, row.Number), CellKind.Text, random.Next(3) == 0 ? $" {id}\u00A0" : id)));
                filled.Add(new Mapping(kind, row.At(1)!.Value.Text, id));
            }
        }

        return (sheets, filled);
    }

    /// <summary>Sorts, moves columns, brings the sheets into another order, deletes rows without an id, and adds sheets.</summary>
    private static ImmutableArray<Sheet> Mangle(ImmutableArray<Sheet> sheets, Random random)
    {
        var mangled = sheets.Select(sheet =>
        {
            if (sheet.Name == OnSaleFile.Identity)
            {
                return sheet;
            }

            var width = sheet.Rows[0].Cells.Length;
            var rows = Enumerable.Range(0, sheet.Rows.Length - 1).Where(row => random.Next(3) > 0 || sheet.Rows[row + 1].At(width) is not null).ToArray();
            random.Shuffle(rows);
            var columns = Enumerable.Range(1, width + 2).ToArray();
            random.Shuffle(columns);
            return sheet.WithRows(rows).WithColumns(columns);
        }).Append(new Sheet("Notes internes", [new SheetRow(1, [new Cell(new CellAddress(1, 1), CellKind.Formula, "1")])], [])).ToArray();
        random.Shuffle(mangled);
        return [.. mangled];
    }
}
