using System.Collections.Immutable;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Venues;

/// <summary>Which work it takes to find out whose a thing is.</summary>
public sealed class VenueDirectoryTests
{
    private readonly VenueId _own = new(NewId.Guid());
    private readonly VenueId _foreign = new(NewId.Guid());
    private readonly Dictionary<Guid, VenueId> _things = [];
    private int _looks;

    [Fact]
    public async Task A_thing_of_another_venue_costs_the_same_look_each_time_as_one_that_does_not_exist()
    {
        using var directory = Directory();
        var (mine, theirs) = (Add(_own), Add(_foreign));
        await directory.OwnVenueOf(Of(_foreign), typeof(EventId), theirs);
        await directory.OwnVenueOf(Of(_own), typeof(EventId), mine);
        _looks = 0;

        for (var i = 1; i <= 3; i++)
        {
            (await directory.OwnVenueOf(Of(_own), typeof(EventId), theirs)).ShouldBeNull();
            (await directory.OwnVenueOf(Of(_own), typeof(EventId), NewId.Guid())).ShouldBeNull();
            _looks.ShouldBe(2 * i);
        }

        (await directory.OwnVenueOf(Of(_own), typeof(EventId), mine)).ShouldBe(_own);
        _looks.ShouldBe(6);
    }

    [Fact]
    public async Task What_comes_to_be_is_found_at_once()
    {
        using var directory = Directory();
        var id = NewId.Guid();
        (await directory.OwnVenueOf(Of(_own), typeof(EventId), id)).ShouldBeNull();

        _things[id] = _own;

        (await directory.OwnVenueOf(Of(_own), typeof(EventId), id)).ShouldBe(_own);
    }

    [Fact]
    public void Ids_are_found_wherever_they_stand()
    {
        var (venue, channel) = (new VenueId(NewId.Guid()), new SalesChannelId(NewId.Guid()));

        IdsWithin.Of(new object?[] { null, "text", 7, venue, new[] { new Nested([channel], null) } })
            .ShouldBe([(typeof(VenueId), venue.Value), (typeof(SalesChannelId), channel.Value)]);
        IdsWithin.Types(typeof(IReadOnlyList<Nested>)).ShouldBe([typeof(SalesChannelId), typeof(EventId)]);
        IdsWithin.Types(typeof(Dictionary<string, int>)).ShouldBeEmpty();
    }

    private static Caller Of(VenueId venue) => Caller.OfVenues("tester", null, ImmutableDictionary<VenueId, Role>.Empty.Add(venue, Role.Reader));

    private Guid Add(VenueId venue)
    {
        var id = NewId.Guid();
        _things[id] = venue;
        return id;
    }

    private VenueDirectory Directory() => new(new Dictionary<Type, Func<Guid, Task<VenueId?>>>
    {
        [typeof(EventId)] = id =>
        {
            _looks++;
            return Task.FromResult(_things.TryGetValue(id, out var venue) ? venue : (VenueId?)null);
        },
    });

    private sealed record Nested(ImmutableArray<SalesChannelId> Channels, EventId? Event, Nested? Inner = null);
}
