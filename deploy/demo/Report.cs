using System.Text.Json;
using Distribution.Sandbox.Sales;

namespace Distribution.Demo;

/// <summary>What the API says after the main job; every figure is counted from its answers.</summary>
internal sealed class Report
{
    private readonly JsonElement _contingent;
    private readonly JsonElement _interface;
    private readonly JsonElement _performance;

    private Report(JsonElement data)
    {
        _contingent = data.GetProperty("contingent");
        _interface = data.GetProperty("distributorInterface");
        _performance = data.GetProperty("performance");
    }

    private int Allotted => Count(_contingent.GetProperty("counts"), "offered");

    private int Sold => Count(_contingent.GetProperty("counts"), "sold");

    private IEnumerable<JsonElement> Orders => _interface.GetProperty("orders").GetProperty("nodes").EnumerateArray();

    private IEnumerable<JsonElement> Tickets => Orders.SelectMany(order => order.GetProperty("tickets").EnumerateArray());

    private IEnumerable<JsonElement> Executions => _interface.GetProperty("executions").GetProperty("nodes").EnumerateArray();

    private int CancelledTickets => Tickets.Count(ticket => ticket.GetProperty("cancelledAt").ValueKind is JsonValueKind.String);

    private int Errors => Executions.Sum(execution => Count(execution, "errorCount")) + _interface.GetProperty("waitingLines").GetProperty("nodes").GetArrayLength();

    public static async Task<Report> Read(GraphQLClient api, Hall hall, TicketnetLink link) => new(await api.Ask(
        """
        query($performance: ID!, $contingent: ID!, $interface: ID!) {
          contingent(performance: $performance, contingent: $contingent) {
            name exportState withdrawing
            counts { places free held sold blocked offered inDoubt }
            categories { category counts { places free held sold blocked offered } }
          }
          performance(id: $performance) { counts { total { places free held sold blocked } } }
          distributorInterface(id: $interface) {
            orders(first: 500) { nodes { saleReference tickets { placeName category cancelledAt } } }
            executions { nodes { function state startedAt endedAt errorCount counts { added imported cancelled known } firstError { kind message } } }
            waitingLines { nodes { reference } }
          }
        }
        """,
        new { performance = hall.FirstPerformance, contingent = link.Contingent, @interface = link.Interface }));

    public void Print(Hall hall)
    {
        var total = _performance.GetProperty("counts").GetProperty("total");
        Console.WriteLine();
        Console.WriteLine($"  Riethsporthalle Erfurt, Friday: {Count(total, "places")} places, {Count(total, "free")} free, {Count(total, "sold")} sold");
        Console.WriteLine();
        Console.WriteLine($"  Contingent {_contingent.GetProperty("name")} ({_contingent.GetProperty("exportState")})");
        Console.WriteLine($"  {"category",-16}{"places",8}{"allotted",10}{"sold",8}{"free",8}");
        foreach (var row in _contingent.GetProperty("categories").EnumerateArray())
        {
            PrintRow(row.GetProperty("category").GetString()!, row.GetProperty("counts"));
        }

        PrintRow("total", _contingent.GetProperty("counts"));
        Console.WriteLine();
        Console.WriteLine($"  Orders: {Orders.Count()}, tickets: {Tickets.Count()}, of them cancelled: {CancelledTickets}");
        foreach (var order in Orders.Take(3))
        {
            var places = order.GetProperty("tickets").EnumerateArray().Select(ticket => ticket.GetProperty("placeName").GetString());
            Console.WriteLine($"    sale {order.GetProperty("saleReference")}: {string.Join(", ", places)}");
        }

        Console.WriteLine("    …");
        Console.WriteLine("  Executions:");
        foreach (var execution in Executions.Reverse())
        {
            var counts = execution.GetProperty("counts");
            Console.WriteLine(
                $"    {execution.GetProperty("startedAt")}  {execution.GetProperty("function")}: {execution.GetProperty("state")}; "
                + $"added {Count(counts, "added")}, imported {Count(counts, "imported")}, cancelled {Count(counts, "cancelled")}, errors {Count(execution, "errorCount")}");
        }

        Console.WriteLine();
    }

    /// <summary>Prints the figures as JSON on the last line.</summary>
    /// <returns>0 when every count is what the distributor did, else 1.</returns>
    public int Verdict(IReadOnlyList<TicketView> theirs, int allotted, int sold, int cancelled)
    {
        var wrong = new List<string>();
        void Expect(string what, int expected, int actual)
        {
            if (expected != actual)
            {
                wrong.Add($"{what}: {actual}, not {expected}");
            }
        }

        var counts = _contingent.GetProperty("counts");
        Expect("allotted", allotted, Allotted);
        Expect("imported", sold, Tickets.Count());
        Expect("imported, by the distributor's count", theirs.Count, Tickets.Count());
        Expect("cancelled", cancelled, CancelledTickets);
        Expect("cancelled, by the distributor's count", theirs.Count(ticket => ticket.CancelledAt is not null), CancelledTickets);
        Expect("sold places", sold - cancelled, Sold);
        Expect("places, as free + held + sold + blocked", Count(counts, "places"), Count(counts, "free") + Count(counts, "held") + Sold + Count(counts, "blocked"));
        Expect("orders, by the distributor's count", theirs.Select(ticket => ticket.Sale).Distinct().Count(), Orders.Count());
        Expect("errors", 0, Errors);
        foreach (var line in wrong)
        {
            Console.WriteLine($"  WRONG {line}");
        }

        Console.WriteLine(JsonSerializer.Serialize(new { allotted = Allotted, imported = Tickets.Count(), cancelled = CancelledTickets, orders = Orders.Count(), errors = Errors }));
        return wrong.Count == 0 ? 0 : 1;
    }

    private static int Count(JsonElement counts, string what) => counts.GetProperty(what).GetInt32();

    private static void PrintRow(string name, JsonElement counts) =>
        Console.WriteLine($"  {name,-16}{Count(counts, "places"),8}{Count(counts, "offered"),10}{Count(counts, "sold"),8}{Count(counts, "free"),8}");
}
