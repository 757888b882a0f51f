using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>The values of <c>extensions.code</c>: those below, and every <see cref="RefusalCode"/> in capitals. They never change once published.</summary>
public static class ErrorCodes
{
    /// <summary>The request is not a GraphQL request: not JSON, a wrong type, a missing query.</summary>
    public const string BadRequest = "BAD_REQUEST";
    /// <summary>The document is not GraphQL.</summary>
    public const string Syntax = "INVALID_SYNTAX";
    /// <summary>The document does not fit the schema.</summary>
    public const string Validation = "INVALID_DOCUMENT";
    /// <summary>There is no trusted document with this id; ask with the query itself, where the server allows that.</summary>
    public const string PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND";
    /// <summary>The server answers trusted documents only, and this is none of them.</summary>
    public const string DocumentNotTrusted = "DOCUMENT_NOT_TRUSTED";
    /// <summary>The token is missing, wrong or expired.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";
    /// <summary>The caller's role does not reach.</summary>
    public const string Forbidden = "FORBIDDEN";
    /// <summary>The system can't answer now; whether a change was made is not known: send the same command again.</summary>
    public const string Unavailable = "UNAVAILABLE";
    /// <summary>The operation took longer than it may; as with <see cref="Unavailable"/>.</summary>
    public const string Timeout = "TIMEOUT";
    /// <summary>The caller sends more than its rate; see <c>retryAfterMs</c>.</summary>
    public const string RateLimited = "RATE_LIMITED";
    /// <summary>A reader of a subscription was too slow; subscribe again, from the last version seen.</summary>
    public const string TooSlow = "TOO_SLOW";
    /// <summary>A fault of this system; the reference finds it in its log.</summary>
    public const string Internal = "INTERNAL";

    public static readonly string Invalid = Of(RefusalCode.Invalid);
    public static readonly string LimitExceeded = Of(RefusalCode.LimitExceeded);

    public static string Of(RefusalCode code) => GraphNames.Screaming(code.ToString());
}
