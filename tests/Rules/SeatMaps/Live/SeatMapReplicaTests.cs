using System.Buffers.Binary;
using System.Collections.Immutable;
using CsCheck;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Live;
using Distribution.Tests.Cluster.Catalog;

namespace Distribution.Tests.Rules.SeatMaps.Live;

/// <summary>What a replica makes of what it is sent.</summary>
public sealed class SeatMapReplicaTests
{
    private enum Step
    {
        Change,
        ChangeMany,
        MeetContingent,
        Durable,
        Tick,
        Take,
        Lose,
        Restart,
    }

    /// <summary>Contingents, and interfaces, that a seat map starts with.</summary>
    private const int Parties = 3;

    private static readonly Gen<(Step, int)[]> Courses = Gen.Select(Gen.Enum<Step>(), Gen.Int[0, 100_000]).Array[1, 150];

    [Fact]
    public void Whatever_is_lost_a_replica_shows_what_was_durable_at_its_version_and_changes_lead_there_from_every_earlier_one()
    {
        Courses.Sample(course =>
        {
            var map = new PublishedSeatMap();
            map.Change([.. Enumerable.Range(0, Parties).SelectMany(_ => new[] { PublishedSeatMap.NewContingent(), PublishedSeatMap.NewInterface() })]);
            var replica = map.Replica();
            foreach (var (step, number) in course)
            {
                replica = Do(map, replica, step, number);
                ShouldBeRight(map, replica);
            }
        }, iter: 300);
    }

    [Fact]
    public async Task What_is_decided_is_not_shown_before_it_is_durable()
    {
        var map = new PublishedSeatMap();
        map.Decide(PublishedSeatMap.NewContingent(), PublishedSeatMap.Assigned(1, 0, 1));

        var replica = map.Replica();
        await map.Tick();

        replica.Version.ShouldBe(0);
        replica.Parties.Contingents.ShouldBeEmpty();
        map.Sent.ShouldBeEmpty();
        map.MakeDurable();
        await map.Tick();
        replica = replica.After(map.Sent.Single())!;
        replica.Version.ShouldBe(1);
        replica.Parties.Contingents.Single().Number.ShouldBe(1);
        replica.Counts.Rows.Single(row => row.Contingent == replica.Parties.Contingents[0].Contingent).Counts.Places.ShouldBe(2);
    }

    [Fact]
    public async Task A_place_that_changes_often_is_sent_once_as_it_is_at_the_end()
    {
        var map = new PublishedSeatMap();
        var replica = map.Replica();
        map.Change(PublishedSeatMap.NewContingent(), PublishedSeatMap.NewContingent());
        for (var i = 0; i < 10; i++)
        {
            map.Change(PublishedSeatMap.Assigned(1 + (i % 2), 7));
        }

        await map.Tick();
        await map.Tick();

        var delta = map.Sent.Single();
        (delta.From, delta.To).ShouldBe((0, 11));
        PlaceBytes.Read(delta.Changes).ShouldBe([(7, 2UL)]);
        replica.After(delta)!.ChangesSince(0)!.Value.ToArray().ShouldBe([7, 0, 0, 0, 2, 0]);
    }

    [Fact]
    public async Task Deltas_that_come_twice_too_late_or_from_a_replaced_activation_change_nothing_and_a_gap_is_noticed()
    {
        var map = new PublishedSeatMap();
        var replica = map.Replica();
        map.Change(PublishedSeatMap.NewContingent());
        await map.Tick();
        map.Change(PublishedSeatMap.Assigned(1, 3));
        await map.Tick();
        var (first, second) = (map.Sent.Dequeue(), map.Sent.Dequeue());

        replica.After(second).ShouldBeNull();
        var next = replica.After(first)!.After(second)!;
        next.After(second).ShouldBeSameAs(next);
        next.After(first).ShouldBeSameAs(next);
        replica.State.ToArray().ShouldBe(map.DurableStates[0]);
        map.Restart();
        var reopened = next.After(map.Watch());
        (reopened.Epoch, reopened.Version).ShouldBe((2, 2));
        reopened.After(second with { From = 2, To = 3 }).ShouldBeSameAs(reopened);
        next.After(new SeatMapDelta(2, 2, 3, [], null)).ShouldBeNull();
    }

