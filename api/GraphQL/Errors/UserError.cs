using System.Collections.Immutable;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>Why a command was refused. Nothing was changed by what was refused.</summary>
/// <param name="Code">What to program against.</param>
/// <param name="Message">A sentence for the person who asked, with what to do.</param>
/// <param name="Subject">The thing refused: a place, an id, a field, a JSON path, a line.</param>
/// <param name="Path">Where in the input the subject stands, such as <c>["input", "places", "3"]</c>; null where it stands nowhere.</param>
/// <param name="Retry">Whether the same command may succeed later without anybody changing anything.</param>
/// <param name="RetryAfterMs">After how many milliseconds to send the same command again; null where the system does not know.</param>
public sealed record UserError(RefusalCode Code, string Message, string Subject, IReadOnlyList<string>? Path, bool Retry, int? RetryAfterMs)
{
    /// <summary>More of them help nobody.</summary>
    private const int Max = 100;

    internal static ImmutableArray<UserError> Of(ImmutableArray<Refusal> refusals, InputPaths paths) =>
        [.. refusals.Take(Max).Select(refusal => Of(refusal, paths.Of(refusal)))];

    /// <param name="path">Where in the input the subject stands.</param>
    internal static UserError Of(Refusal refusal, IReadOnlyList<string>? path) => new(
        refusal.Code, refusal.Message, refusal.Subject, path, refusal.CanRetry, refusal.RetryAfter is { } wait ? (int)wait.TotalMilliseconds : null);
}
