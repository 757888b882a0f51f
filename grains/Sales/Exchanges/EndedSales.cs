using System.Collections.Immutable;
using System.Data.Common;
using Distribution.Primitives;

namespace Distribution.Sales.Exchanges;

/// <summary>Sales that were over at the distributor before they had a place here: what they leave in the books.</summary>
/// <param name="Tickets">Cancelled.</param>
/// <param name="Lines">What waits no more.</param>
internal sealed record EndedSales(ImmutableArray<Order> Orders, ImmutableArray<Ticket> Tickets, ImmutableArray<string> Lines)
{
    public async Task Write(DbConnection connection, DbTransaction transaction, DistributorInterfaceId distributor)
    {
        if (!Orders.IsEmpty)
        {
            await LedgerRows.Insert(connection, transaction, Orders, Tickets);
        }

        await SaleInbox.Settle(connection, transaction, distributor, Lines);
    }
}
