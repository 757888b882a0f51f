using System.Collections.Immutable;
using Distribution.Distributors.Mappings;
using Distribution.Primitives;
using Distribution.Spreadsheets;

namespace Distribution.Distributors.OnSaleSheets;

/// <summary>
/// Reads the distributor's ids out of a sheet that came back. A sheet is known by the heading of our codes, a row by our code and the column by its
/// heading, in either language; so sorting, moving, hiding and deleting do no harm. What is wrong is told cell by cell, all of it.
/// </summary>
internal sealed class OnSaleReading
{
    private static readonly OnSaleWords[] Languages = [OnSaleWords.French, OnSaleWords.English];

    private static readonly Dictionary<string, MappingKind> Headings = Languages.SelectMany(words => words.Kinds)
        .ToDictionary(kind => FoldedName.Of(kind.Value.Code), kind => kind.Key, StringComparer.Ordinal);

    /// <summary>By name alone a sheet is not known again, but missed. "Configurations" is French and English.</summary>
    private static readonly Dictionary<string, (MappingKind Kind, OnSaleWords Words)> Names = Languages.SelectMany(words => words.Kinds.Select(kind => (words, kind)))
        .DistinctBy(it => FoldedName.Of(it.kind.Value.Sheet))
        .ToDictionary(it => FoldedName.Of(it.kind.Value.Sheet), it => (it.kind.Key, it.words), StringComparer.Ordinal);

    private static readonly HashSet<string> IdHeadings = [.. Languages.Select(words => FoldedName.Of(words.TheirId))];

    /// <summary>Sheets of ours without ids; they are passed over without a note.</summary>
    private static readonly HashSet<string> Silent = [.. Languages.SelectMany(words => new[] { words.ReadMe, words.Tariffs, words.Contingents }).Append(OnSaleFile.Identity).Select(FoldedName.Of)];

    private readonly FileProblems _problems = new();
    private readonly List<FileNote> _notes = [];
    private readonly ImmutableArray<PlacedMapping>.Builder _mappings = ImmutableArray.CreateBuilder<PlacedMapping>();
    private readonly CellText _text;
    private readonly HashSet<(MappingKind, string)> _things;

    private OnSaleReading(IEnumerable<(MappingKind, string)> things)
    {
        _text = new CellText(_problems, _notes);
        _things = [.. things];
    }

    /// <param name="things">What is on the sheet of this event.</param>
    public static Outcome<MappingFile> Read(ImmutableArray<Sheet> sheets, EventId @event, DistributorInterfaceId distributor, IEnumerable<(MappingKind, string)> things)
    {
        var reading = new OnSaleReading(things);
        if (reading.Mistaken(sheets, @event, distributor) is { } mistaken)
        {
            return mistaken;
        }

        foreach (var sheet in sheets)
        {
            reading.ReadSheet(sheet);
        }

        return reading._problems.Any
            ? new Outcome<MappingFile>.Refused(reading._problems.All())
            : new MappingFile(reading._mappings.ToImmutable(), [.. reading._notes], new FileProblems());
    }

    /// <summary>A sheet of something else; its ids must not be looked at.</summary>
    private Refusal? Mistaken(ImmutableArray<Sheet> sheets, EventId @event, DistributorInterfaceId distributor)
    {
        if (sheets.FirstOrDefault(sheet => FoldedName.Of(sheet.Name) == OnSaleFile.Identity) is not { } identity)
        {
            return new Refusal(RefusalCode.Invalid, "file", $"This is no on-sale sheet of ours: the hidden sheet \"{OnSaleFile.Identity}\", which says of what event it is, is not there. Fill in the file that was sent, and send that one back.");
        }

        return Mistaken(identity, OnSaleFile.IdentityOfEvent, @event.Value) ?? Mistaken(identity, OnSaleFile.IdentityOfInterface, distributor.Value);
    }

    private static Refusal? Mistaken(Sheet identity, string key, Guid expected)
    {
        var row = identity.Rows.FirstOrDefault(row => row.At(1) is { Kind: CellKind.Text } cell && cell.Text == key);
        var text = row?.At(2)?.Text ?? "";
        if (Guid.TryParse(text, out var found) && found == expected)
        {
            return null;
        }

        var place = row is null ? identity.Name : identity.Place(new CellAddress(2, row.Number));
        return new Refusal(RefusalCode.Foreign, place, $"{place}: this is the on-sale sheet of another {key} ({FileProblems.Quoted(text)}); import it there.");
    }

