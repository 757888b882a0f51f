using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Api.GraphQL.Limits;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Reads a document's text, within its limits.</summary>
internal static class DocumentReader
{
    /// <exception cref="ApiError">The document is over a limit.</exception>
    /// <exception cref="SyntaxError">The text is not GraphQL.</exception>
    public static KnownDocument Read(string text, ISchema schema, ApiLimits limits)
    {
        limits.DocumentCharacters.Check(text.Length);
        try
        {
            CountTokens(text, limits);
            var document = Parser.Parse(text, new ParserOptions { Ignore = IgnoreOptions.Comments, MaxDepth = limits.Nesting.Count });
            return new KnownDocument(schema, text, document, SizeGuard.Check(document, limits));
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw limits.Nesting.Exceeded();
        }
        catch (GraphQLSyntaxErrorException problem)
        {
            throw new SyntaxError(problem);
        }
    }

    /// <summary>Before anything is built of them, since each token becomes several objects.</summary>
    private static void CountTokens(ROM text, ApiLimits limits)
    {
        var count = 0;
        for (var token = Lexer.Lex(text, 0); token.Kind != TokenKind.EOF; token = Lexer.Lex(text, token.End))
        {
            limits.Tokens.Check(++count);
            // An unknown name is compared with every known one.
            limits.NameCharacters.Check(token.Kind is TokenKind.NAME ? token.Value.Length : 0);
        }
    }
}
