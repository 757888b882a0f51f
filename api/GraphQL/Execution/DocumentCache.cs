using Distribution.Api.GraphQL.Execution.Plans;
using Microsoft.Extensions.Caching.Memory;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Documents that were read and found valid, by their text; clients send the same few again and again.</summary>
internal sealed class DocumentCache : IDisposable
{
    /// <summary>Bytes, all documents together.</summary>
    private const long Capacity = 96 * 1024 * 1024;

    private const int MaxDocuments = 4096;

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = Capacity });

    public KnownDocument? Find(string text) => _documents.Get<KnownDocument>(text);

    /// <summary>The cache counts bytes only, so none counts as fewer than would let too many in.</summary>
    public void Keep(KnownDocument document) => _documents.Set(
        document.Text,
        document,
        new MemoryCacheEntryOptions { Size = Math.Max(document.Size, Capacity / MaxDocuments), SlidingExpiration = TimeSpan.FromHours(1) });

    public void Dispose() => _documents.Dispose();
}
