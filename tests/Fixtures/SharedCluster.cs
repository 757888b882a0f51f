using Distribution.Storage;

namespace Distribution.Tests.Fixtures;

/// <summary>One silo per dialect for all tests that get along with one another, because each works on ids of its own.</summary>
public static class SharedCluster
{
    private static readonly Lazy<Task<TestCluster>> Sqlite = new(() => TestCluster.On(Dialect.Sqlite));
    private static readonly Lazy<Task<TestCluster>> PostgreSql = new(() => TestCluster.On(Dialect.PostgreSql));

    public static Task<TestCluster> On(Dialect dialect) => dialect is Dialect.Sqlite ? Sqlite.Value : PostgreSql.Value;
}
