using Distribution.Connectors.Http;

namespace Distribution.Connectors.Fnac.Wire;

/// <summary>One of Fnac's web services.</summary>
/// <param name="Path">Below the address of the set-up.</param>
/// <param name="Element">Of its question and of its answer.</param>
internal sealed record FnacService(string Path, string Element, ExchangePurpose Purpose)
{
    public static readonly FnacService Allotments = new("v1/allotements", "Allotement", ExchangePurpose.Export);
    public static readonly FnacService SalesState = new("v1/etat-ventes", "EtatVentes", ExchangePurpose.Question);
    public static readonly FnacService Preparation = new("v1/preparation-controle", "PreparationControle", ExchangePurpose.Question);
    public static readonly FnacService AccessControlData = new("v1/donnees-controle", "DonneesControle", ExchangePurpose.Import);
}
