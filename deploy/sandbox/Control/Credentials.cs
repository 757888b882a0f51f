using Dapper;
using Distribution.Sandbox.Storage;

namespace Distribution.Sandbox.Control;

/// <summary>The user, password and manager code that are right now: those of the options until the control API sets others.</summary>
internal sealed class Credentials(SandboxDatabase database, SandboxOptions options)
{
    public CredentialsOrder Now() => database.Transact(connection =>
    {
        var set = connection.Query<(string Name, string Value)>("SELECT name, value FROM credential").ToDictionary(StringComparer.Ordinal);
        return new CredentialsOrder(
            set.GetValueOrDefault("user", options.User),
            set.GetValueOrDefault("password", options.Password),
            set.GetValueOrDefault("managerCode", options.ManagerCode));
    });

    /// <summary>A manager code that is null stays.</summary>
    public void Set(CredentialsOrder order) => database.Transact(connection => connection.Execute(
        "INSERT INTO credential VALUES (@Name, @Value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        new[] { ("user", order.User), ("password", order.Password), ("managerCode", order.ManagerCode) }
            .Where(set => set.Item2 is not null)
            .Select(set => new { Name = set.Item1, Value = set.Item2 })
            .ToList()));
}
