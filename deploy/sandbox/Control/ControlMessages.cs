using System.Text.Json;
using Distribution.Sandbox.Failures;

namespace Distribution.Sandbox.Control;

/// <param name="ManagerCode">Null leaves it as it is; a distributor that asks for none passes over it.</param>
public sealed record CredentialsOrder(string User, string Password, string? ManagerCode = null);

/// <param name="Version">0 or more; messages up to it are superseded.</param>
public sealed record VersionOrder(string Performance, long Version);

/// <param name="TicketsPerMinute">0 stops; up to 60,000.</param>
public sealed record RateOrder(string Performance, int TicketsPerMinute);

/// <param name="SameLine">True: its lines come again with their own ids; false: with new ones.</param>
public sealed record SendAgainOrder(string Ticket, bool SameLine = false);

/// <param name="Line">For a distributor that speaks JSON any JSON, for one that speaks XML a text. A <c>{line}</c> in it becomes a new line id. Null: a line of no known kind.</param>
public sealed record MalformedOrder(JsonElement? Line = null);

/// <param name="WaitingLines">Lines of sales that the venue has not acknowledged, or not asked beyond.</param>
public sealed record SandboxState(RequestCounts Requests, int WaitingLines);

public sealed record SwitchedOnAnswer(long Id);
