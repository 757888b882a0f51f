namespace Distribution.Sandbox.Allotments;

/// <summary>A performance that the distributor sells, in its own ids.</summary>
/// <param name="Id">1 to 64 characters. The same id again replaces what was said of it and keeps its allotment.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="DefaultAmount">The price where <paramref name="Prices"/> has none, in minor units.</param>
/// <param name="Audiences">Who may buy; each ticket gets one of them. <c>ADULT</c> when absent.</param>
/// <param name="Blocks">The blocks it knows; an addition with another is refused. Absent: it takes any.</param>
/// <param name="Categories">The categories it knows, likewise.</param>
/// <param name="Areas">The unnumbered areas it knows, likewise.</param>
public sealed record PerformanceRegistration(
    string Id,
    string? Name = null,
    string Currency = "EUR",
    int DefaultAmount = 3500,
    IReadOnlyList<string>? Audiences = null,
    IReadOnlyList<Price>? Prices = null,
    IReadOnlyList<string>? Blocks = null,
    IReadOnlyList<string>? Categories = null,
    IReadOnlyList<string>? Areas = null)
{
    public int AmountFor(string category, string audience) =>
        Prices?.FirstOrDefault(price => price.Category == category && price.Audience == audience)?.Amount ?? DefaultAmount;
}

/// <param name="Amount">In minor units.</param>
public sealed record Price(string Category, string Audience, int Amount);
