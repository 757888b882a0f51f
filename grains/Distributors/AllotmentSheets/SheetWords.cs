using System.Globalization;
using Distribution.Distributors.OnSaleSheets;

namespace Distribution.Distributors.AllotmentSheets;

/// <summary>What stands on an allotment sheet, in one language.</summary>
internal sealed record SheetWords(
    CultureInfo Culture,
    string Title,
    string Performance,
    string Distributor,
    string Version,
    string MadeAt,
    string Confirmed,
    string Nobody,
    string HowToRead,
    string Withdrawn,
    string Added,
    string Whole,
    string Area,
    string Block,
    string Row,
    string Seats,
    string Count,
    string Category,
    string Unnumbered,
    string PageOf)
{
    private static readonly SheetWords French = new(
        CultureInfo.GetCultureInfo("fr-FR"),
        "Feuille d'allotement",
        "Séance",
        "Distributeur",
        "Version",
        "Établie le",
        "Confirmée",
        "pas encore",
        "À lire au téléphone : d'abord les places à rendre, puis les places ajoutées depuis la dernière feuille confirmée. Demandez au distributeur s'il a vendu des places à rendre. Notez qui a donné son accord, quand et comment, puis confirmez la feuille : jusque-là, les places à rendre restent les siennes.",
        "À rendre",
        "Ajoutées",
        "Allotement complet",
        "Zone",
        "Bloc",
        "Rang",
        "Places",
        "Nombre",
        "Catégorie",
        "non numérotées",
        "Page {0} sur {1}");

    private static readonly SheetWords English = new(
        CultureInfo.GetCultureInfo("en-GB"),
        "Allotment sheet",
        "Performance",
        "Distributor",
        "Version",
        "Made at",
        "Confirmed",
        "not yet",
        "To be read out on the phone: first the places to give back, then those added since the last sheet that was confirmed. Ask the distributor whether it has sold any of the places to give back. Note who agreed, when and how, then confirm the sheet: until then the places to give back stay its own.",
        "To give back",
        "Added",
        "Whole allotment",
        "Area",
        "Block",
        "Row",
        "Seats",
        "Count",
        "Category",
        "unnumbered",
        "Page {0} of {1}");

    public static SheetWords In(SheetLanguage language) => language is SheetLanguage.English ? English : French;
}
