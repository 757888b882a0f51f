using Distribution.Api.GraphQL.Execution;
using Distribution.Catalog;

namespace Distribution.Api.Distributors.Executions;

/// <summary>The names of the venues, interfaces and performances that a page leads to, in one read.</summary>
public sealed class NamesById(CatalogDirectory directory) : BatchLoader<Guid, string>
{
    protected override Task<IReadOnlyDictionary<Guid, string>> Load(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) => directory.Names(keys);
}
