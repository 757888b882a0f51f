using GraphQLParser.AST;
using Microsoft.Extensions.Caching.Memory;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Documents that were read and found valid, by their text; clients send the same few again and again.</summary>
internal sealed class DocumentCache : IDisposable
{
    /// <summary>Characters of text kept, all documents together; a document's tree takes some twenty bytes for each.</summary>
    private const long Capacity = 4 * 1024 * 1024;

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = Capacity });

    public GraphQLDocument? Find(string text) => _documents.Get<GraphQLDocument>(text);

    public void Keep(string text, GraphQLDocument document) =>
        _documents.Set(text, document, new MemoryCacheEntryOptions { Size = text.Length, SlidingExpiration = TimeSpan.FromHours(1) });

    public void Dispose() => _documents.Dispose();
}
