using System.Security.Claims;
using Distribution.Api.GraphQL.Execution.Plans;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Instrumentation;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>One call of a field's resolver, as the library's interface describes it. What of it nobody here asks for is refused.</summary>
internal sealed class FieldContext(OperationRun run, ObjectNode of, PlannedField planned) : IResolveFieldContext, IExecutionArrayPool
{
    public GraphQLField FieldAst => planned.Ast;

    public FieldType FieldDefinition => planned.Definition;

    public IObjectGraphType ParentType => planned.Parent;

    public IResolveFieldContext? Parent => of.Context;

    public IDictionary<string, ArgumentValue>? Arguments { get; } = run.ArgumentsOf(planned);

    public IDictionary<string, DirectiveInfo>? Directives => null;

    public object? RootValue => null;

    public object? Source => of.Source;

    public ISchema Schema => run.Schema;

    public GraphQLDocument Document => run.Plan.Document;

    public GraphQLOperationDefinition Operation => run.Plan.Operation;

    public Variables Variables => run.Variables;

    public CancellationToken CancellationToken => run.CancellationToken;

    public Metrics Metrics => Metrics.None;

    public ExecutionErrors Errors => run.Errors;

    public IEnumerable<object> Path => of.PathOf(planned).Names();

    public IEnumerable<object> ResponsePath => of.PathOf(planned).Names();

    public Dictionary<string, (GraphQLField Field, FieldType FieldType)>? SubFields => null;

    public IReadOnlyDictionary<string, object?> InputExtensions => Inputs.Empty;

    public IDictionary<string, object?> OutputExtensions => throw new NotSupportedException("Answers have no extensions.");

    public IDictionary<string, object?> UserContext => run.UserContext;

    public IServiceProvider RequestServices => run.Services;

    public IExecutionArrayPool ArrayPool => this;

    public ClaimsPrincipal? User => null;

    public IExecutionContext ExecutionContext => throw new NotSupportedException("Operations are run by OperationRun.");

    /// <summary>The library's introspection makes its lists in these; they are left to the garbage collector.</summary>
    public T[] Rent<T>(int minimumLength) => new T[minimumLength];
}
