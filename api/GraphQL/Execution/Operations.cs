using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Api.Security;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Runs operations, for every transport alike.</summary>
internal sealed class Operations(ISchema schema, DocumentCache cache, Faults faults, TimeProvider time)
{
    /// <summary>For queries and mutations; below Orleans' own 30 s the field would answer UNAVAILABLE first.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private const int MaxErrors = 100;

    /// <summary>Reads the document and finds the operation to run.</summary>
    /// <exception cref="ExecutionError">The document can't be read, or the operation not be found.</exception>
    public PreparedOperation Prepare(GraphQLRequest request)
    {
        var document = cache.Find(request.Query) ?? DocumentReader.Read(schema, request.Query);
        return new PreparedOperation(request, document, OperationOf(document.Document, request.OperationName));
    }

    public async Task<ExecutionResult> Run(PreparedOperation operation, Caller caller, IServiceProvider services, CancellationToken cancellationToken)
    {
        if (operation.Type is OperationType.Subscription)
        {
            return await Answer(operation, new RunServices(caller, services, faults, cancellationToken));
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(static ends => ((CancellationTokenSource)ends!).Cancel(), ends, Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        try
        {
            return await Answer(operation, new RunServices(caller, services, faults, ends.Token));
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new ExecutionResult(new TimeoutError());
        }
    }

    private async Task<ExecutionResult> Answer(PreparedOperation operation, RunServices given)
    {
        try
        {
            return await Validate(operation.Document, operation.Definition) ?? await Run(operation, given);
        }
        catch (ExecutionError error)
        {
            return new ExecutionResult(error);
        }
    }

    /// <returns>Null for a document that is valid.</returns>
    private async ValueTask<ExecutionResult?> Validate(KnownDocument document, GraphQLOperationDefinition operation)
    {
        if (document.IsValid)
        {
            return null;
        }

        if (await DocumentValidation.Check(schema, document.Document, operation) is { Count: > 0 } errors)
        {
            return Refused(errors);
        }

        document.IsValid = true;
        cache.Keep(document);
        return null;
    }

    private async Task<ExecutionResult> Run(PreparedOperation operation, RunServices given)
    {
        var plan = operation.Document.PlanOf(operation.Definition);
        if (Forbidden(plan, given.Caller) is { } forbidden)
        {
            return Refused(forbidden);
        }

        var (variables, problems) = await DocumentValidation.Read(schema, plan, operation.Request.Variables);
        if (problems.Count > 0)
        {
            return Refused(problems);
        }

        var (arguments, refused) = Arguments(plan, variables);
        if (refused.Count > 0)
        {
            return Refused(refused);
        }

        var run = new OperationRun(schema, plan, variables, arguments, given);
        return operation.Type is OperationType.Subscription
            ? await PulledSubscription.Open(run)
            : Complete(run, await run.Answer(null, oneByOne: operation.Type is OperationType.Mutation));
    }

    /// <summary>
    /// An operation is refused whole when one of its fields requires a higher role than the caller's, before any of it runs.
    /// </summary>
    private static ExecutionErrors? Forbidden(OperationPlan plan, Caller caller)
    {
        ExecutionErrors? errors = null;
        foreach (var (field, role) in plan.Facts.Required)
        {
            if (!caller.Is(role))
            {
                (errors ??= []).Add(new ForbiddenError(plan.Document.Source, field, role));
            }
        }

        return errors;
    }

    private static (IDictionary<string, ArgumentValue>[] Arguments, ExecutionErrors Errors) Arguments(OperationPlan plan, Variables variables)
    {
        var planned = plan.Facts.VariableArguments;
        var arguments = new IDictionary<string, ArgumentValue>[planned.Count];
        var errors = new ExecutionErrors();
        for (var i = 0; i < arguments.Length; i++)
        {
            try
            {
                arguments[i] = planned[i].Read(variables);
            }
            catch (ValidationError error)
            {
                errors.Add(error);
            }
        }

        return (arguments, errors);
    }

    internal static ExecutionResult Complete(OperationRun run, AnswerJson data) =>
        new() { Executed = true, Data = data, Errors = run.Errors.Count == 0 ? null : First(run.Errors) };

    private static ExecutionResult Refused(ExecutionErrors errors) => new() { Errors = First(errors) };

    /// <summary>More of them help nobody, and cost more to send than the request cost to ask.</summary>
    private static ExecutionErrors First(ExecutionErrors errors)
    {
        if (errors.Count <= MaxErrors)
        {
            return errors;
        }

        var first = new ExecutionErrors();
        first.AddRange(errors.Take(MaxErrors));
        return first;
    }

    private static GraphQLOperationDefinition OperationOf(GraphQLDocument document, string? name)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().Where(operation => name is not { Length: > 0 } || operation.Name?.Value == name);
        return operations.Take(2).ToList() switch
        {
            [var only] => only,
            [] when name is { Length: > 0 } => throw new ApiError(ErrorCodes.Validation, $"The document has no operation named {name}.", subject: "operationName"),
            [] => throw new ApiError(ErrorCodes.Validation, "The document has no operation.", subject: "query"),
            // Two of one name are refused by validation.
            [var first, ..] when name is { Length: > 0 } => first,
            _ => throw new ApiError(ErrorCodes.Validation, "The document has several operations: say which to run in operationName.", subject: "operationName"),
        };
    }
}

internal sealed record PreparedOperation(GraphQLRequest Request, KnownDocument Document, GraphQLOperationDefinition Definition)
{
    public OperationType Type => Definition.Operation;
}

internal static class ResultStreams
{
    /// <summary>The stream that a subscription opened; null for a result that is complete, or failed.</summary>
    public static IAsyncEnumerable<ExecutionResult>? Stream(this ExecutionResult result) =>
        result.Streams?.Values.FirstOrDefault() is ResultStream stream ? stream.Results : null;
}
