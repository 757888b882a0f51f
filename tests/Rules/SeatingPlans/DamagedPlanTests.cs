using CsCheck;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.SeatingPlans;

/// <summary>However a file was damaged, it is refused with reasons or it is a plan that keeps every promise.</summary>
public sealed class DamagedPlanTests
{
    private static readonly string[] Splinters =
    [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e400",
        "\\u0000", "\\ud83d", "\u0000", "\ud83d", "\r\n", ";", "\t", "name", "Kat A", "L-1-1", "NaN", "😀",
    ];

    private static readonly Gen<(double At, int Cut, string Splinter)[]> Damages =
        Gen.Select(Gen.Double[0, 1], Gen.Int[0, 12], Gen.Int[0, Splinters.Length - 1].Select(index => Splinters[index])).Array[1, 6];

    [Theory]
    [InlineData(SeatingPlanFormat.PretixJson, Plans.Json)]
    [InlineData(SeatingPlanFormat.Csv, Plans.Csv)]
    [InlineData(SeatingPlanFormat.PretixJson, Plans.Csv)]
    [InlineData(SeatingPlanFormat.Csv, Plans.Json)]
    public void A_damaged_file_never_throws(SeatingPlanFormat format, string text) =>
        Damages.Sample(damages => KeepsItsPromises(SeatingPlanParser.Parse(format, Damaged(text, damages), [])), iter: 5_000);

    [Theory]
    [InlineData(SeatingPlanFormat.PretixJson)]
    [InlineData(SeatingPlanFormat.Csv)]
    public void Any_text_at_all_never_throws(SeatingPlanFormat format) =>
        Gen.String.Sample(text => KeepsItsPromises(SeatingPlanParser.Parse(format, text, [])), iter: 5_000);

    private static string Damaged(string text, (double At, int Cut, string Splinter)[] damages)
    {
        foreach (var (share, cut, splinter) in damages)
        {
            var at = (int)(share * text.Length);
            text = text[..at] + splinter + text[Math.Min(text.Length, at + cut)..];
        }

        return text;
    }

    private static bool KeepsItsPromises(Outcome<SeatingPlan> outcome) => outcome.Match(
        plan => plan.PlaceCount > 0
            && plan.Seats.Select(seat => seat.Key).Distinct().Count() == plan.Seats.Length
            && plan.Seats.All(seat => seat.Row < plan.Rows.Length && seat.Category < plan.Categories.Length)
            && plan.Seats.All(seat => double.IsFinite(seat.X) && double.IsFinite(seat.Y))
            && plan.Seats.Select(seat => seat.Row).SequenceEqual(plan.Seats.Select(seat => seat.Row).Order())
            && plan.Rows.All(row => row.Block < plan.Blocks.Length)
            && plan.Blocks.All(block => block.Area < plan.Areas.Length)
            && plan.Blocks.Select(block => block.Code).Distinct(StringComparer.Ordinal).Count() == plan.Blocks.Length,
        refusals => refusals.Length is > 0 and <= PlanProblems.MaxTold + 1
            && refusals.All(refusal => Enum.IsDefined(refusal.Code) && refusal.Subject.Length > 0 && refusal.Message.Length > 0));
}
