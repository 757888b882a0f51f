using System.Collections.Immutable;
using System.Text;
using Distribution.Primitives;

namespace Distribution.Catalog.SeatingPlans;

/// <summary>
/// Makes a seating plan of a file's text. It is pure, takes bounded time and memory, and never throws because of what the
/// text says.
/// </summary>
public static class SeatingPlanParser
{
    /// <summary>Of the file as UTF-8.</summary>
    public const int MaxTextBytes = 32 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The plan, or everything that is wrong with it: the subject of each refusal is a JSON path (<c>$.zones[2].name</c>), a
    /// place in the text (<c>line 17, column seat</c>; <c>line 3, byte 40</c>) or an unnumbered area (<c>unnumberedAreas[0].capacity</c>).
    /// </summary>
    /// <param name="name">The plan's name where the file has none (CSV).</param>
    public static Outcome<SeatingPlan> Parse(
        SeatingPlanFormat format, string text, ImmutableArray<NewUnnumberedArea> unnumberedAreas, string name = "Seating plan")
    {
        if (WrongAsText(text) is { } refusal)
        {
            return refusal;
        }

        var problems = new PlanProblems();
        var utf8 = StrictUtf8.GetBytes(text.TrimStart('\uFEFF'));
        var draft = format switch
        {
            SeatingPlanFormat.PretixJson => PretixReader.Read(utf8, problems),
            SeatingPlanFormat.Csv => CsvPlanReader.Read(name, utf8, problems),
            _ => null,
        };
        if (draft is null && !problems.Any)
        {
            return new Refusal(RefusalCode.Invalid, "format", "There is no such seating plan format.");
        }

        var areas = unnumberedAreas.IsDefault ? [] : unnumberedAreas;
        var plan = draft is null ? null : PlanBuilder.Build(draft, areas, problems);
        return plan is null || problems.Any ? new Outcome<SeatingPlan>.Refused(problems.All()) : plan;
    }

    private static Refusal? WrongAsText(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text is "\uFEFF")
        {
            return new Refusal(RefusalCode.Invalid, "text", "The file is empty.");
        }

        if (text.Length > MaxTextBytes)
        {
            return TooLong();
        }

        try
        {
            return StrictUtf8.GetByteCount(text) > MaxTextBytes ? TooLong() : null;
        }
        catch (EncoderFallbackException failure)
        {
            return new Refusal(
                RefusalCode.Invalid, $"character {failure.Index + 1}", "The text is not valid Unicode: half of a surrogate pair stands alone.");
        }
    }

    private static Refusal TooLong() =>
        new(RefusalCode.LimitExceeded, "text", $"The file is larger than {MaxTextBytes / 1024 / 1024} MiB.");
}
