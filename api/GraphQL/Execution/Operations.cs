using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Trusted;
using Distribution.Api.Security;
using Distribution.Silo;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Runs operations, for every transport alike.</summary>
internal sealed class Operations(
    ISchema schema,
    TrustedDocuments trusted,
    DocumentCache cache,
    ApiLimits limits,
    OperationGate gate,
    Headcounts headcounts,
    IntrospectionSwitch introspection,
    TimeProvider time,
    Faults faults)
{
    private readonly DocumentValidation _validation = new(schema, introspection);

    /// <summary>Reads the document and finds the operation to run.</summary>
    /// <exception cref="ExecutionError">The document can't be read, or the operation not be found.</exception>
    public PreparedOperation Prepare(GraphQLRequest request)
    {
        var document = request.Query is { } text ? DocumentOf(text, request.DocumentId) : trusted.Find(request.DocumentId!) ?? throw NotFound(request.DocumentId!);
        return new PreparedOperation(request, document, OperationOf(document, request.OperationName));
    }

    /// <summary>Sees to it that every trusted document fits the schema, before the first is asked for.</summary>
    /// <exception cref="StartRefusedException">One does not.</exception>
    public async Task CheckTrusted()
    {
        foreach (var (id, document) in trusted.All)
        {
            var first = document.Operations.FirstOrDefault()
                ?? throw TrustedFiles.Wrong($"the document {id} has no operation.");
            var errors = await _validation.Check(document.Document, first);
            document.IsValid = errors.Count == 0
                ? true
                : throw TrustedFiles.Wrong($"the document {id} does not fit the schema: {errors[0].Message}", errors[0]);
        }
    }

    /// <summary>Runs a query or a mutation to its end once it is its turn, or opens a subscription. The stream that it answers has to be read, or it counts for ever.</summary>
    public async Task<ExecutionResult> Run(PreparedOperation operation, Caller caller, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            if (operation.Type is OperationType.Subscription)
            {
                return await Open(operation, caller, services, cancellationToken);
            }

            using var place = await gate.Enter(caller.Name, cancellationToken);
            using var deadline = new Deadline(time, limits.OperationSeconds.Seconds, cancellationToken);
            try
            {
                return WithFirstErrors(await Execute(operation, new RunServices(caller, services, faults, limits, deadline)));
            }
            catch (OperationCanceledException) when (deadline.IsMissed)
            {
                return new ExecutionResult(new TimeoutError());
            }
        }
        catch (ExecutionError refused)
        {
            return new ExecutionResult(refused);
        }
    }

    private async Task<ExecutionResult> Open(PreparedOperation operation, Caller caller, IServiceProvider services, CancellationToken cancellationToken)
    {
        var place = headcounts.Subscriptions.Enter(caller.Name);
        var opened = false;
        try
        {
            var result = WithFirstErrors(await Execute(operation, new RunServices(caller, services, faults, limits, new Deadline(time, null, cancellationToken))));
            opened = result.Stream() is not null;
            if (opened)
            {
                result.Streams = result.Streams!.ToDictionary(stream => stream.Key, stream => (IObservable<ExecutionResult>)((ResultStream)stream.Value).With(place));
            }

            return result;
        }
        finally
        {
            if (!opened)
            {
                place.Dispose();
            }
        }
    }

    /// <summary>Without a state of its own where nothing has to be awaited but the run: that is so for nearly all operations.</summary>
    private ValueTask<ExecutionResult> Execute(PreparedOperation operation, RunServices given) =>
        operation.Document.IsValid ? Run(operation, given) : ValidateAndRun(operation, given);

    private async ValueTask<ExecutionResult> ValidateAndRun(PreparedOperation operation, RunServices given) =>
        await Validate(operation) ?? await Run(operation, given);

    private KnownDocument DocumentOf(string text, string? hash)
    {
        if (hash is not null && hash != TrustedDocuments.HashOf(text))
        {
            throw new ApiError(ErrorCodes.BadRequest, "The query is another than the one whose SHA-256 was sent with it.", "extensions.persistedQuery");
        }

        if (trusted.WithText(text) is { } known)
        {
            return known;
        }

        return trusted.IsOnly
            ? throw new ApiError(ErrorCodes.DocumentNotTrusted, "This server answers only documents that it was given at its start.", "query")
            : cache.Find(text) ?? DocumentReader.Read(text, schema, limits);
    }

    private static ApiError NotFound(string id) => new(
        ErrorCodes.PersistedQueryNotFound, "There is no document with this id: this server knows those that it was given at its start, and learns no others.", id);

    /// <returns>Null for a document that is valid.</returns>
    private async ValueTask<ExecutionResult?> Validate(PreparedOperation operation)
    {
        var document = operation.Document;
        if (await _validation.Check(document.Document, operation.Definition) is { Count: > 0 } errors)
        {
            return new ExecutionResult { Errors = errors };
        }

        document.IsValid = true;
        cache.Keep(document);
        return null;
    }

    private ValueTask<ExecutionResult> Run(PreparedOperation operation, RunServices given)
    {
        var plan = operation.Document.PlanOf(operation.Definition);
        if (Forbidden(plan, given.Caller) is { Count: > 0 } forbidden)
        {
            return new(new ExecutionResult { Errors = forbidden });
        }

        limits.Complexity.Check(plan.Complexity(operation.Request.Variables));
        return plan.Variables.Read(operation.Request.Variables) is { } variables ? Run(operation, plan, variables, given) : ExplainAndRun(operation, plan, given);
    }

    private async ValueTask<ExecutionResult> ExplainAndRun(PreparedOperation operation, OperationPlan plan, RunServices given)
    {
        var (variables, problems) = await _validation.Explain(plan, operation.Request.Variables);
        return problems.Count > 0 ? new ExecutionResult { Errors = problems } : await Run(operation, plan, variables, given);
    }

    private ValueTask<ExecutionResult> Run(PreparedOperation operation, OperationPlan plan, Variables variables, RunServices given)
    {
        var (arguments, refused) = Arguments(plan, variables);
        if (refused is { Count: > 0 })
        {
            return new(new ExecutionResult { Errors = refused });
        }

        var run = new OperationRun(schema, plan, variables, arguments, given);
        return operation.Type is OperationType.Subscription
            ? new ValueTask<ExecutionResult>(PulledSubscription.Open(run))
            : run.Result(null, oneByOne: operation.Type is OperationType.Mutation);
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

    private static (IDictionary<string, ArgumentValue>[] Arguments, ExecutionErrors? Errors) Arguments(OperationPlan plan, Variables variables)
    {
        var planned = plan.Facts.VariableArguments;
        var arguments = planned.Count == 0 ? [] : new IDictionary<string, ArgumentValue>[planned.Count];
        ExecutionErrors? errors = null;
        for (var i = 0; i < arguments.Length; i++)
        {
            try
            {
                arguments[i] = planned[i].Read(variables);
            }
            catch (ValidationError error)
            {
                (errors ??= []).Add(error);
            }
        }

        return (arguments, errors);
    }

    /// <summary>More of them help nobody, and cost more to send than the request cost to ask.</summary>
    private ExecutionResult WithFirstErrors(ExecutionResult result)
    {
        if (result.Errors is { } errors && errors.Count > limits.AnswerErrors.Value)
        {
            result.Errors = [.. errors.Take(limits.AnswerErrors.Count)];
        }

        return result;
    }

    private static GraphQLOperationDefinition OperationOf(KnownDocument document, string? name)
    {
        if (name is { Length: > 0 })
        {
            // Two of one name are refused by validation.
            return Array.Find(document.Operations, operation => operation.Name?.Value == name)
                ?? throw new ApiError(ErrorCodes.Validation, $"The document has no operation named {name}.", subject: "operationName");
        }

        return document.Operations switch
        {
            [var only] => only,
            [] => throw new ApiError(ErrorCodes.Validation, "The document has no operation.", subject: "query"),
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
