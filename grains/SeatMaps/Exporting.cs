using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Writes down that an allotment message is about to be sent: every place it names is in doubt from now on, until the
/// answer is recorded. The answer's number is the version of the message.
/// </summary>
/// <param name="Except">What it leaves out; null: nothing.</param>
/// <param name="From">The number of the first place of the message, where several messages say all; what is before was said.</param>
/// <param name="Most">Numbered places in the message; what is beyond is for the next. The first one has all unnumbered areas.</param>
[GenerateSerializer, Immutable, Alias("BeginExport")]
public sealed record BeginExport(
    CommandContext Context, DistributorInterfaceId Interface, SalesChannelId Channel, ExportExceptions? Except = null, int From = 0, int Most = int.MaxValue - 1)
    : ISeatMapCommand
{
    /// <summary>Distributor interfaces in one seat map.</summary>
    public const int MaxInterfaces = 250;

    SeatMapAction ISeatMapCommand.Action => SeatMapAction.BeginExport;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("begin export");
        fingerprint.Add(Interface.Value);
        fingerprint.Add(From);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (Interfaces.Meet(state, Interface, Channel, out var number, out var met) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (From < 0 || Most < 1)
        {
            return Decision.Refuse(RefusalCode.Invalid, "most", "A message begins with a place, from 0, and has at least one.");
        }

        var (plan, _) = ExportPlan.Of(state, number, Channel).Without(state, Except ?? ExportExceptions.None).PartFrom(state, From, Most);
        var version = met.Length == 0 ? state.ExportVersion(number) + 1 : 1;
        var additions = Changes.Of(state, plan.Additions, facts => facts with
        {
            Offeree = number,
            Offer = OfferStage.InDoubt,
            OfferedFrom = facts.Contingent,
        });
        var withdrawals = Changes.Of(state, plan.Withdrawals, facts => facts with { Offer = OfferStage.InDoubt });
        return Decision.Accept(
            [.. met, .. additions, .. withdrawals, new SeatMapEffect.ExportBegun(number, version)],
            new Answer([.. plan.Additions, .. plan.Withdrawals], Number: version));
    }
}

/// <summary>What became of the message with this version.</summary>
/// <param name="From">The number of its first place, as at its beginning.</param>
/// <param name="To">The first place of the next message; null: it was the last.</param>
[GenerateSerializer, Immutable, Alias("RecordExport")]
public sealed record RecordExport(CommandContext Context, DistributorInterfaceId Interface, long Version, ExportResult Result, int From = 0, int? To = null)
    : ISeatMapCommand
{
    SeatMapAction ISeatMapCommand.Action => SeatMapAction.RecordExport;

    ulong ISeatMapCommand.Fingerprint()
    {
        var fingerprint = Fingerprint.Of("record export");
        fingerprint.Add(Interface.Value);
        fingerprint.Add(Version);
        Result.AddTo(ref fingerprint);
        return fingerprint.Value;
    }

    Decision ISeatMapCommand.Decide(SeatMapState state, DateTimeOffset now)
    {
        if (state.NumberOf(Interface) is not { } number || state.ExportVersion(number) != Version)
        {
            return Decision.Refuse(RefusalCode.WrongState, Interface.ToString(), $"Message {Version} is not the last that was sent. Run the export again.");
        }

        return Result switch
        {
            ExportResult.Answered answered => Exporting.Record(state, number, answered, place => ExportPlan.IsInPart(state, place, From, To)),
            ExportResult.NotTaken notTaken => Exporting.Undo(state, number, notTaken, place => ExportPlan.IsInPart(state, place, From, To)),
            _ => throw new InvalidOperationException($"A result of a kind that is not known: {Result.GetType().Name}."),
        };
    }
}

/// <summary>What the distributor made of an allotment message. Where nothing is known, nothing is recorded: the places stay in doubt.</summary>
[GenerateSerializer, Immutable, Alias("ExportResult")]
public abstract record ExportResult
{
    private ExportResult()
    {
    }

