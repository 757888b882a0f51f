using System.Collections.Immutable;
using Distribution.Primitives;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>
/// The contingents and distributor interfaces that a seat map has met, each with the small number it has there. A number is
/// never given to another: the first contingent met is 1, the next 2; 0 is the venue's pool, or no interface.
/// </summary>
internal sealed class Parties
{
    private readonly List<(ContingentId Id, SalesChannelId? Channel)> _contingents = [];
    private readonly List<(DistributorInterfaceId Id, SalesChannelId Channel, long Version, bool ByWord)> _interfaces = [];
    private readonly Dictionary<ContingentId, ushort> _numbers = [];

    public int ContingentCount => _contingents.Count;

    public int InterfaceCount => _interfaces.Count;

    /// <summary>The number of a contingent, or null when no place was ever in it.</summary>
    public ushort? NumberOf(ContingentId contingent) => _numbers.TryGetValue(contingent, out var number) ? number : null;

    public byte? NumberOf(DistributorInterfaceId distributor)
    {
        var at = _interfaces.FindIndex(i => i.Id == distributor);
        return at < 0 ? null : checked((byte)(at + 1));
    }

    public ContingentId ContingentAt(ushort number) => _contingents[number - 1].Id;

    public DistributorInterfaceId InterfaceAt(byte number) => _interfaces[number - 1].Id;

    /// <summary>The version of the last allotment message that was begun.</summary>
    public long ExportVersion(byte number) => _interfaces[number - 1].Version;

    /// <summary>The external channel that sells a contingent's places; null for the pool and for internal contingents.</summary>
    public SalesChannelId? ChannelOf(ushort contingent) => contingent == 0 ? null : _contingents[contingent - 1].Channel;

    public SalesChannelId ChannelOfInterface(byte number) => _interfaces[number - 1].Channel;

    /// <summary>The interface of a channel whose distributor is told by people; null where exports tell it.</summary>
    public byte? ByWordOf(SalesChannelId? channel)
    {
        var at = channel is null ? -1 : _interfaces.FindIndex(i => i.ByWord && i.Channel == channel);
        return at < 0 ? null : checked((byte)(at + 1));
    }

    public bool IsByWord(byte number) => _interfaces[number - 1].ByWord;

    /// <summary>The first contingent of a channel here, where a place goes that its distributor sold without having it.</summary>
    public ushort? FirstContingentOf(SalesChannelId channel)
    {
        var at = _contingents.FindIndex(c => c.Channel == channel);
        return at < 0 ? null : checked((ushort)(at + 1));
    }

    public void Add(ContingentId contingent, SalesChannelId? channel)
    {
        _contingents.Add((contingent, channel));
        _numbers.Add(contingent, checked((ushort)_contingents.Count));
    }

    public void Add(DistributorInterfaceId distributor, SalesChannelId channel) => _interfaces.Add((distributor, channel, 0, false));

    public void BeginExport(byte number, long version) => _interfaces[number - 1] = _interfaces[number - 1] with { Version = version };

    public void SetByWord(byte number) => _interfaces[number - 1] = _interfaces[number - 1] with { ByWord = true };

    public SeatMapParties View() =>
        new([.. _contingents.Select(c => new ContingentRef(c.Id, c.Channel))], [.. _interfaces.Select(i => new InterfaceRef(i.Id, i.Channel))]);

    /// <summary>What writes all of them as they are now, as <see cref="Read"/> reads them.</summary>
    public Action<ByteWriter> Picture()
    {
        var (contingents, interfaces) = (_contingents.ToArray(), _interfaces.ToArray());
        return to =>
        {
            to.Number(contingents.Length);
            foreach (var (id, channel) in contingents)
            {
                to.Id(id.Value);
                to.Id(channel?.Value ?? Guid.Empty);
            }

            to.Number(interfaces.Length);
            foreach (var (id, channel, version, byWord) in interfaces)
            {
                to.Id(id.Value);
                to.Id(channel.Value);
                to.Number(version);
                to.Byte(byWord ? (byte)1 : (byte)0);
            }
        };
    }

    public void Read(ref ByteReader from)
    {
        for (var count = from.Length(); count > 0; count--)
        {
            Add(new ContingentId(from.Id()), from.Id() is var channel && channel == Guid.Empty ? null : new SalesChannelId(channel));
        }

        for (var count = from.Length(); count > 0; count--)
        {
            Add(new DistributorInterfaceId(from.Id()), new SalesChannelId(from.Id()));
            BeginExport(checked((byte)_interfaces.Count), from.Number());
            if (from.Byte() != 0)
            {
                SetByWord(checked((byte)_interfaces.Count));
            }
        }
    }
}

/// <summary>The contingents and distributor interfaces of a seat map: the one with number n stands at n - 1.</summary>
[GenerateSerializer, Immutable, Alias("SeatMapParties")]
public sealed record SeatMapParties(ImmutableArray<ContingentRef> Contingents, ImmutableArray<InterfaceRef> Interfaces);

/// <summary>A distributor interface as a seat map needs to know it.</summary>
[GenerateSerializer, Immutable, Alias("InterfaceRef")]
public sealed record InterfaceRef(DistributorInterfaceId Id, SalesChannelId Channel);
