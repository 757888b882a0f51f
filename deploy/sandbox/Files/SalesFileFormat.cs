using System.Globalization;
using System.Text;
using Distribution.Sandbox.Sales;

namespace Distribution.Sandbox.Files;

/// <summary>How a distributor writes its sales: one ticket a line.</summary>
/// <param name="Headings">type, ticket, sale, performance, place, area, category, audience, price, currency, time, barcode.</param>
/// <param name="Trailer">The word before the number of lines at the end; null: there is none.</param>
internal sealed record SalesFileFormat(IReadOnlyList<string> Headings, string Sold, string Cancelled, string? Trailer)
{
    public static readonly SalesFileFormat Digitick = new(
        ["type", "billet", "commande", "seance", "place", "zone", "categorie", "tarif", "prix", "devise", "date", "code_barres"], "VENTE", "ANNULATION", "FIN");

    public static readonly SalesFileFormat English = new(
        ["kind", "ticket", "sale", "performance", "place", "area", "category", "audience", "price", "currency", "date", "barcode"], "SALE", "CANCEL", null);

    public byte[] Write(IReadOnlyList<FeedLine> lines, FileKind kind, int bytes)
    {
        var rows = lines.Select(line => line.Raw ?? Row(line)).SelectMany(row => kind is FileKind.DuplicateLines ? [row, row] : new[] { row }).ToList();
        var headings = kind is FileKind.WrongColumns ? Headings.Where(heading => heading != Headings[1]) : Headings;
        var text = new StringBuilder().AppendJoin(';', headings).Append("\r\n");
        rows.ForEach(row => text.Append(row).Append("\r\n"));
        if (Trailer is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Trailer};{rows.Count}\r\n");
        }

        var whole = Encoding.UTF8.GetBytes(text.ToString());
        return kind switch
        {
            FileKind.HalfWritten => whole[..(whole.Length - (Trailer is null ? 6 : 12))],
            FileKind.Garbage => [.. Enumerable.Range(0, 1_000).Select(number => (byte)(number * 37 % 256))],
            FileKind.Huge => [.. whole, .. Enumerable.Repeat((byte)'\n', Math.Max(0, bytes - whole.Length))],
            _ => whole,
        };
    }

    private string Row(FeedLine line)
    {
        var ticket = line.Ticket!;
        return line.Type == SalesFeed.Cancelled
            ? string.Join(';', Cancelled, ticket.Ticket, "", "", "", "", "", "", "", "", ticket.CancelledAt!.Value.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), "")
            : string.Join(
                ';',
                Sold, ticket.Ticket, ticket.Sale, ticket.Performance, ticket.Place, ticket.Area, ticket.Category, ticket.Audience,
                string.Create(CultureInfo.InvariantCulture, $"{ticket.Amount / 100},{ticket.Amount % 100:D2}"), ticket.Currency,
                ticket.SoldAt.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), ticket.Barcode);
    }
}