    internal abstract void AddTo(ref Fingerprint fingerprint);

    [GenerateSerializer, Immutable, Alias("ExportResult.Answered")]
    public sealed record Answered(ImmutableArray<OfferResult> Places, ImmutableArray<AreaResult> Areas) : ExportResult
    {
        [Id(0)] public ImmutableArray<OfferResult> Places { get; } = Places.IsDefault ? [] : Places;

        [Id(1)] public ImmutableArray<AreaResult> Areas { get; } = Areas.IsDefault ? [] : Areas;

        internal override void AddTo(ref Fingerprint fingerprint)
        {
            fingerprint.Add("answered");
            foreach (var (place, answer) in Places)
            {
                fingerprint.Add(place.Value);
                fingerprint.Add((long)answer);
            }

            foreach (var (area, kept, asked) in Areas)
            {
                fingerprint.Add(area.Value);
                fingerprint.Add(kept);
                fingerprint.Add(asked);
            }
        }
    }

    /// <summary>The distributor certainly did not take it: the places that were not in doubt before are as they were.</summary>
    [GenerateSerializer, Immutable, Alias("ExportResult.NotTaken")]
    public sealed record NotTaken(ImmutableArray<int> NotOffered, ImmutableArray<int> StillOffered) : ExportResult
    {
        [Id(0)] public ImmutableArray<int> NotOffered { get; } = NotOffered.IsDefault ? [] : NotOffered;

        [Id(1)] public ImmutableArray<int> StillOffered { get; } = StillOffered.IsDefault ? [] : StillOffered;

        /// <summary>The version that the distributor has already, which the next message goes on from; 0 where it is not known.</summary>
        [Id(2)] public long LastVersion { get; init; }

        internal override void AddTo(ref Fingerprint fingerprint)
        {
            fingerprint.Add("not taken");
            foreach (var place in NotOffered)
            {
                fingerprint.Add(place);
            }

            fingerprint.Add(NotOffered.Length);
            foreach (var place in StillOffered)
            {
                fingerprint.Add(place);
            }

            fingerprint.Add(LastVersion);
        }
    }
}

/// <summary>Where a numbered place stands after the message.</summary>
[GenerateSerializer, Immutable, Alias("OfferResult")]
public readonly record struct OfferResult(PlaceKey Place, OfferAnswer Answer);

/// <summary>How many places of an unnumbered area the distributor has after the message, those it has sold among them.</summary>
/// <param name="Asked">How many the message said.</param>
[GenerateSerializer, Immutable, Alias("AreaResult")]
public readonly record struct AreaResult(AreaKey Area, int Kept, int Asked);

public enum OfferAnswer
{
    /// <summary>The distributor has the place.</summary>
    Offered = 1,
    /// <summary>The distributor does not have the place.</summary>
    NotOffered,
    /// <summary>The distributor was to give the place back, and has sold it: it goes back to its contingent.</summary>
    AlreadySold,
}

internal static class Exporting
{
    /// <param name="isAsked">Whether the message was about a place.</param>
    public static Decision Record(SeatMapState state, byte number, ExportResult.Answered answered, Func<int, bool> isAsked)
    {
        var verdicts = new Dictionary<int, PlaceFacts>();
        foreach (var answer in answered.Places)
        {
            if (state.Index.Find(answer.Place) is { } place && IsInDoubt(state[place], number))
            {
                verdicts[place] = After(state[place], answer.Answer);
            }
        }

        foreach (var answer in answered.Areas)
        {
            if (answer.Kept >= 0 && state.Index.FindArea(answer.Area) is { } area)
            {
                AddArea(state, number, area, answer, verdicts);
            }
        }

        var putBack = verdicts.Where(v => v.Value.IsOffered && (v.Value.Contingent != state[v.Key].Contingent || v.Value.Blocked != state[v.Key].Blocked));
        return Decision.Accept(
            Changes.To(state, verdicts),
            new Answer([.. putBack.Select(v => v.Key).Order()], Number: StillInDoubt(state, number, verdicts, isAsked)));
    }

