using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales;

/// <summary>Why a line can't be taken yet, in the words of a box office. Each such line is kept and tried again at every import.</summary>
internal static class SaleErrors
{
    private const string RunAgain = "Run the import again.";

    /// <summary>The seat map did not take the sale.</summary>
    public static ExecutionError NotTaken(string interfaceName, SaleLine.Sold sold, SaleNames names, Refusal refusal)
    {
        var what = sold.Place?.Value ?? $"a place of area {names.Area}";
        var sale = $"{interfaceName} sold {what} as ticket {sold.Ticket} (sale {sold.Sale}), but: {refusal.Message}";
        var subject = sold.Place?.Value ?? sold.Area ?? sold.Ticket;
        return refusal.Code switch
        {
            RefusalCode.PlaceSold or RefusalCode.PlaceHeld or RefusalCode.PlaceOffered => new(
                ErrorKind.External, subject, sale, "Decide on the list of conflicts who keeps the place, or settle it with the distributor; the line is tried again at every import, and goes through once the place is free."),
            RefusalCode.PlaceBlocked => new(
                ErrorKind.External, subject, sale, "Unblock the place if the distributor's buyer may have it, or have the distributor cancel the ticket; the line is tried again at every import."),
            RefusalCode.NotEnoughPlaces => new(
                ErrorKind.External, subject, sale, "Settle with the distributor, or give it more places of the area; the line is tried again at every import."),
            RefusalCode.NotFound when refusal.Subject == names.Performance.ToString() => new(
                ErrorKind.Mapping, sold.Performance, sale, $"Correct the mapping of performance \"{sold.Performance}\", then run the import again."),
            RefusalCode.NotFound when sold.Area is { } area => new(
                ErrorKind.Mapping, area, sale, $"Correct the mapping of area \"{area}\" or of performance \"{sold.Performance}\", then run the import again."),
            RefusalCode.NotFound => new(
                ErrorKind.External, subject, sale, $"Ask the distributor which place it sold. If it is right, correct the mapping of performance \"{sold.Performance}\"; then run the import again."),
            _ => Refused(sold.Ticket, refusal),
        };
    }

    /// <summary>A ticket that is known came for another place than before.</summary>
    public static ExecutionError AnotherPlace(SaleLine.Sold sold, SaleLine.Sold before) => new(
        ErrorKind.External,
        sold.Ticket,
        $"Ticket {sold.Ticket} came for {PlaceOf(sold)}; it is known for {PlaceOf(before)}.",
        "Ask the distributor which is right. The known ticket stays as it is.");

    public static ExecutionError NeverSold(SaleLine.Cancelled cancelled) => new(
        ErrorKind.External,
        cancelled.Ticket,
        $"The distributor cancelled ticket {cancelled.Ticket}, whose sale it never sent.",
        "Ask the distributor for the sale; once it came, this line goes through by itself.");

    public static ExecutionError NeverSoldBefore(SaleLine.Sold sold, string old) => new(
        ErrorKind.External,
        sold.Ticket,
        $"Ticket {sold.Ticket} replaces ticket {old}, whose sale the distributor never sent.",
        "Ask the distributor for the sale; once it came, this line goes through at the next import.");

    public static ExecutionError CancelsLaterExchange(SaleLine.Cancelled cancelled, ExecutionError exchange) => new(
        exchange.Kind,
        cancelled.Ticket,
        $"The distributor cancelled ticket {cancelled.Ticket}, whose sale waits: {exchange.Message}",
        exchange.WhatToDo);

    public static ExecutionError TooManyExchanges(SaleLine.Sold sold, int most) => new(
        ErrorKind.External,
        sold.Ticket,
        $"Ticket {sold.Ticket} goes back over more than {most} exchanges none of which could be taken, or in a circle.",
        "Ask the distributor which ticket it was first, and to cancel and sell anew.");

    public static ExecutionError PassReplaced(SaleLine.Sold sold, string old) => new(
        ErrorKind.External,
        sold.Ticket,
        $"Ticket {sold.Ticket} replaces ticket {old}, which is a pass over several performances.",
        "Ask the distributor to cancel the pass and to sell anew.");

    public static ExecutionError Unreadable(SaleLine.Unreadable line) => new(
        ErrorKind.External, line.Reference, $"Line {line.Reference} can't be read: {line.Problem}", "Ask the distributor to send the line again as its protocol says.");

    /// <summary>A refusal that no distributor and no operator brought about.</summary>
    public static ExecutionError Refused(string subject, Refusal refusal) =>
        new(ErrorKind.Technical, subject, refusal.Message, refusal.CanRetry ? RunAgain : "Report it to support with this execution's id.");

    public static ExecutionError BrokeOff(string reference) => new(
        ErrorKind.Technical,
        reference,
        $"Line {reference} could not be taken because of an internal error; the log has it under this execution's id.",
        $"{RunAgain} If it comes back, report the execution's id to support. The other lines are not held up.");

    private static string PlaceOf(SaleLine.Sold sold) => $"{sold.Place?.Value ?? $"area {sold.Area}"} of performance {sold.Performance}";
}
