using Distribution.Api.Security;
using Microsoft.Extensions.Time.Testing;

namespace Distribution.Tests.Api;

/// <summary>What is remembered of tokens that were checked.</summary>
public sealed class VerifiedTokensTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 19, 30, 0, TimeSpan.Zero));
    private readonly VerifiedTokens _tokens;

    public VerifiedTokensTests() => _tokens = new VerifiedTokens(_time);

    [Fact]
    public void A_token_is_known_until_it_expires()
    {
        var caller = CallerFor(TimeSpan.FromMinutes(5));
        _tokens.Keep(Token(1), caller);

        _tokens.Find(Token(1)).ShouldBe(caller);
        _tokens.Find(Token(2)).ShouldBeNull();
        _time.Advance(TimeSpan.FromMinutes(5));
        _tokens.Find(Token(1)).ShouldBeNull();
    }

    [Fact]
    public void No_more_are_kept_than_there_is_room_for()
    {
        for (var number = 0; number < 2 * VerifiedTokens.Capacity; number++)
        {
            _tokens.Keep(Token(number), CallerFor(TimeSpan.FromHours(1)));
            _tokens.Count.ShouldBeLessThanOrEqualTo(VerifiedTokens.Capacity);
            _tokens.Find(Token(number)).ShouldNotBeNull();
        }
    }

    [Fact]
    public void A_very_long_one_is_not_kept()
    {
        _tokens.Keep(new string('x', VerifiedTokens.MaxLength + 1), CallerFor(TimeSpan.FromHours(1)));

        _tokens.Count.ShouldBe(0);
    }

    [Fact]
    public void Expired_ones_make_room_first()
    {
        _tokens.Keep(Token(0), CallerFor(TimeSpan.FromHours(2)));
        for (var number = 1; number < VerifiedTokens.Capacity; number++)
        {
            _tokens.Keep(Token(number), CallerFor(TimeSpan.FromHours(1)));
        }

        _time.Advance(TimeSpan.FromHours(1));
        _tokens.Keep(Token(-1), CallerFor(TimeSpan.FromHours(1)));

        _tokens.Count.ShouldBe(2);
        _tokens.Find(Token(0)).ShouldNotBeNull();
    }

    private static string Token(int number) => $"token {number}";

    private Caller CallerFor(TimeSpan time) => new("tester", Role.Reader, _time.GetUtcNow() + time);
}