    /// <param name="isAsked">Whether the message was about a place.</param>
    public static Decision Undo(SeatMapState state, byte number, ExportResult.NotTaken notTaken, Func<int, bool> isAsked)
    {
        var undone = new Dictionary<int, PlaceFacts>();
        // A place that the distributor sold meanwhile, it had after all: whether it still has it is for the next export to find out.
        foreach (var place in notTaken.NotOffered.Where(place => IsInDoubt(state, place, number) && state[place].IsFree))
        {
            undone[place] = state[place].NotOffered();
        }

        foreach (var place in notTaken.StillOffered.Where(place => IsInDoubt(state, place, number)))
        {
            undone[place] = state[place] with { Offer = OfferStage.Acknowledged };
        }

        SeatMapEffect[] ahead = notTaken.LastVersion > state.ExportVersion(number) && notTaken.LastVersion <= AllotmentMessage.MaxVersion
            ? [new SeatMapEffect.ExportBegun(number, notTaken.LastVersion)]
            : [];
        return Decision.Accept([.. ahead, .. Changes.To(state, undone)], new Answer([], Number: StillInDoubt(state, number, undone, isAsked)));
    }

    private static bool IsInDoubt(SeatMapState state, int place, byte number) =>
        place >= 0 && place < state.Index.Count && IsInDoubt(state[place], number);

    private static bool IsInDoubt(PlaceFacts facts, byte number) => facts.Offer == OfferStage.InDoubt && facts.Offeree == number;

    private static int StillInDoubt(SeatMapState state, byte number, Dictionary<int, PlaceFacts> known, Func<int, bool> isAsked)
    {
        var count = 0;
        for (var place = 0; place < state.Index.Count; place++)
        {
            count += IsInDoubt(known.GetValueOrDefault(place, state[place]), number) && isAsked(place) ? 1 : 0;
        }

        return count;
    }

    private static PlaceFacts After(PlaceFacts facts, OfferAnswer answer) => answer switch
    {
        OfferAnswer.Offered => facts with { Offer = OfferStage.Acknowledged },
        OfferAnswer.NotOffered => facts.NotOffered(),
        OfferAnswer.AlreadySold => facts.PutBack(),
        _ => throw new InvalidOperationException($"An answer that is not known: {answer}."),
    };

    /// <summary>
    /// The distributor has so many places of an area, whichever: those sold, then those wanted, then withdrawn ones. Of these, as many as
    /// it kept beyond what the message said are put back; the others were withdrawn since, and wait for the next message.
    /// </summary>
    private static void AddArea(SeatMapState state, byte number, int area, AreaResult answer, Dictionary<int, PlaceFacts> verdicts)
    {
        var (start, length) = state.Index.PlacesOf(area);
        var theirs = Enumerable.Range(start, length)
            .Where(place => state[place].IsOffered && state[place].Offeree == number)
            .OrderBy(place => state[place].IsFree ? 1 : 0)
            .ThenBy(place => ExportPlan.IsWithdrawn(state.Parties, state[place]) ? 1 : 0)
            .ThenBy(place => state[place].Offer == OfferStage.Acknowledged ? 0 : 1)
            .ToList();
        var surplus = Math.Max(0, answer.Kept - answer.Asked);
        for (var i = 0; i < theirs.Count; i++)
        {
            var facts = state[theirs[i]];
            verdicts[theirs[i]] = (i < answer.Kept || !facts.IsFree) switch
            {
                true when ExportPlan.IsWithdrawn(state.Parties, facts) && surplus-- > 0 => facts.PutBack(),
                true => facts with { Offer = OfferStage.Acknowledged },
                false => facts.NotOffered(),
            };
        }
    }
}
