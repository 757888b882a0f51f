using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Alerts;

[GenerateSerializer, Immutable, Alias("MailId")]
public readonly record struct MailId(Guid Value) : IId<MailId>
{
    public static string Noun => "e-mail";
    public static MailId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

/// <summary>Some e-mails, one after the other.</summary>
/// <param name="After">Ask on from here; null: there is no more.</param>
public sealed record MailPage(ImmutableArray<AlertMail> Mails, MailId? After);

/// <summary>An e-mail to one address, from before it is sent.</summary>
/// <param name="Id">It also makes the Message-ID, so that one that comes twice is seen to be the same.</param>
/// <param name="NextAttempt">Null: it was sent, or given up.</param>
/// <param name="Problem">Why the last attempt failed.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="GivenUpAt">When it was given up; null: it was not.</param>
/// <param name="Html">The text as HTML.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Recipient">The address it goes to.</param>
/// <param name="SentAt">When it was sent; null: it was not.</param>
/// <param name="Subject">Its subject line.</param>
/// <param name="Text">Its text.</param>
public sealed record AlertMail(
    MailId Id,
    DistributorInterfaceId Interface,
    AlertKind Kind,
    string Recipient,
    string Subject,
    string Text,
    string Html,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttempt,
    int Attempts = 0,
    DateTimeOffset? SentAt = null,
    DateTimeOffset? GivenUpAt = null,
    string? Problem = null);

/// <summary>When an e-mail that did not leave is tried again.</summary>
internal static class MailRetries
{
    public static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>After that it is given up, and stays to be read.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(3);

    /// <param name="attempts">Made so far, the one that failed among them.</param>
    /// <param name="isFinal">The server said that trying again can't help.</param>
    /// <returns>Null: no more.</returns>
    public static DateTimeOffset? Next(DateTimeOffset createdAt, int attempts, bool isFinal, DateTimeOffset now)
    {
        if (isFinal || now - createdAt >= Patience)
        {
            return null;
        }

        var wait = First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 10));
        return now + (wait < Longest ? wait : Longest);
    }
}