    [Fact]
    public void An_image_of_a_replaced_activation_changes_nothing()
    {
        var map = new PublishedSeatMap();
        var old = map.Watch();
        map.Restart();
        var replica = map.Replica();

        replica.After(old).ShouldBeSameAs(replica);
    }

    [Fact]
    public async Task Who_follows_goes_on_when_the_seat_map_starts_again()
    {
        var map = new PublishedSeatMap();
        map.Change(PublishedSeatMap.NewContingent());
        var replica = map.Replica();
        map.Change(PublishedSeatMap.Assigned(1, 4, 5));
        map.Restart();
        map.Change(PublishedSeatMap.Assigned(0, 5));

        replica = replica.After(map.Watch());

        replica.ChangesSince(1)!.Value.ToArray().ShouldBe([4, 0, 0, 0, 1, 0]);
        map.Change(PublishedSeatMap.Assigned(1, 6));
        await map.Tick();
        replica.After(map.Sent.Single())!.ChangesSince(1)!.Value.ToArray().ShouldBe([4, 0, 0, 0, 1, 0, 6, 0, 0, 0, 1, 0]);
    }

    [Fact]
    public void Between_two_images_only_the_versions_of_the_images_can_be_gone_on_from()
    {
        var map = new PublishedSeatMap();
        map.Change(PublishedSeatMap.NewContingent());
        var replica = map.Replica();
        map.Change(PublishedSeatMap.Assigned(1, 0));
        map.Change(PublishedSeatMap.Assigned(0, 0));

        replica = replica.After(map.Watch());

        replica.ChangesSince(1)!.Value.Length.ShouldBe(0);
        replica.ChangesSince(2).ShouldBeNull();
    }

    [Fact]
    public async Task Only_the_last_ticks_are_known()
    {
        var map = new PublishedSeatMap();
        map.Change(PublishedSeatMap.NewContingent());
        var replica = map.Replica();
        for (var i = 0; i <= ChangeHistory.MaxTicks; i++)
        {
            map.Change(PublishedSeatMap.Assigned(i % 2, i % 10));
            await map.Tick();
            replica = replica.After(map.Sent.Dequeue())!;
        }

        replica.ChangesSince(1).ShouldBeNull();
        replica.ChangesSince(2)!.Value.Length.ShouldBe(10 * SeatMapReplica.ChangeSize);
        replica.ChangesSince(replica.Version)!.Value.Length.ShouldBe(0);
        replica.ChangesSince(replica.Version + 1).ShouldBeNull();
    }

    [Fact]
    public async Task Changes_of_more_places_than_there_are_are_not_kept()
    {
        var map = new PublishedSeatMap();
        map.Change(PublishedSeatMap.NewContingent());
        var replica = map.Replica();
        for (var i = 0; i < 3; i++)
        {
            map.Change(PublishedSeatMap.Assigned(i % 2, [.. Enumerable.Range(0, PublishedSeatMap.Plan.PlaceCount)]));
            await map.Tick();
            replica = replica.After(map.Sent.Dequeue())!;
        }

        replica.ChangesSince(2).ShouldBeNull();
        replica.ChangesSince(3)!.Value.Length.ShouldBe(PublishedSeatMap.Plan.PlaceCount * SeatMapReplica.ChangeSize);
    }

