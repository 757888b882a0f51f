using System.Collections.Immutable;

namespace Distribution.Connectors;

/// <summary>Every connector of this process, by its type. Two connectors never have one type.</summary>
public sealed class ConnectorCatalog
{
    private readonly ImmutableSortedDictionary<string, IDistributorConnector> _byType;

    public ConnectorCatalog(IEnumerable<IDistributorConnector> connectors)
    {
        _byType = connectors.ToImmutableSortedDictionary(connector => connector.Type, connector => connector, StringComparer.Ordinal);
    }

    /// <summary>The types an interface may name, in order.</summary>
    public IEnumerable<string> Types => _byType.Keys;

    /// <summary>The connector of that type, or null. Types are compared character by character.</summary>
    public IDistributorConnector? Find(string type) => _byType.GetValueOrDefault(type);
}
