using Distribution.Connectors;
using Distribution.Primitives;
using Distribution.Sales.Prices;

namespace Distribution.Distributors;

/// <summary>What an interface keeps besides its rows.</summary>
[GenerateSerializer, Alias("InterfaceState")]
internal sealed class InterfaceState
{
    /// <summary>Commands remembered; the same id with other content is refused while it is among them.</summary>
    public const int MaxRemembered = 200;

    [Id(0)] public InterfaceSetup? Setup { get; set; }

    /// <summary>By ASP.NET Core Data Protection, with keys that are in the database.</summary>
    [Id(1)] public string? ProtectedPassword { get; set; }

    /// <summary>Id and encrypted fingerprint of the last commands, oldest first.</summary>
    [Id(3)] public List<RememberedCommand> Remembered { get; set; } = [];

    /// <summary>As the password.</summary>
    [Id(4)] public string? ProtectedManagerCode { get; set; }

    /// <summary>One more whenever address, user or manager code become others: a cursor of sales that was kept before means nothing to that distributor.</summary>
    [Id(5)] public long LinkVersion { get; set; }

    /// <summary>Null: as its connector has it.</summary>
    [Id(20)] public SaleRules? SaleRules { get; set; }

    /// <summary>What is kept of a secret; null for one that is not set, and for what is no secret.</summary>
    public string? ProtectedSecret(SetupField field) => field switch
    {
        SetupField.Password => ProtectedPassword,
        SetupField.ManagerCode => ProtectedManagerCode,
        _ => null,
    };

    /// <summary>What was remembered of the command's content; null when it is new.</summary>
    public string? FingerprintOf(CommandId id) => Remembered.Find(command => command.Id == id)?.Fingerprint;

    public void Remember(CommandId id, string fingerprint)
    {
        Remembered.Add(new RememberedCommand(id, fingerprint));
        if (Remembered.Count > MaxRemembered)
        {
            Remembered.RemoveAt(0);
        }
    }
}

[GenerateSerializer, Immutable, Alias("RememberedCommand")]
internal sealed record RememberedCommand(CommandId Id, string Fingerprint);
