using System.Collections.Immutable;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Prices;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Sales;

public sealed class PriceCheckTests
{
    private static readonly AudienceSubCategoryId Adults = NewId.Of<AudienceSubCategoryId>();
    private static readonly SaleNames Names = new(NewId.Of<PerformanceId>(), Adults, null);
    private static readonly DateTimeOffset At = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(PriceRule.Accept, false, false)]
    [InlineData(PriceRule.Warn, false, true)]
    [InlineData(PriceRule.Refuse, true, false)]
    public void Another_price_is_accepted_warned_of_or_refused(PriceRule rule, bool error, bool warning)
    {
        var (wrong, note) = Check(rule, Sold(4_500, "EUR"));

        (wrong is not null, note is not null).ShouldBe((error, warning));
        (wrong?.Kind ?? ErrorKind.External).ShouldBe(ErrorKind.External);
        foreach (var text in new[] { wrong?.Message, note }.OfType<string>())
        {
            text.ShouldContain("45.00 EUR");
            text.ShouldContain("40.00 EUR");
        }
    }

    [Theory]
    [InlineData(PriceRule.Accept)]
    [InlineData(PriceRule.Warn)]
    [InlineData(PriceRule.Refuse)]
    public void Our_price_is_just_taken(PriceRule rule) => Check(rule, Sold(4_000, "EUR")).ShouldBe((null, null));

    [Theory]
    [InlineData(PriceRule.Accept)]
    [InlineData(PriceRule.Refuse)]
    public void Another_currency_is_an_error_with_both_named_unless_it_is_listed(PriceRule rule)
    {
        var error = Check(rule, Sold(4_000, "CHF")).Error.ShouldNotBeNull();

        error.Message.ShouldContain("CHF");
        error.Message.ShouldContain("EUR");
        Check(rule, Sold(4_000, "CHF"), "CHF").ShouldBe((null, null));
        Check(rule, Sold(4_000, "CHF"), "USD").Error.ShouldNotBeNull();
    }

    [Fact]
    public void A_missing_tariff_is_the_operators_to_mend()
    {
        var check = new PriceCheck(new SaleRules(PriceRule.Refuse, []), [Tariff("other", null, 1)], []);

        check.Check(Sold(4_000, "EUR"), Names, "Kat A").Error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.Mapping);
    }

    [Fact]
    public void An_events_own_tariff_goes_before_the_general_one()
    {
        var derby = NewId.Of<Distribution.Primitives.EventId>();
        var performance = new Performance(Names.Performance, derby, default, default!, "Samstag", At, "Europe/Berlin");
        var check = new PriceCheck(new SaleRules(PriceRule.Refuse, []), [Tariff("Kat A", null, 4_000), Tariff("Kat A", derby, 5_000)], [performance]);

        check.Check(Sold(5_000, "EUR"), Names, "Kat A").ShouldBe((null, null));
        check.Check(Sold(4_000, "EUR"), Names, "Kat A").Error.ShouldNotBeNull();
    }

    [Fact]
    public void A_venue_without_tariffs_compares_nothing() => new PriceCheck(new SaleRules(PriceRule.Refuse, []), [], []).IsNeeded.ShouldBeFalse();

    [Fact]
    public void Rules_are_sound()
    {
        SaleRules.Problem(new SaleRules((PriceRule)9, []))!.Subject.ShouldBe("priceDifferences");
        SaleRules.Problem(new SaleRules(PriceRule.Warn, ["eur"]))!.Message.ShouldContain("eur");
        SaleRules.Problem(new SaleRules(PriceRule.Warn, [.. Enumerable.Repeat("EUR", 21)]))!.Code.ShouldBe(RefusalCode.LimitExceeded);
        SaleRules.Problem(new SaleRules(PriceRule.Warn, ["EUR", "CHF"])).ShouldBeNull();
    }

    private static (ExecutionError? Error, string? Warning) Check(PriceRule rule, SaleLine.Sold sold, params ImmutableArray<string> currencies) =>
        new PriceCheck(new SaleRules(rule, currencies), [Tariff("Kat A", null, 4_000)], []).Check(sold, Names, "Kat A");

    private static Tariff Tariff(string category, Distribution.Primitives.EventId? @event, long price) =>
        new(NewId.Of<TariffId>(), category, Adults, @event, new Money(price, "EUR"));

    private static SaleLine.Sold Sold(long price, string currency) =>
        new("L-1", "T-1", "S-1", "P-1", new PlaceKey("P-1-1"), null, "C1", "ADULT", new Money(price, currency), At, null);
}
