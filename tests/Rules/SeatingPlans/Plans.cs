using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Tests.Rules.SeatingPlans;

/// <summary>Plans as texts, and shorthands to import them.</summary>
internal static class Plans
{
    public const string Csv = """
        area,block,row,seat,category,x,y
        Parkett,Mitte,1,1,Kat A,0,0
        Parkett,Mitte,1,2,Kat A,10,0
        Rang,Links,1,1,Kat B,-5.5,40
        """;

    /// <summary>Block L with rows 1 (seats 1, 2) and 2 (seat 1), block R with row 1 (seat 1).</summary>
    public const string Json = """
        {
          "name": "Kleiner Saal",
          "categories": [{ "name": "Kat A", "color": "#AABBCC" }, { "name": "Kat B" }],
          "zones": [
            { "name": "L", "position": { "x": 100, "y": 200 }, "rows": [
              { "row_number": "1", "position": { "x": 10, "y": 20 }, "seats": [
                { "seat_guid": "L-1-1", "seat_number": "1", "position": { "x": 1, "y": 2 }, "category": "Kat A" },
                { "seat_guid": "L-1-2", "seat_number": "2", "position": { "x": 26, "y": 2 }, "category": "Kat A" }] },
              { "row_number": "2", "position": { "x": 10, "y": 60 }, "seats": [
                { "seat_guid": "L-2-1", "seat_number": "1", "position": { "x": 1, "y": 2 }, "category": "Kat B" }] }] },
            { "name": "R", "position": { "x": 500, "y": 200 }, "rows": [
              { "row_number": "1", "seats": [
                { "seat_guid": "R-1-1", "seat_number": "1", "position": { "x": 0, "y": 0 }, "category": "Kat B" }] }] }]
        }
        """;

    public static ImmutableArray<NewUnnumberedArea> Standing { get; } = [new("Stehplatz", "Stehplatz", 248)];

    public static string RealHall([CallerFilePath] string thisFile = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../deploy/demo/riethsporthalle-erfurt.seatingplan.json"));

    public static Outcome<SeatingPlan> ImportJson(string text, params ImmutableArray<NewUnnumberedArea> areas) =>
        SeatingPlanParser.Parse(SeatingPlanFormat.PretixJson, text, areas);

    public static Outcome<SeatingPlan> ImportCsv(string text, params ImmutableArray<NewUnnumberedArea> areas) =>
        SeatingPlanParser.Parse(SeatingPlanFormat.Csv, text, areas, "Saal");

    /// <summary>The JSON plan, changed at one spot.</summary>
    public static string Changed(Action<JsonNode> change)
    {
        var plan = JsonNode.Parse(Json)!;
        change(plan);
        return plan.ToJsonString();
    }

    public static JsonNode Seat(this JsonNode plan, int zone, int row, int seat) => plan["zones"]![zone]!["rows"]![row]!["seats"]![seat]!;

    public static SeatingPlan Accepted(this Outcome<SeatingPlan> outcome) =>
        outcome.Match(plan => plan, refusals => throw new InvalidOperationException(string.Join(Environment.NewLine, refusals)));

    public static ImmutableArray<Refusal> Refused(this Outcome<SeatingPlan> outcome) =>
        outcome.Match(_ => throw new InvalidOperationException("The plan was accepted."), refusals => refusals);

    public static void ShouldBeRefused(this Outcome<SeatingPlan> outcome, RefusalCode code, string subject) =>
        outcome.Refused().Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe([(code, subject)]);
}
