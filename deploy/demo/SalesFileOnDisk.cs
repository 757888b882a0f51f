using System.Globalization;
using System.Text;
using Distribution.Sandbox.Control;
using Distribution.Sandbox.Files;

namespace Distribution.Demo;

/// <summary>Where a distributor lays its sales down, how it heads the columns, and what became of its last file.</summary>
internal sealed class SalesFileOnDisk(DistributorLink link, string folder, SalesFileWords words)
{
    private string _text = "";

    public async Task Upload(GraphQLClient api, SandboxClient distributor)
    {
        var written = await distributor.WriteFile(new FileOrder());
        var file = await File.ReadAllBytesAsync(Path.Combine(folder, written.Name));
        _text = Encoding.UTF8.GetString(file);
        await link.Upload(api, written.Name, file);
    }

    /// <summary>Tickets that stand in the file and are not the same here, and the other way round.</summary>
    public int Differences(Report report)
    {
        var rows = CsvRow.Read(_text);
        var cancelled = rows.Where(row => row[words.Kind] == words.Cancelled).Select(row => row[words.Ticket]).ToHashSet();
        var theirs = rows.Where(row => row[words.Kind] == words.Sold).Select(row => new SoldTicket(
            row[words.Ticket],
            row[words.Sale],
            row[words.Place].Length > 0 ? row[words.Place] : Hall.StandingArea,
            decimal.Parse(row[words.Price].Replace(',', '.'), CultureInfo.InvariantCulture),
            cancelled.Contains(row[words.Ticket]))).ToHashSet();
        theirs.SymmetricExceptWith(report.SoldTickets);
        return theirs.Count;
    }
}

/// <summary>Columns and words of a distributor's file.</summary>
internal sealed record SalesFileWords(string Kind, string Ticket, string Sale, string Place, string Price, string Sold, string Cancelled)
{
    public static readonly SalesFileWords Digitick = new("type", "billet", "commande", "place", "prix", "VENTE", "ANNULATION");
    public static readonly SalesFileWords English = new("kind", "ticket", "sale", "place", "price", "SALE", "CANCEL");
}

/// <summary>A ticket as both sides have to have it.</summary>
/// <param name="Place">The name of a numbered place, or the standing area.</param>
internal sealed record SoldTicket(string Ticket, string Sale, string Place, decimal Price, bool IsCancelled);
