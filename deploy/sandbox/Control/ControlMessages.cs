using System.Text.Json;
using Distribution.Sandbox.Failures;

namespace Distribution.Sandbox.Control;

public sealed record CredentialsOrder(string User, string Password);

/// <param name="Version">0 or more; messages up to it are superseded.</param>
public sealed record VersionOrder(string Performance, long Version);

/// <param name="TicketsPerMinute">0 stops; up to 60,000.</param>
public sealed record RateOrder(string Performance, int TicketsPerMinute);

/// <param name="SameLine">True: its lines come again with their own ids; false: with new ones.</param>
public sealed record SendAgainOrder(string Ticket, bool SameLine = false);

/// <param name="Line">Any JSON; a <c>{line}</c> in it becomes a new line id. Null: an object of no known type.</param>
public sealed record MalformedOrder(JsonElement? Line = null);

/// <param name="WaitingLines">Lines of sales that the venue has not acknowledged.</param>
public sealed record SandboxState(RequestCounts Requests, int WaitingLines);

public sealed record SwitchedOnAnswer(long Id);
