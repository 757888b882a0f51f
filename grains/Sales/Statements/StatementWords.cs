using System.Collections.Immutable;
using System.Globalization;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Spreadsheets;

namespace Distribution.Sales.Statements;

/// <summary>What stands in a statement's file, in one language.</summary>
/// <param name="Separator">Of the fields of a CSV file: the comma is decimal in French.</param>
/// <param name="Totals">Of the lines at the end, for each currency, as <see cref="StatementBalance"/> has them.</param>
internal sealed record StatementWords(
    CultureInfo Culture, char Separator, string Title, ImmutableArray<string> Headings, string Sale, string Cancellation, StatementTotals Totals)
{
    private static readonly StatementWords French = new(
        CultureInfo.GetCultureInfo("fr-FR"),
        ';',
        "Relevé",
        ["date", "type", "commande", "billet", "événement", "séance", "catégorie de place", "sous-catégorie de public", "montant", "devise", "place", "id événement", "id séance", "id sous-catégorie"],
        "vente",
        "annulation",
        new StatementTotals("solde initial", "ventes", "annulations", "solde final"));

    private static readonly StatementWords English = new(
        CultureInfo.InvariantCulture,
        ',',
        "Statement",
        ["at", "kind", "sale", "ticket", "event", "performance", "seat category", "audience sub-category", "amount", "currency", "place", "event id", "performance id", "audience id"],
        "sale",
        "cancellation",
        new StatementTotals("opening", "sales", "cancellations", "closing"));

    /// <summary>Where the amount stands.</summary>
    public const int AmountAt = 8;

    public static StatementWords In(SheetLanguage language) => language is SheetLanguage.English ? English : French;

    /// <summary>As a CSV file has it: a number with all its decimals, without groups.</summary>
    public string? Written(SheetValue value) => value.Number is { } number ? number.ToString($"F{value.Decimals}", Culture) : value.Text;
}

/// <summary>What the lines at a file's end are called.</summary>
internal sealed record StatementTotals(string Opening, string Sales, string Cancellations, string Closing);
