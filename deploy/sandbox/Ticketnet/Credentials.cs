using Dapper;
using Distribution.Sandbox.Storage;

namespace Distribution.Sandbox.Ticketnet;

/// <summary>The user and password that are right now: those of the options until the control API sets others.</summary>
internal sealed class Credentials(SandboxDatabase database, SandboxOptions options)
{
    public (string User, string Password) Now() => database.Transact(connection => connection
        .Query<(string, string)>("SELECT user, password FROM credentials")
        .DefaultIfEmpty((options.User, options.Password))
        .First());

    public void Set(string user, string password) => database.Transact(connection => connection.Execute(
        "INSERT INTO credentials VALUES (1, @user, @password) ON CONFLICT (only_row) DO UPDATE SET user = excluded.user, password = excluded.password",
        new { user, password }));
}
