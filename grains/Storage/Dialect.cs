namespace Distribution.Storage;

/// <summary>The two databases this system runs on.</summary>
public enum Dialect
{
    Sqlite = 1,
    PostgreSql,
}
