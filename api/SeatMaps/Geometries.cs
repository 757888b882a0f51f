using System.Collections.Concurrent;
using System.IO.Compression;
using Distribution.Catalog.SeatingPlans;
using Microsoft.Extensions.Caching.Memory;

namespace Distribution.Api.SeatMaps;

/// <summary>The seating plans as clients get them, written and packed once, when they are first asked for.</summary>
internal sealed class Geometries(SeatingPlanStore plans) : IDisposable
{
    /// <summary>Bytes kept, all plans together. One of 80,000 places takes about one MiB.</summary>
    private const long Capacity = 128 * 1024 * 1024;

    private readonly MemoryCache _documents = new(new MemoryCacheOptions { SizeLimit = Capacity });
    private readonly ConcurrentDictionary<PlanHash, Lazy<Task<GeometryDocument?>>> _making = new();

    /// <summary>Null where there is no plan of this hash.</summary>
    public async Task<GeometryDocument?> Find(PlanHash hash)
    {
        if (_documents.TryGetValue(hash, out GeometryDocument? known))
        {
            return known;
        }

        // When an on-sale begins, everybody asks at once.
        var making = _making.GetOrAdd(hash, key => new Lazy<Task<GeometryDocument?>>(() => Make(key)));
        try
        {
            return await making.Value;
        }
        finally
        {
            _making.TryRemove(KeyValuePair.Create(hash, making));
        }
    }

    public void Dispose() => _documents.Dispose();

    private async Task<GeometryDocument?> Make(PlanHash hash)
    {
        if (await plans.Find(hash) is not { } plan)
        {
            return null;
        }

        var document = GeometryDocument.Of(GeometryJson.Of(hash, plan));
        return _documents.Set(hash, document, new MemoryCacheEntryOptions { Size = document.Size, SlidingExpiration = TimeSpan.FromHours(1) });
    }
}

/// <summary>A seating plan's JSON in the codings that clients understand. Who understands none gets the gzip unpacked.</summary>
internal sealed record GeometryDocument(byte[] Brotli, byte[] Gzip)
{
    public long Size => Brotli.Length + Gzip.Length;

    public static GeometryDocument Of(ReadOnlyMemory<byte> json) => new(
        Pack(json, to => new BrotliStream(to, new BrotliCompressionOptions { Quality = 9 }, leaveOpen: true)),
        Pack(json, to => new GZipStream(to, CompressionLevel.SmallestSize, leaveOpen: true)));

    private static byte[] Pack(ReadOnlyMemory<byte> json, Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var pack = packer(packed))
        {
            pack.Write(json.Span);
        }

        return packed.ToArray();
    }
}
