using System.Collections.Immutable;
using Distribution.Primitives;

namespace Distribution.Distributors;

/// <summary>How an interface reaches its distributor, and in whose name it sells.</summary>
/// <param name="Url">Absolute, https (http only on this machine).</param>
/// <param name="User">1 to 200 characters.</param>
/// <param name="Password">1 to 1,000 characters; null keeps the one that is set. It is stored encrypted and never given out.</param>
/// <param name="Contact">The contact that all orders and tickets of this interface bear.</param>
/// <param name="Emails">Who is told about errors; at most 20.</param>
[GenerateSerializer, Immutable, Alias("SetUpInterface")]
public sealed record SetUpInterface(
    CommandContext Context, string Url, string User, string? Password, ContactId Contact, ImmutableArray<string> Emails)
{
    public override string ToString() => $"{nameof(SetUpInterface)} {{ {Url}, {User} }}";
}

/// <summary>The set-up as others may see it.</summary>
[GenerateSerializer, Immutable, Alias("InterfaceSetup")]
public sealed record InterfaceSetup(string Url, string User, bool HasPassword, ContactId Contact, ImmutableArray<string> Emails);

/// <summary>A distributor interface: its set-up, its mappings, and what it is doing.</summary>
[GenerateSerializer, Immutable, Alias("InterfaceView")]
public sealed record InterfaceView(DistributorInterfaceId Id, InterfaceSetup? Setup, MappingSet Mappings, ImmutableArray<Execution> Running);
