using System.Collections.Immutable;
using System.Globalization;
using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Microsoft.Extensions.Caching.Memory;

namespace Distribution.Api.SeatMaps;

/// <summary>
/// What the venue's own sales channels may sell of a performance: what their activity profiles say, and all where there is none. The catalog is asked at
/// most every <see cref="Kept"/> for each, since an on-sale asks with every hold.
/// </summary>
public sealed class OwnChannels(CatalogDirectory directory, TimeProvider time) : IDisposable
{
    /// <summary>How old what is known of a profile may be.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    private const int Most = 10_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Most });

    public async ValueTask<ChannelLimits> LimitsOf(PerformanceId performance, SalesChannelId channel)
    {
        var (facts, known, profile) = await _known.GetOrCreate((performance, channel), entry =>
        {
            (entry.Size, entry.AbsoluteExpirationRelativeToNow) = (1, Kept);
            return Load(performance, channel);
        })!;
        return facts is null ? new ChannelLimits(channel) : Limits(facts, channel, known, profile, time.GetUtcNow());
    }

    public void Dispose() => _known.Dispose();

    /// <summary>Pure: what is to be sold at a moment.</summary>
    internal static ChannelLimits Limits(PerformanceFacts performance, SalesChannelId id, ChannelFacts? channel, ActivityProfile? profile, DateTimeOffset now)
    {
        if (channel is null || channel.Venue != performance.Venue)
        {
            return new ChannelLimits(id, Problem: new Refusal(RefusalCode.NotFound, id.ToString(), $"The venue of this performance has no sales channel {id}.") { Argument = "salesChannel" });
        }

        if (channel.Type != SalesChannelType.Own)
        {
            return new ChannelLimits(id, Problem: new Refusal(RefusalCode.WrongState, id.ToString(), $"Sales channel {channel.Name} is a distributor's. Name one of the venue's own.") { Argument = "salesChannel" });
        }

        if (profile is null)
        {
            return new ChannelLimits(id);
        }

        var lines = profile.Sold.Where(line => line.Covers(performance.Event, performance.Performance)).ToList();
        var open = lines.Where(line => !(line.From > now) && now < (line.Until ?? performance.StartsAt)).ToList();
        return lines.Count == 0
            ? new ChannelLimits(id, Problem: ChannelLimits.MayNotSell("event", $"The activity profile of sales channel {channel.Name} does not sell this performance of the event {performance.Event}."))
            : open.Count == 0
            ? new ChannelLimits(id, Problem: ChannelLimits.MayNotSell("period", $"The activity profile of sales channel {channel.Name} does not sell this performance now: {Period(lines, performance, now)}."))
            : new ChannelLimits(id, [.. open.SelectMany(line => line.Tariffs).Select(tariff => tariff.Category).Distinct(StringComparer.Ordinal)]);
    }

    private static string Period(List<SoldEvent> lines, PerformanceFacts performance, DateTimeOffset now) =>
        lines.Where(line => line.From > now).Min(line => line.From) is { } begins
            ? string.Create(CultureInfo.InvariantCulture, $"the sale begins at {begins:u}")
            : string.Create(CultureInfo.InvariantCulture, $"the sale ended at {lines.Max(line => line.Until ?? performance.StartsAt):u}");

    private async Task<(PerformanceFacts? Performance, ChannelFacts? Channel, ActivityProfile? Profile)> Load(PerformanceId performance, SalesChannelId channel) =>
        (await directory.FindPerformance(performance), await directory.FindChannel(channel), await directory.ProfileOfChannel(channel));
}
