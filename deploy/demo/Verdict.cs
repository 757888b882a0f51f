using System.Text.Json;
using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Sales;

namespace Distribution.Demo;

/// <summary>What our books and a distributor's say of one deal, each counted from its own answers.</summary>
internal sealed record Verdict(Deal Deal, Report Ours, IReadOnlyList<TicketView> Tickets, AllotmentView Allotment, int Differences)
{
    /// <summary>Prints what is wrong, the figures of each distributor and, on the last line, all of them as JSON.</summary>
    /// <returns>0 when every count is what was agreed and what the distributor did, else 1.</returns>
    public static int Print(IReadOnlyList<Verdict> verdicts)
    {
        Console.WriteLine();
        Console.WriteLine($"  {"distributor",-16}{"allotted",10}{"sold",8}{"imported",10}{"conflicts",11}{"differences",13}");
        foreach (var verdict in verdicts)
        {
            Console.WriteLine(
                $"  {verdict.Deal.Name,-16}{verdict.Ours.Allotted,10}{verdict.Tickets.Count,8}{verdict.Ours.Tickets,10}{verdict.Ours.Conflicts,11}{verdict.Differences,13}");
        }

        Console.WriteLine();
        var wrong = verdicts.SelectMany(verdict => verdict.Wrong().Select(what => $"{verdict.Deal.Name}, {what}")).ToList();
        wrong.ForEach(line => Console.WriteLine($"  WRONG {line}"));
        var main = verdicts[0].Ours;
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            allotted = main.Allotted,
            imported = main.Tickets,
            cancelled = main.CancelledTickets,
            orders = main.Orders,
            errors = main.Errors,
            distributors = verdicts.ToDictionary(
                verdict => verdict.Deal.Name.ToLowerInvariant(),
                verdict => new
                {
                    allotted = verdict.Ours.Allotted,
                    sold = verdict.Tickets.Count,
                    imported = verdict.Ours.Tickets,
                    conflicts = verdict.Ours.Conflicts,
                    differences = verdict.Differences,
                }),
        }));
        return wrong.Count == 0 ? 0 : 1;
    }

    private IEnumerable<string> Wrong()
    {
        (string What, int Expected, int Actual)[] counts =
        [
            ("allotted", Deal.Allotted, Ours.Allotted),
            ("allotted, by the distributor's count", Allotment.Numbered.Allotted + Allotment.Areas.Sum(area => area.Allotted), Ours.Allotted),
            ("sold, by the distributor's count", Deal.Sold, Tickets.Count),
            ("imported", Deal.Sold, Ours.Tickets),
            ("cancelled", Deal.Cancelled, Ours.CancelledTickets),
            ("cancelled, by the distributor's count", Tickets.Count(ticket => ticket.CancelledAt is not null), Ours.CancelledTickets),
            ("sold places", Deal.Sold - Deal.Cancelled, Ours.SoldPlaces),
            ("orders, by the distributor's count", Tickets.Select(ticket => ticket.Sale).Distinct().Count(), Ours.Orders),
            ("errors", 0, Ours.Errors),
            ("conflicts", 0, Ours.Conflicts),
            ("differences", 0, Differences),
        ];
        var wrong = counts.Where(count => count.Expected != count.Actual).Select(count => $"{count.What}: {count.Actual}, not {count.Expected}");
        return Ours.AddsUp ? wrong : wrong.Append("places are not free + held + sold + blocked");
    }
}
