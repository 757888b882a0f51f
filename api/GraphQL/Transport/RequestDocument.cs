using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Trusted;
using GraphQL;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>
/// Which document a request asks for: by the text, by the <c>documentId</c> of "GraphQL over HTTP", or by the hash in
/// <c>extensions.persistedQuery</c>, as Apollo's clients send it.
/// </summary>
internal static class RequestDocument
{
    /// <param name="missing">What to say when there is none.</param>
    /// <exception cref="BadRequestException">There is none, or more than one.</exception>
    public static GraphQLRequest Of(string? query, string? documentId, string? operationName, Inputs variables, Inputs extensions, string missing)
    {
        var hash = HashIn(extensions);
        if (query is null && documentId is null && hash is null)
        {
            throw Bad(missing, "query");
        }

        return documentId is not null && (query is not null || hash is not null)
            ? throw Bad("Send either the query or its documentId.", "documentId")
            : new GraphQLRequest(query, documentId ?? hash, operationName, variables, extensions);
    }

    private static string? HashIn(Inputs extensions)
    {
        if (extensions.GetValueOrDefault("persistedQuery") is not { } persisted)
        {
            return null;
        }

        return persisted is Dictionary<string, object?> fields && fields.GetValueOrDefault("sha256Hash") is string { Length: 64 } hash && hash.All(char.IsAsciiHexDigit)
            ? TrustedDocuments.HashPrefix + hash.ToLowerInvariant()
            : throw Bad("The persistedQuery is an object whose sha256Hash has 64 hexadecimal digits.", "extensions.persistedQuery");
    }

    private static BadRequestException Bad(string message, string subject) => new(StatusCodes.Status400BadRequest, message, subject);
}
