using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Schedules;

/// <summary>The schedules of one interface, but for those that were removed.</summary>
internal sealed record ScheduleBook(VenueId Venue, DistributorInterfaceId Interface, ImmutableDictionary<ScheduleId, Schedule> Schedules)
{
    /// <summary>Of one interface.</summary>
    public const int MaxSchedules = 20;

    public bool HasActive => Schedules.Values.Any(schedule => schedule.State is ScheduleState.Active);

    public static ScheduleBook Empty(VenueId venue, DistributorInterfaceId distributor) => new(venue, distributor, ImmutableDictionary<ScheduleId, Schedule>.Empty);

    public Schedule? Find(ScheduleId id) => Schedules.GetValueOrDefault(id);

    public ScheduleBook With(Schedule schedule) => this with
    {
        Schedules = schedule.State is ScheduleState.Removed ? Schedules.Remove(schedule.Id) : Schedules.SetItem(schedule.Id, schedule),
    };
}
