using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Primitives;
using Microsoft.AspNetCore.DataProtection;

namespace Distribution.Distributors;

/// <summary>What the interface says about its distributor: how to reach it.</summary>
internal sealed partial class DistributorInterfaceGrain
{
    private static readonly JsonSerializerOptions WithFields = new() { IncludeFields = true };

    public async Task<Outcome<InterfaceSetup>> SetUp(SetUpInterface command)
    {
        if (!await IsKnown())
        {
            return NotFound();
        }

        var fingerprint = FingerprintOf(
            (command.Url, command.User, command.Password, command.ManagerCode, command.Contact, command.Emails.IsDefault ? [] : command.Emails,
                command.HostKey, command.DoneFolder, command.Columns, command.FileFormat));
        if (Repeat(command.Context.Id, fingerprint, () => _state.State.Setup!) is { } repeat)
        {
            return repeat;
        }

        if (_runner.Connector(_facts!.Type) is not { } connector)
        {
            return FunctionRunner.NoConnector(_facts!.Type);
        }

        var problems = InterfaceRules.Problems(command, connector, _state.State.ProtectedSecret);
        if (!problems.IsEmpty)
        {
            return new Outcome<InterfaceSetup>.Refused(problems);
        }

        if (await _directory.FindContact(command.Contact) is not { } contact || contact.Venue != _facts!.Venue)
        {
            return new Refusal(RefusalCode.NotFound, command.Contact.ToString(), "There is no such contact in this venue.");
        }

        Take(command);
        return await Save(command.Context.Id, fingerprint, () => _state.State.Setup!);
    }

    private void Take(SetUpInterface command)
    {
        var state = _state.State;
        var code = state.ProtectedManagerCode is { } kept ? _passwords.Unprotect(kept) : null;
        if (state.Setup?.Url != command.Url || state.Setup?.User != command.User || (command.ManagerCode is { } other && other != code))
        {
            state.LinkVersion++;
        }

        state.ProtectedPassword = command.Password is { } password ? _passwords.Protect(password) : state.ProtectedPassword;
        state.ProtectedManagerCode = command.ManagerCode is { } given ? _passwords.Protect(given) : state.ProtectedManagerCode;
        state.Setup = new InterfaceSetup(
            command.Url!,
            command.User,
            state.ProtectedPassword is not null,
            command.Contact,
            command.Emails,
            state.ProtectedManagerCode is not null,
            command.HostKey,
            command.DoneFolder,
            command.Columns,
            command.FileFormat);
    }

    private ConnectorLink Link() => ConnectorLink.WithoutSecrets(_state.State.Setup!) with
    {
        Password = Secret(SetupField.Password),
        ManagerCode = Secret(SetupField.ManagerCode),
    };

    private string Secret(SetupField field) => _state.State.ProtectedSecret(field) is { } secret ? _passwords.Unprotect(secret) : "";

    private Outcome<T>? Repeat<T>(CommandId id, string fingerprint, Func<T> now) => _state.State.FingerprintOf(id) switch
    {
        null => null,
        var kept when _passwords.Unprotect(kept) == fingerprint => now(),
        _ => Mismatch(id),
    };

    private static Refusal Mismatch(CommandId id) =>
        new(RefusalCode.CommandMismatch, id.ToString(), "This command id was used before with other content. Use a new id for a new command.");

    private static string FingerprintOf<T>(T content) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(content, WithFields)));

    private async Task<T> Save<T>(CommandId id, string fingerprint, Func<T> answer)
    {
        // Encrypted, because a password could be guessed from the hash of itself and what else is known of a set-up.
        _state.State.Remember(id, _passwords.Protect(fingerprint));
        try
        {
            await _state.WriteStateAsync();
        }
        catch
        {
            // What is in memory is not what is stored: the next call starts from the store.
            DeactivateOnIdle();
            throw;
        }

        return answer();
    }
}
