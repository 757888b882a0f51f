using System.Text.Json;

namespace Distribution.Demo;

/// <summary>What the API says of one distributor once its sales are here; every figure is counted from its answers.</summary>
internal sealed class Report
{
    private readonly JsonElement _contingent;
    private readonly JsonElement _interface;
    private readonly JsonElement _performance;
    private readonly JsonElement _conflicts;

    private Report(JsonElement data)
    {
        _contingent = data.GetProperty("contingent");
        _interface = data.GetProperty("distributorInterface");
        _performance = data.GetProperty("performance");
        _conflicts = data.GetProperty("saleConflicts");
    }

    public int Allotted => Count(_contingent.GetProperty("counts"), "offered");

    public int SoldPlaces => Count(_contingent.GetProperty("counts"), "sold");

    public int Orders => OrderNodes.Count();

    public int Tickets => TicketNodes.Count();

    public int CancelledTickets => TicketNodes.Count(IsCancelled);

    public int Errors => Executions.Sum(execution => Count(execution, "errorCount")) + _interface.GetProperty("waitingLines").GetProperty("nodes").GetArrayLength();

    /// <summary>All there ever were, decided ones too.</summary>
    public int Conflicts => _conflicts.GetProperty("nodes").GetArrayLength();

    /// <summary>Of the last comparison with the distributor's own books.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public int ReconciledDifferences =>
        _interface.GetProperty("reconciliations").GetProperty("nodes").EnumerateArray().First().GetProperty("differences").EnumerateArray().Sum(difference => Count(difference, "count"));

    public IEnumerable<SoldTicket> SoldTickets => OrderNodes.SelectMany(order => TicketsOf(order).Select(ticket => new SoldTicket(
        ticket.GetProperty("ticketReference").GetString()!,
        order.GetProperty("saleReference").GetString()!,
        PlaceOf(ticket),
        ticket.GetProperty("price").GetProperty("minorUnits").GetDecimal() / 100,
        IsCancelled(ticket))));

    /// <summary>Whether every place of the contingent is in one state.</summary>
    public bool AddsUp => _contingent.GetProperty("counts") is var counts
        && Count(counts, "places") == Count(counts, "free") + Count(counts, "held") + SoldPlaces + Count(counts, "blocked");

    private IEnumerable<JsonElement> OrderNodes => _interface.GetProperty("orders").GetProperty("nodes").EnumerateArray();

    private IEnumerable<JsonElement> TicketNodes => OrderNodes.SelectMany(TicketsOf);

    private IEnumerable<JsonElement> Executions => _interface.GetProperty("executions").GetProperty("nodes").EnumerateArray();

    public static async Task<Report> Read(GraphQLClient api, DistributorLink link) => new(await api.Ask(
        """
        query($performance: ID!, $contingent: ID!, $interface: ID!) {
          contingent(performance: $performance, contingent: $contingent) {
            name exportState withdrawing
            counts { places free held sold blocked offered inDoubt }
            categories { category counts { places free held sold blocked offered } }
          }
          performance(id: $performance) { name counts { total { places free held sold blocked } } }
          distributorInterface(id: $interface) {
            orders(first: 500) { nodes { saleReference tickets { ticketReference placeName price { minorUnits } cancelledAt } } }
            executions { nodes { function state startedAt endedAt errorCount counts { added imported cancelled known } firstError { kind message } } }
            waitingLines { nodes { reference } }
            reconciliations(performance: $performance, first: 1) { nodes { differences { count } } }
          }
          saleConflicts(interface: $interface, first: 1000) { nodes { id } }
        }
        """,
        new { performance = link.Performance, contingent = link.Contingent, @interface = link.Interface }));

    public void Print()
    {
        var total = _performance.GetProperty("counts").GetProperty("total");
        Console.WriteLine();
        Console.WriteLine($"  Riethsporthalle Erfurt, {_performance.GetProperty("name")}: {Count(total, "places")} places, {Count(total, "free")} free, {Count(total, "sold")} sold");
        Console.WriteLine();
        Console.WriteLine($"  Contingent {_contingent.GetProperty("name")} ({_contingent.GetProperty("exportState")})");
        Console.WriteLine($"  {"category",-16}{"places",8}{"allotted",10}{"sold",8}{"free",8}");
        foreach (var row in _contingent.GetProperty("categories").EnumerateArray())
        {
            PrintRow(row.GetProperty("category").GetString()!, row.GetProperty("counts"));
        }

        PrintRow("total", _contingent.GetProperty("counts"));
        Console.WriteLine();
        Console.WriteLine($"  Orders: {Orders}, tickets: {Tickets}, of them cancelled: {CancelledTickets}");
        foreach (var order in OrderNodes.Take(3))
        {
            var places = TicketsOf(order).Select(ticket => ticket.GetProperty("placeName").GetString());
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
    }

    private static int Count(JsonElement counts, string what) => counts.GetProperty(what).GetInt32();

    private static IEnumerable<JsonElement> TicketsOf(JsonElement order) => order.GetProperty("tickets").EnumerateArray();

    private static bool IsCancelled(JsonElement ticket) => ticket.GetProperty("cancelledAt").ValueKind is JsonValueKind.String;

    private static string PlaceOf(JsonElement ticket) =>
        ticket.GetProperty("placeName").GetString() is var name && name!.StartsWith($"{Hall.StandingArea} #", StringComparison.Ordinal) ? Hall.StandingArea : name!;

    private static void PrintRow(string name, JsonElement counts) =>
        Console.WriteLine($"  {name,-16}{Count(counts, "places"),8}{Count(counts, "offered"),10}{Count(counts, "sold"),8}{Count(counts, "free"),8}");
}
