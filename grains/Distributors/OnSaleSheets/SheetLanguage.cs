namespace Distribution.Distributors.OnSaleSheets;

/// <summary>The language of a sheet.</summary>
public enum SheetLanguage
{
    French = 1,
    English,
}
