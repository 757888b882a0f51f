using Distribution.Api.GraphQL.Limits;

namespace Distribution.Api.Distributors.Executions;

/// <summary>
/// Where the links of e-mails lead: to GraphiQL with the question written out, where it is there. It holds no data and runs nothing; whoever follows it needs a
/// token to see anything.
/// </summary>
internal static class ExecutionLink
{
    public static void MapExecutionLink(this IEndpointRouteBuilder app) => app.MapGet("/executions/{id:guid}", Answer).AllowAnonymous();

    private static IResult Answer(Guid id, IntrospectionSwitch introspection)
    {
        var query =
            $$"""
            {
              execution(id: "{{id}}") {
                interface { name } function state startedAt endedAt errorCount
                errors { nodes { kind subject message whatToDo since times } }
              }
            }
            """;
        return introspection.IsOn
            ? Results.Redirect($"/graphql#{Uri.EscapeDataString(query)}")
            : Results.Text($"Ask the API for this execution:\n\n{query}\n");
    }
}
