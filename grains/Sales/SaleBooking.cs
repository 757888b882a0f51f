using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.SeatMaps;

namespace Distribution.Sales;

/// <summary>Writes the order and the ticket of a sale. Their ids follow from the interface and the distributor's own ids.</summary>
internal sealed class SaleBooking(TimeProvider time)
{
    public static TicketId TicketOf(FunctionJob job, string reference) => new(DerivedId.From(job.Interface.Interface.Value, "ticket", reference));

    public static OrderId OrderOf(FunctionJob job, string sale) => new(DerivedId.From(job.Interface.Interface.Value, "order", sale));

    public Order OrderFor(FunctionJob job, SaleLine.Sold sold) => new(
        OrderOf(job, sold.Sale), job.Interface.Venue, job.Interface.Interface, job.Contact, sold.Sale, sold.SoldAt, time.GetUtcNow(), []);

    public Ticket TicketFor(FunctionJob job, SaleLine.Sold sold, SaleNames names, ImportedSale imported)
    {
        job.Sold.Add(names.Performance);
        return new Ticket(
            TicketOf(job, sold.Ticket),
            OrderOf(job, sold.Sale),
            sold.Ticket,
            names.Performance,
            imported.Place,
            imported.Name,
            imported.Category,
            names.Audience,
            sold.Price,
            sold.Barcode,
            sold.SoldAt,
            null,
            job.Execution,
            SaleWarnings.Both(imported.Warning, SaleWarnings.OfCategory(job.Mappings, sold, imported)),
            sold.IsReservation);
    }
}
