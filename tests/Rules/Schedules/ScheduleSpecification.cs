using System.Collections.Immutable;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Schedules;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Schedules;

/// <summary>Given the schedules of an interface, when a command comes at some time, then a schedule changes or the command is refused.</summary>
internal sealed class ScheduleSpecification
{
    private ScheduleSpecification(ScheduleBook book) => Book = book;

    public ScheduleBook Book { get; private set; }

    public DateTimeOffset Now { get; private set; } = SchedulePlans.Noon;

    public ImmutableArray<Refusal> Obstacles { get; set; } = [];

    public static ScheduleSpecification Given() => new(ScheduleBook.Empty(NewId.Of<VenueId>(), NewId.Of<DistributorInterfaceId>()));

    /// <summary>With one schedule that is active.</summary>
    public static (ScheduleSpecification Specification, Schedule Schedule) GivenActive(SchedulePlan plan)
    {
        var specification = Given();
        var created = specification.When(Create(plan)).ThenChanged();
        return (specification, specification.When(new ResumeSchedule(Context(), created.Id)).ThenChanged());
    }

    public static CreateSchedule Create(SchedulePlan? plan = null, DistributorFunction function = DistributorFunction.SalesImport) =>
        new(Context(), function, plan ?? SchedulePlans.Every(5));

    public static CommandContext Context() => new(NewId.Of<CommandId>(), "marie");

    public ScheduleSpecification At(DateTimeOffset now)
    {
        Now = now;
        return this;
    }

    public Result When(ScheduleCommand command)
    {
        var outcome = ScheduleRules.Decide(Book, command, Now, Obstacles);
        if (outcome is Outcome<Schedule>.Done { Value: var schedule })
        {
            Book = Book.With(schedule);
        }

        return new Result(outcome);
    }

    internal sealed record Result(Outcome<Schedule> Outcome)
    {
        public Schedule ThenChanged() => Outcome.ShouldBeOfType<Outcome<Schedule>.Done>().Value;

        public void ThenRefused(params (RefusalCode Code, string Subject)[] reasons) =>
            Outcome.ShouldBeOfType<Outcome<Schedule>.Refused>().Refusals.Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe(reasons);
    }
}
