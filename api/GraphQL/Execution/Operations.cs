using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Runs operations, for every transport alike.</summary>
internal sealed class Operations(
    ISchema schema, DocumentCache cache, ApiLimits limits, OperationGate gate, Headcounts headcounts, IntrospectionSwitch introspection, Faults faults)
{
    /// <summary>What depends on the caller or on the variables is checked each time.</summary>
    private readonly IValidationRule[] _forCached = [new AuthorizationRule(), new ComplexityRule(limits.Complexity), .. introspection.IsOn ? [] : new IValidationRule[] { new IntrospectionRule() }];

    private readonly IValidationRule[] _forNew = [.. DocumentValidator.CoreRules.Where(rule => rule is not OverlappingFieldsCanBeMerged), new FieldsMergeRule()];

    private readonly DocumentExecuter _executer = new(
        new GraphQLDocumentBuilder(),
        new DocumentValidator(),
        new DefaultExecutionStrategySelector([new ExecutionStrategyRegistration(new PulledSubscriptions(), OperationType.Subscription)]),
        []);

    /// <summary>Reads the document and finds the operation to run.</summary>
    /// <exception cref="ExecutionError">The document can't be read, or the operation not be found.</exception>
    public PreparedOperation Prepare(GraphQLRequest request)
    {
        var cached = cache.Find(request.Query);
        var document = cached ?? DocumentReader.Read(request.Query, limits);
        return new PreparedOperation(request, document, OperationOf(document, request.OperationName), cached is not null);
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
            return await Execute(operation, caller, services, cancellationToken);
        }
        catch (ApiError refused)
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
            var result = await Execute(operation, caller, services, cancellationToken);
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

    private async Task<ExecutionResult> Execute(PreparedOperation operation, Caller caller, IServiceProvider services, CancellationToken cancellationToken)
    {
        var request = operation.Request;
        var options = new ExecutionOptions
        {
            Schema = schema,
            Document = operation.Document,
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = request.Variables,
            Extensions = request.Extensions,
            UserContext = caller.ToOperation(),
            RequestServices = services,
            CancellationToken = cancellationToken,
            ValidationRules = operation.IsCached ? _forCached : _forNew.Concat(_forCached),
            UnhandledExceptionDelegate = faults.Translate,
        };
        if (operation.Type is not OperationType.Subscription)
        {
            options.Timeout = limits.OperationSeconds.Seconds;
        }

        var result = await _executer.ExecuteAsync(options);
        if (result.Executed && !operation.IsCached)
        {
            cache.Keep(request.Query, operation.Document);
        }

        result.Errors = First(result.Errors);
        if (operation.Type is OperationType.Subscription && result.Stream() is null)
        {
            // The library calls a subscription executed that did not even open.
            result.Executed = false;
        }

        return result;
    }

    /// <summary>More of them help nobody, and cost more to send than the request cost to ask.</summary>
    private ExecutionErrors? First(ExecutionErrors? errors)
    {
        if (errors is null || errors.Count <= limits.AnswerErrors.Value)
        {
            return errors;
        }

        var first = new ExecutionErrors();
        first.AddRange(errors.Take(limits.AnswerErrors.Count));
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

/// <param name="IsCached">Whether the document was found valid before.</param>
internal sealed record PreparedOperation(GraphQLRequest Request, GraphQLDocument Document, GraphQLOperationDefinition Definition, bool IsCached)
{
    public OperationType Type => Definition.Operation;
}

internal static class ResultStreams
{
    /// <summary>The stream that a subscription opened; null for a result that is complete, or failed.</summary>
    public static IAsyncEnumerable<ExecutionResult>? Stream(this ExecutionResult result) =>
        result.Streams?.Values.FirstOrDefault() is ResultStream stream ? stream.Results : null;
}