    [Fact]
    public void The_publisher_ticks_only_while_somebody_watches()
    {
        var map = new PublishedSeatMap();
        map.IsTicking.ShouldBeFalse();
        map.Change(PublishedSeatMap.NewContingent());

        map.Renew().ShouldBe(new SeatMapPosition(1, 1));
        map.IsTicking.ShouldBeTrue();
        map.Unwatch();
        map.Tick().IsCompletedSuccessfully.ShouldBeTrue();

        map.IsTicking.ShouldBeFalse();
        map.Change(PublishedSeatMap.Assigned(1, 0));
        map.Renew().ShouldBe(new SeatMapPosition(1, 2));
        map.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Places_are_listed_as_the_seat_map_lists_them_without_who_has_them()
    {
        var map = new PublishedSeatMap();
        map.Change(PublishedSeatMap.NewContingent(), PublishedSeatMap.Assigned(1, 1, 2, 3));
        var replica = map.Replica();
        var contingent = replica.Parties.Contingents.Single().Contingent;

        var page = replica.Places(new PlaceFilter(Contingent: contingent), null, 2).Done();

        page.Version.ShouldBe(1);
        page.Places.Select(place => place.Number).ShouldBe([1, 2]);
        page.Places[0].Key.ShouldBe(PublishedSeatMap.Plan.Seats[1].Key);
        replica.Places(new PlaceFilter(Contingent: contingent), page.After, 2).Done().Places.Single().Name.ShouldBe("Stehplatz #1");
        replica.Places(new PlaceFilter(), null, SeatMapReads.MaxPage + 1).ShouldBeRefused(RefusalCode.Invalid);
    }

    /// <summary>What the API's process does: it follows, and watches anew when something was missed.</summary>
    private static SeatMapReplica Do(PublishedSeatMap map, SeatMapReplica replica, Step step, int number)
    {
        switch (step)
        {
            case Step.Change:
                map.Decide(Random(number, 1));
                break;
            case Step.ChangeMany:
                map.Decide(Random(number, 300), Random(number * 7, 20));
                break;
            case Step.MeetContingent:
                map.Decide(PublishedSeatMap.NewContingent());
                break;
            case Step.Durable:
                map.MakeDurable();
                break;
            case Step.Tick:
                map.Tick().IsCompletedSuccessfully.ShouldBeTrue();
                break;
            case Step.Take when map.Sent.TryDequeue(out var delta):
                return replica.After(delta) ?? replica.After(map.Watch());
            case Step.Lose:
                map.Sent.TryDequeue(out _);
                break;
            case Step.Restart:
                map.Restart();
                return map.Renew().Epoch == replica.Epoch ? replica : replica.After(map.Watch());
        }

        return replica;
    }

    /// <summary>Some places with facts of any kind.</summary>
    private static SeatMapEffect.PlacesSet Random(int number, int count)
    {
        var offeree = (byte)(number / 5 % (Parties + 1));
        var facts = new PlaceFacts(
            (ushort)(number % (Parties + 1)),
            number % 2 == 0,
            (SaleStatus)(number / 3 % 3),
            0,
            offeree,
            offeree == 0 ? OfferStage.None : (OfferStage)(1 + (number % 2)),
            (ushort)(number / 7 % (Parties + 1)));
        var places = Enumerable.Range(0, count).Select(i => (number + (i * 37)) % PublishedSeatMap.Plan.PlaceCount).Distinct();
        return new SeatMapEffect.PlacesSet(facts, [.. places]);
    }

    private static void ShouldBeRight(PublishedSeatMap map, SeatMapReplica replica)
    {
        var state = replica.State.ToArray();
        state.AsSpan().SequenceEqual(map.DurableStates[replica.Version]).ShouldBeTrue($"at {replica.Version}");
        foreach (var (version, seen) in map.DurableStates)
        {
            if (replica.ChangesSince(version) is { } changes)
            {
                Applied(seen, changes.Span).AsSpan().SequenceEqual(state).ShouldBeTrue($"from {version} to {replica.Version}");
            }
        }
    }

    /// <summary>As a client does it.</summary>
    private static byte[] Applied(byte[] state, ReadOnlySpan<byte> changes)
    {
        var next = state.ToArray();
        for (; !changes.IsEmpty; changes = changes[SeatMapReplica.ChangeSize..])
        {
            var place = BinaryPrimitives.ReadInt32LittleEndian(changes);
            changes[sizeof(int)..SeatMapReplica.ChangeSize].CopyTo(next.AsSpan(place * SeatMapReplica.StateSize));
        }

        return next;
    }
}
