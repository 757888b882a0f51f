using System.Collections.Immutable;
using Distribution.Connectors.SalesFiles;

namespace Distribution.Connectors.Digitick;

/// <summary>README.md, "The file".</summary>
internal static class DigitickColumns
{
    public static SaleColumns All { get; } = new(
        new Dictionary<SaleField, string>
        {
            [SaleField.Kind] = "type",
            [SaleField.Ticket] = "billet",
            [SaleField.Sale] = "commande",
            [SaleField.Performance] = "seance",
            [SaleField.Place] = "place",
            [SaleField.Area] = "zone",
            [SaleField.Category] = "categorie",
            [SaleField.Audience] = "tarif",
            [SaleField.Price] = "prix",
            [SaleField.Currency] = "devise",
            [SaleField.Date] = "date",
            [SaleField.Barcode] = "code_barres",
        }.ToImmutableDictionary(),
        ImmutableDictionary<SaleField, string>.Empty,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        AreaBesidePlace: false,
        Trailer: "FIN");
}
