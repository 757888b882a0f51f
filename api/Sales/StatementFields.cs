using System.Collections.Immutable;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.Security;
using Distribution.Primitives;
using Distribution.Sales.Statements;

namespace Distribution.Api.Sales;

[QueryFields]
public static class StatementQueries
{
    /// <summary>What a distributor owes for a period, by currency. As a file: <c>GET /statements/{distributor}.csv</c> or <c>.xlsx</c> with <c>from</c> and <c>to</c>.</summary>
    /// <param name="from">The beginning of the period.</param>
    /// <param name="to">The period ends before it.</param>
    [Requires(Role.Reader)]
    public static Task<Outcome<Statement>> Statement(DistributorStatements statements, DistributorId distributor, DateTimeOffset from, DateTimeOffset to) =>
        statements.Find(distributor, from, to);
}

[FieldsOf<Statement>]
public static class StatementFields
{
    /// <summary>Its sales and cancellations in the order in which they happened.</summary>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="first">From 1 to 500.</param>
    public static Task<Outcome<ImmutableArray<StatementLine>>> Lines(Statement statement, DistributorStatements statements, int skip = 0, int first = 50) =>
        statements.Page(statement.Distributor, statement.From, statement.To, skip, first);
}
