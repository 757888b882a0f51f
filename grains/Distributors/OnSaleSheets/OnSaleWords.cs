using System.Collections.Frozen;
using System.Globalization;

namespace Distribution.Distributors.OnSaleSheets;

/// <summary>Every word of a sheet in one language.</summary>
/// <param name="Kinds">For each kind of mapping the sheet's name and the heading of our codes. The headings differ among kinds and languages: by them a sheet is known again.</param>
internal sealed record OnSaleWords(
    CultureInfo Culture,
    string DateFormat,
    string Title,
    string TheirId,
    FrozenDictionary<MappingKind, (string Sheet, string Code)> Kinds,
    string ReadMe, string Tariffs, string Contingents,
    string Venue, string Event, string Distributor, string Interface, string MadeOn, string MappingVersion,
    string Name, string Date, string Time, string TimeZone, string Configuration, string Places, string Area, string Seating, string Seated, string Unseated,
    string Category, string Audience, string Price, string Currency, string Performance, string Contingent, string Free, string Sold, string Blocked,
    string HowToFillIn, string HowToPrint, string PageOf)
{
    public static readonly OnSaleWords French = new(
        CultureInfo.GetCultureInfo("fr-FR"),
        "ddd d MMM yyyy",
        "Feuille de mise en vente",
        "Votre identifiant",
        ByKind(
            ("Événement", "Code événement"),
            ("Séances", "Code séance"),
            ("Zones", "Code zone"),
            ("Blocs", "Code bloc"),
            ("Catégories", "Code catégorie"),
            ("Configurations", "Code configuration salle"),
            ("Publics", "Code public")),
        "Lisez-moi", "Tarifs", "Contingents",
        "Salle", "Événement", "Distributeur", "Interface", "Établie le", "Version des correspondances",
        "Nom", "Date", "Heure", "Fuseau horaire", "Configuration", "Places", "Zone", "Placement", "Numéroté", "Libre",
        "Catégorie", "Public", "Prix", "Devise", "Séance", "Contingent", "Disponibles", "Vendues", "Bloquées",
        "Complétez les colonnes jaunes « Votre identifiant » avec vos identifiants, puis renvoyez-nous ce fichier. "
        + "Vous pouvez trier, masquer ou déplacer des colonnes et supprimer des lignes : les codes gris nous suffisent, ne les modifiez pas. "
        + "Une case laissée vide ne change rien.",
        "Merci de nous indiquer vos identifiants dans les cases jaunes. Pour éviter toute ressaisie, demandez-nous cette feuille au format Excel : "
        + "complétée, elle est reprise automatiquement.",
        "Page {0} / {1}");

    public static readonly OnSaleWords English = new(
        CultureInfo.GetCultureInfo("en-GB"),
        "ddd d MMM yyyy",
        "On-sale sheet",
        "Your ID",
        ByKind(
            ("Event", "Event code"),
            ("Performances", "Performance code"),
            ("Areas", "Area code"),
            ("Blocks", "Block code"),
            ("Categories", "Category code"),
            ("Configurations", "Configuration code"),
            ("Audiences", "Audience code")),
        "Read me", "Tariffs", "Contingents",
        "Venue", "Event", "Distributor", "Interface", "Made on", "Version of the mappings",
        "Name", "Date", "Time", "Time zone", "Configuration", "Places", "Area", "Seating", "Numbered", "Free",
        "Category", "Audience", "Price", "Currency", "Performance", "Contingent", "Available", "Sold", "Blocked",
        "Fill your ids into the yellow columns \"Your ID\" and send this file back to us. "
        + "You may sort it, hide or move columns and delete rows: the grey codes are all we need, so leave them as they are. "
        + "A cell left empty changes nothing.",
        "Please give us your ids in the yellow boxes. To save typing, ask us for this sheet as an Excel file: filled in, it is read by our system.",
        "Page {0} of {1}");

    public static OnSaleWords In(SheetLanguage language) => language is SheetLanguage.French ? French : English;

    private static FrozenDictionary<MappingKind, (string, string)> ByKind(
        (string, string) @event, (string, string) performance, (string, string) area, (string, string) block,
        (string, string) category, (string, string) configuration, (string, string) audience) =>
        new Dictionary<MappingKind, (string, string)>
        {
            [MappingKind.Event] = @event,
            [MappingKind.Performance] = performance,
            [MappingKind.Area] = area,
            [MappingKind.Block] = block,
            [MappingKind.SeatCategory] = category,
            [MappingKind.LogicalConfiguration] = configuration,
            [MappingKind.AudienceSubCategory] = audience,
        }.ToFrozenDictionary();
}
