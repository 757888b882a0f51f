using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Primitives;

namespace Distribution.Api.Distributors.Executions;

/// <summary>
/// Where the links of e-mails lead: to GraphiQL with the question written out, where it is there. It holds no data and runs nothing; whoever follows it needs a
/// token to see anything.
/// </summary>
internal static class ExecutionLink
{
    public static void MapExecutionLink(this IEndpointRouteBuilder app) => app.MapGet("/executions/{execution}", Answer).AllowAnonymous();

    private static Task Answer(HttpContext http, string execution, IntrospectionSwitch introspection)
    {
        if (!GlobalId.TryRead<ExecutionId>(execution, out var id))
        {
            return DistributorDownloads.Refuse(http, new Refusal(RefusalCode.NotFound, "execution", $"{execution} is no id of an execution."));
        }

        var query =
            $$"""
            {
              execution(id: "{{id}}") {
                interface { name } function state startedAt endedAt errorCount
                errors { nodes { kind subject message whatToDo since times } }
              }
            }
            """;
        var answer = introspection.IsOn ? Results.Redirect($"/graphql#{Uri.EscapeDataString(query)}") : Results.Text($"Ask the API for this execution:\n\n{query}\n");
        return answer.ExecuteAsync(http);
    }
}
