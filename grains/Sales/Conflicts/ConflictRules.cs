using Distribution.Primitives;

namespace Distribution.Sales.Conflicts;

/// <summary>Whether a conflict can be decided so, now.</summary>
internal static class ConflictRules
{
    /// <summary>Why the command itself can't be; null when it can.</summary>
    public static Refusal? Problem(ResolveConflict command) => command switch
    {
        { Remedy: not (ConflictRemedy.Reseat or ConflictRemedy.Refuse or ConflictRemedy.Overrule) } =>
            new(RefusalCode.Invalid, "remedy", "There is no such remedy."),
        { Remedy: ConflictRemedy.Reseat, Place: not null, Area: not null } =>
            new(RefusalCode.Invalid, "area", "Choose a numbered place or an unnumbered area, not both."),
        { Remedy: not ConflictRemedy.Reseat } when string.IsNullOrWhiteSpace(command.Reason) =>
            new(RefusalCode.Invalid, "reason", "Say why: somebody will ask."),
        { Reason: { } reason } when reason.Length > ResolveConflict.MaxReason || reason.Any(char.IsControl) =>
            new(RefusalCode.Invalid, "reason", $"A reason has 1 to {ResolveConflict.MaxReason} characters, none of them a control character."),
        _ => null,
    };

    /// <summary>What the command is to a conflict as it stands.</summary>
    public static ConflictStep Step(StoredConflict conflict, ResolveConflict command) => conflict.View switch
    {
        { Resolution: { } decided } when decided.Command == command.Context.Id => conflict.Fingerprint != command.Fingerprint
            ? new ConflictStep.Refused(new Refusal(
                RefusalCode.CommandMismatch, command.Context.Id.ToString(), "This command id was used before with other content. Use a new id for a new command."))
            : conflict.View.State == ConflictState.Resolved ? ConflictStep.Done : ConflictStep.GoOn,
        { State: ConflictState.Resolving, Resolution: { } decided } => new ConflictStep.Refused(new Refusal(
            RefusalCode.Busy, conflict.View.Id.ToString(), $"{decided.Who} decided it at {decided.At:u} ({decided.Remedy.InWords()}); that is being carried out.")),
        { State: ConflictState.Resolved, Resolution: { } decided } => new ConflictStep.Refused(new Refusal(
            RefusalCode.WrongState, conflict.View.Id.ToString(), $"{decided.Who} decided it at {decided.At:u}: {decided.Remedy.InWords()}.")),
        { State: ConflictState.Gone } => new ConflictStep.Refused(new Refusal(
            RefusalCode.WrongState, conflict.View.Id.ToString(), "It went away by itself: the sale went through, or the distributor cancelled it.")),
        { Claim.IsArea: true } when command.Remedy == ConflictRemedy.Overrule => new ConflictStep.Refused(new Refusal(
            RefusalCode.WrongState, conflict.View.Id.ToString(), $"Nobody in particular has the places of area {conflict.View.Place}. Reseat the buyer, refuse the sale, or give the distributor more places.")),
        _ => ConflictStep.Begin,
    };
}

/// <summary>What a command is to a conflict.</summary>
internal abstract record ConflictStep
{
    public static readonly ConflictStep Begin = new Begins();
    public static readonly ConflictStep GoOn = new GoesOn();
    public static readonly ConflictStep Done = new IsDone();

    private ConflictStep()
    {
    }

    public sealed record Refused(Refusal Refusal) : ConflictStep;

    private sealed record Begins : ConflictStep;

    private sealed record GoesOn : ConflictStep;

    private sealed record IsDone : ConflictStep;
}
