namespace Distribution.Primitives;

/// <summary>
/// What every command carries. The same <paramref name="Id"/> again is harmless: it answers as it did, and with other
/// content it is refused (<see cref="RefusalCode.CommandMismatch"/>).
/// </summary>
/// <param name="Id">Chosen by the caller.</param>
/// <param name="Who">The user or program that asked, for the audit log; at most 128 characters.</param>
/// <param name="Channel">The sales channel it came through, if any.</param>
/// <param name="Execution">The execution it belongs to, if any.</param>
[GenerateSerializer, Immutable, Alias("CommandContext")]
public sealed record CommandContext(CommandId Id, string Who, SalesChannelId? Channel = null, ExecutionId? Execution = null)
{
    public const int MaxWhoLength = 128;

    /// <summary>The context of a step that this command takes by itself; the same step always has the same id.</summary>
    public CommandContext Step(string name) => this with { Id = new CommandId(DerivedId.From(Id.Value, "step", name)) };
}