    private void ReadSheet(Sheet sheet)
    {
        foreach (var row in sheet.Rows.TakeWhile(row => row.Number <= WorkbookTable.HeadingRows))
        {
            if (Columns(row, heading => Headings.ContainsKey(heading)) is [var code, ..] codes)
            {
                ReadRows(sheet, row, codes.Count == 1 ? code : null, Columns(row, IdHeadings.Contains));
                return;
            }
        }

        Miss(sheet);
    }

    /// <summary>A sheet of ours that lost its headings must not pass for one that somebody added.</summary>
    private void Miss(Sheet sheet)
    {
        var name = FoldedName.Of(sheet.Name);
        if (Names.TryGetValue(name, out var known) && !sheet.Rows.IsEmpty)
        {
            _problems.Add(sheet.Place(new CellAddress(1, 1)), $"the heading \"{known.Words.Kinds[known.Kind].Code}\" of our codes is missing; write it back, above them.");
        }
        else if (!Silent.Contains(name) && _notes.Count < FileNote.MaxTold)
        {
            _notes.Add(new FileNote(sheet.Name, $"{sheet.Name}: this sheet is not one of ours, and was not read."));
        }
    }

    private static List<Cell> Columns(SheetRow row, Func<string, bool> isHeading) =>
        [.. row.Cells.Where(cell => cell.Kind is CellKind.Text && cell.Text.Length < 100 && isHeading(FoldedName.Of(cell.Text)))];

    private void ReadRows(Sheet sheet, SheetRow heading, Cell? code, List<Cell> ids)
    {
        if (code is not { } codes)
        {
            _problems.Add(sheet.Place(new CellAddress(1, heading.Number)), "this row has several columns of our codes; leave one.", RefusalCode.Duplicate);
            return;
        }

        if (ids is not [var only])
        {
            var place = sheet.Place(ids is [_, var second, ..] ? second.Address : codes.Address);
            _problems.Add(place, ids.Count == 0
                ? $"the column \"{OnSaleWords.English.TheirId}\" (\"{OnSaleWords.French.TheirId}\") is missing in this row; write its heading back, above your ids."
                : "the column of your ids is there twice; leave one.");
            return;
        }

        WorkbookTable.AddMerged(sheet, heading, [codes.Address.Column, only.Address.Column], _problems);
        var kind = Headings[FoldedName.Of(codes.Text)];
        foreach (var row in sheet.Rows.Where(row => row.Number > heading.Number))
        {
            ReadRow(sheet, row, kind, new CellAddress(codes.Address.Column, row.Number), new CellAddress(only.Address.Column, row.Number));
        }
    }

    private void ReadRow(Sheet sheet, SheetRow row, MappingKind kind, CellAddress code, CellAddress id)
    {
        var place = sheet.Place(id);
        if (_text.Of(row.At(id.Column), place, Mapping.MaxLength) is not { Length: > 0 } theirs)
        {
            return;
        }

        if (MappingFiles.WrongWith(theirs) is { } wrong)
        {
            _problems.Add(place, wrong);
        }

        // A code that a program made a number of is still ours, if there is one like it; that is no matter for a note.
        var ours = row.At(code.Column) is { Kind: CellKind.Number } number ? number.Text : _text.Of(row.At(code.Column), sheet.Place(code), Mapping.MaxLength);
        if (ours is null)
        {
            return;
        }

        if (ours.Length == 0)
        {
            _problems.Add(place, $"there is an id here, but no code of ours in {code}, which would say what it is for.");
            return;
        }

        ours = MappingRules.Canonical(kind, ours);
        if (!_things.Contains((kind, ours)))
        {
            _problems.Add(sheet.Place(code), $"this event has no {kind.InWords()} {FileProblems.Quoted(ours)}; the grey codes must stay as they were.", RefusalCode.NotFound);
            return;
        }

        _mappings.Add(new PlacedMapping(new Mapping(kind, ours, theirs), place, sheet.Place(code)));
    }
}
