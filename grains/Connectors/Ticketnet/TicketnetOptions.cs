using Distribution.Connectors.Http;

namespace Distribution.Connectors.Ticketnet;

public sealed class TicketnetOptions : HttpExchangeOptions
{
    public const string Section = "Distribution:Connectors:Ticketnet";

    public override string ConfigurationSection => Section;
}
