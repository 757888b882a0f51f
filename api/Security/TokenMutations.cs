using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security.Venues;
using Distribution.Catalog;
using Distribution.Primitives;

namespace Distribution.Api.Security;

/// <summary>A bearer token, told once; it is kept nowhere.</summary>
/// <param name="Token">Goes into the header <c>Authorization: Bearer …</c>.</param>
/// <param name="Name">Whom it was issued to.</param>
/// <param name="Role">What it allows: at every venue, or the highest of <c>venues</c>.</param>
/// <param name="Expires">From when it is worth nothing.</param>
/// <param name="Venues">Null: every venue.</param>
public sealed record IssuedToken(string Token, string Name, Role Role, DateTimeOffset Expires, ImmutableArray<VenueRole>? Venues);

[MutationFields]
public static partial class TokenMutations
{
    public const int MaxDays = 366;

    /// <summary>
    /// Issues a bearer token. It can't be called back before it expires, so keep its days few. It is kept nowhere, but the same command again makes the same token.
    /// </summary>
    /// <param name="name">Who will use it, 1 to 128 characters; it stands in the log of every command given with it.</param>
    /// <param name="days">How long it is valid, from 1 to 366.</param>
    /// <param name="role">What the token allows, at every venue; null where <c>venues</c> says it.</param>
    /// <param name="venues">The only venues that the token knows of, 1 to 50, and what it allows at each.</param>
    [Requires(Role.Administrator)]
    public static async Task<Outcome<IssuedToken>> IssueToken(
        CommandContext command,
        string name,
        int days,
        AccessTokens tokens,
        IssuedTokens issued,
        CatalogDirectory directory,
        TimeProvider time,
        ILoggerFactory loggers,
        Role? role = null,
        IReadOnlyList<VenueRole>? venues = null)
    {
        if (name.Length is 0 or > CommandContext.MaxWhoLength || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl))
        {
            return new Refusal(RefusalCode.Invalid, "name", $"A name has 1 to {CommandContext.MaxWhoLength} characters, none of them a control character.");
        }

        if (days is < 1 or > MaxDays)
        {
            return new Refusal(RefusalCode.Invalid, "days", $"A token is valid for 1 to {MaxDays} days.");
        }

        var allowed = await Grant.Of(role, venues, directory);
        if (allowed is not Outcome<Grant>.Done { Value: var grant })
        {
            return new Outcome<IssuedToken>.Refused(((Outcome<Grant>.Refused)allowed).Refusals);
        }

        if (await issued.Record(command, name, grant, days, time.GetUtcNow()) is not { } at)
        {
            return new Refusal(RefusalCode.CommandMismatch, command.Id.ToString(), "Another token was issued under this id.");
        }

        var bearer = grant.To(name, at.AddDays(days));
        var id = command.Id.Value.ToString("N");
        var token = tokens.Issue(bearer, at, id);
        LogIssued(loggers.CreateLogger(typeof(TokenMutations)), command.Who, bearer.Role, name, days, id);
        return new IssuedToken(token, name, bearer.Role, bearer.Expires!.Value, grant.List);
    }

    [LoggerMessage(LogLevel.Information, "{Who} issued a token of role {Role} to {Name} for {Days} days, id {Id}")]
    private static partial void LogIssued(ILogger logger, string who, Role role, string name, int days, string id);
}
