using Distribution.Primitives;

namespace Distribution.SeatMaps;

/// <summary>
/// Decides and applies commands one after another, in memory. It knows no clock, no disk and no network: whoever drives
/// it makes the entries durable before telling anybody.
/// </summary>
internal sealed class SeatMapEngine(SeatMapState state)
{
    public SeatMapState State => state;

    /// <summary>The entry of an accepted command is handed to <paramref name="journal"/>; a repeat and a refusal make none.</summary>
    public Outcome<Answer> Execute(ISeatMapCommand command, DateTimeOffset now, Action<JournalEntry> journal)
    {
        var fingerprint = command.Fingerprint();
        if (state.Find(command.Context.Id) is { } earlier)
        {
            return earlier.Fingerprint == fingerprint
                ? earlier.Answer
                : new Refusal(RefusalCode.CommandMismatch, command.Context.Id.ToString(), "This command id was used before with other content. Use a new id for a new command.");
        }

        var decision = command.Decide(state, now);
        if (!decision.Refusals.IsEmpty)
        {
            return new Outcome<Answer>.Refused(decision.Refusals);
        }

        Commit(new JournalEntry(state.Version + 1, command.Action, command.Context, fingerprint, now, decision.Effects, decision.Answer), journal);
        return decision.Answer with { Version = state.Version };
    }

    /// <summary>Frees the places of every hold that is due.</summary>
    public void ExpireHolds(DateTimeOffset now, Action<JournalEntry> journal)
    {
        while (state.TryPeekDue(now, out var sale))
        {
            var held = (SaleRecord.Held)state.Sale(sale);
            var places = state.PlacesOfSale(sale);
            var context = new CommandContext(new CommandId(DerivedId.From(held.Hold.Value, "expiry", held.Until.ToString("O"))), "hold expiry");
            var effects = Changes.Ending(state, sale, SaleEnd.Expired, places);
            Commit(new JournalEntry(state.Version + 1, SeatMapAction.ExpireHold, context, 0, now, effects, new Answer(places)), journal);
        }
    }

    private void Commit(JournalEntry entry, Action<JournalEntry> journal)
    {
        state.Apply(entry);
        journal(entry);
    }
}
