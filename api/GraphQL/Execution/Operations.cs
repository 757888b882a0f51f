using Distribution.Api.GraphQL.Errors;
using Distribution.Api.Security;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQL.Validation.Rules;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Runs operations, for every transport alike.</summary>
internal sealed class Operations(ISchema schema, DocumentCache cache, Faults faults)
{
    /// <summary>For queries and mutations; below Orleans' own 30 s the field would answer UNAVAILABLE first.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(40);

    private const int MaxErrors = 100;

    private static readonly AuthorizationRule Authorization = new();
    private static readonly IValidationRule[] ForNew =
        [.. DocumentValidator.CoreRules.Where(rule => rule is not OverlappingFieldsCanBeMerged), new FieldsMergeRule(), Authorization];

    private static readonly IValidationRule[] ForCached = [Authorization];

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
        var document = cached ?? DocumentReader.Read(request.Query);
        return new PreparedOperation(request, document, OperationOf(document, request.OperationName), cached is not null);
    }

    public async Task<ExecutionResult> Run(PreparedOperation operation, Caller caller, IServiceProvider services, CancellationToken cancellationToken)
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
            ValidationRules = operation.IsCached ? ForCached : ForNew,
            UnhandledExceptionDelegate = faults.Translate,
        };
        if (operation.Type is not OperationType.Subscription)
        {
            options.Timeout = Timeout;
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
    private static ExecutionErrors? First(ExecutionErrors? errors)
    {
        if (errors is not { Count: > MaxErrors })
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
