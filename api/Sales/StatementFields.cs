using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Paging;
using Distribution.Api.Security;
using Distribution.Primitives;
using Distribution.Sales.Statements;

namespace Distribution.Api.Sales;

[QueryFields]
public static class StatementQueries
{
    /// <summary>What a distributor owes for a period, by currency. As a file: <c>GET /statements/{distributor}.csv</c> or <c>.xlsx</c> with <c>from</c>, <c>to</c> and <c>language</c> (fr, en).</summary>
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
    public static async Task<Outcome<Connection<StatementLine>>> Lines(Statement statement, DistributorStatements statements, Page page) =>
        (await statements.Page(statement.Distributor, statement.From, statement.To, page.Skip(), page.First)).Match<Outcome<Connection<StatementLine>>>(
            lines => page.OfPositions(lines, statement.Balances.Sum(balance => balance.SalesCount + balance.CancellationsCount)),
            refusals => new Outcome<Connection<StatementLine>>.Refused(refusals));
}
