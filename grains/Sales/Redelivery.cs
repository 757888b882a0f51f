using System.Security.Cryptography;
using System.Text;
using Distribution.Connectors;

namespace Distribution.Sales;

/// <summary>
/// What another line under a reference that is known means. A distributor that breaks its own protocol and uses a reference twice must not make
/// us forget a sale.
/// </summary>
internal static class Redelivery
{
    /// <summary>Whether it stands in the place of the earlier one, which waits: what could not be read now can, or the same ticket has other content.</summary>
    /// <param name="wasTried">A sale that nobody has looked at yet is taken as it came, and what comes after it in its turn.</param>
    public static bool Mends(SaleLine waiting, bool wasTried, SaleLine line) => (waiting, line) switch
    {
        (SaleLine.Unreadable, _) => true,
        (SaleLine.Sold before, SaleLine.Sold now) => wasTried && before.Ticket == now.Ticket,
        (SaleLine.Cancelled before, SaleLine.Cancelled now) => before.Ticket == now.Ticket,
        _ => false,
    };

    /// <summary>The reference of a line that is another one than the known one; the same line always gets the same.</summary>
    public static string Apart(string reference, string body) => $"{reference}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)).AsSpan(0, 8))}";
}
