using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Primitives;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Reads a document's text, within <see cref="DocumentLimits"/>.</summary>
internal static class DocumentReader
{
    /// <exception cref="ApiError">The document is over a limit.</exception>
    /// <exception cref="SyntaxError">The text is not GraphQL.</exception>
    public static KnownDocument Read(ISchema schema, string text)
    {
        Limit("characters", text.Length, DocumentLimits.Length);
        try
        {
            CountTokens(text);
            var document = Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = DocumentLimits.Nesting });
            return new KnownDocument(schema, text, document, SizeGuard.Check(document));
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw OverLimit("levels of nesting", DocumentLimits.Nesting);
        }
        catch (GraphQLSyntaxErrorException problem)
        {
            throw new SyntaxError(problem);
        }
    }

    public static void Limit(string what, long count, int limit)
    {
        if (count > limit)
        {
            throw OverLimit(what, limit);
        }
    }

    private static ApiError OverLimit(string what, int limit) =>
        new(ErrorCodes.Of(RefusalCode.LimitExceeded), $"The document is too large: it may have {limit} {what}.", subject: what);

    /// <summary>Before anything is built of them, since each token becomes several objects.</summary>
    private static void CountTokens(ROM text)
    {
        var count = 0;
        for (var token = Lexer.Lex(text, 0); token.Kind != TokenKind.EOF; token = Lexer.Lex(text, token.End))
        {
            Limit("tokens", ++count, DocumentLimits.Tokens);
            Limit("characters in a name", token.Kind is TokenKind.NAME ? token.Value.Length : 0, DocumentLimits.Name);
        }
    }
}
