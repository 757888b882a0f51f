using Distribution.Catalog;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Catalog;

/// <summary>Given what was accepted before, when a command comes, then it makes an entry or is refused.</summary>
internal sealed class CatalogSpecification
{
    private readonly Dictionary<CommandId, PastCommand> _past = [];
    private CatalogState _state;

    private CatalogSpecification(VenueId venue) => _state = CatalogState.Empty(venue);

    public CatalogState State => _state;

    public static CatalogSpecification NoVenue(VenueId venue) => new(venue);

    public static CatalogSpecification Given(params CatalogCommand[] accepted)
    {
        var venue = new CreateVenue(Context(), "Riethsporthalle");
        var specification = new CatalogSpecification(new VenueId(venue.Context.Id.Value));
        foreach (var command in accepted.Prepend(venue))
        {
            specification.When(command).ThenMade<CatalogEntry>();
        }

        return specification;
    }

    public static CommandContext Context() => new(NewId.Of<CommandId>(), "marie");

    public Result When(CatalogCommand command)
    {
        var before = _state;
        var outcome = CatalogRules.Decide(_state, command, _past.GetValueOrDefault(command.Context.Id));
        if (outcome is Outcome<CatalogDecision>.Done { Value: { Repeats: false, Entry: var entry } })
        {
            _state = _state.Apply(new EntryRecorded(entry));
            _past.Add(command.Context.Id, new PastCommand(_state.Id, entry.Key, CatalogJson.ContentOf(command)));
        }

        return new Result(outcome, before, _state);
    }

    internal sealed record Result(Outcome<CatalogDecision> Outcome, CatalogState Before, CatalogState After)
    {
        public T ThenMade<T>() where T : CatalogEntry
        {
            var decision = Outcome.Match(done => done, refusals => throw new InvalidOperationException(string.Join(Environment.NewLine, refusals)));
            After.Version.ShouldBe(Before.Version + 1);
            After.Entries[decision.Entry.Key].ShouldBe(decision.Entry);
            return decision.Entry.ShouldBeAssignableTo<T>()!;
        }

        public void ThenAnswered(CatalogEntry entry)
        {
            Outcome.ShouldBe(new CatalogDecision(entry, Repeats: true));
            After.ShouldBeSameAs(Before);
        }

        public void ThenRefused(params (RefusalCode Code, string Subject)[] reasons)
        {
            Outcome.ShouldBeOfType<Outcome<CatalogDecision>.Refused>().Refusals.Select(refusal => (refusal.Code, refusal.Subject)).ShouldBe(reasons);
            After.ShouldBeSameAs(Before);
        }
    }
}
