using System.Collections;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.Security;
using GraphQL;
using GraphQL.DataLoader;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// One run of an operation: calls what has to be called, then leaves the answer to <see cref="AnswerWriter"/>. All calls of one
/// depth are under way at once, those of a mutation's first depth one after the other; what <see cref="BatchLoader{TKey,TValue}"/>
/// defers is loaded once nothing else is under way.
/// </summary>
internal sealed class OperationRun(ISchema schema, OperationPlan plan, Variables variables, IDictionary<string, ArgumentValue>[] arguments, RunServices given)
{
    private readonly List<Waiting<Task<object?>>> _calls = [];
    private readonly List<Waiting<IDataLoaderResult>> _deferred = [];
    private IDictionary<string, object?>? _userContext;

    public ISchema Schema => schema;

    public OperationPlan Plan => plan;

    public Variables Variables => variables;

    public ExecutionErrors Errors { get; } = [];

    public Limit AnswerLimit => given.Limits.AnswerBytes;

    public CancellationToken CancellationToken => given.Deadline.Token;

    public IServiceProvider Services => given.Services;

    public IDictionary<string, object?> UserContext => _userContext ??= given.Caller.ToOperation();

    /// <summary>The same request again, for the next event of its subscription.</summary>
    public OperationRun Again(Deadline deadline) => new(schema, plan, variables, arguments, given with { Deadline = deadline });

    public IDictionary<string, ArgumentValue>? ArgumentsOf(PlannedField field) =>
        field.Arguments is { } planned ? planned.Constant ?? arguments[planned.Slot] : null;

    /// <param name="source">The event, for a subscription.</param>
    /// <param name="oneByOne">Whether each field of the root ends before the next begins.</param>
    public async ValueTask<ExecutionResult> Result(object? source, bool oneByOne)
    {
        var root = new ObjectNode(plan.Selection(variables).Of(plan.Root), source, null, null);
        for (var i = 0; i < root.Fields.Length; i++)
        {
            Call(root, i);
            if (oneByOne)
            {
                await Finish();
            }
        }

        await Finish();
        try
        {
            var data = new AnswerWriter(this).Write(root);
            return new ExecutionResult { Executed = true, Data = data, Errors = Errors.Count == 0 ? null : Errors };
        }
        catch (ApiError tooLarge)
        {
            return new ExecutionResult(tooLarge) { Executed = true };
        }
    }

    public void Report(PlannedField field, FieldPath path, Exception problem)
    {
        IReadOnlyList<ExecutionError> errors = problem is ExecutionError own ? [own] : given.Faults.Of(problem, field.Definition.Name);
        foreach (var error in errors)
        {
            error.Path = path.Names();
            error.AddLocation(field.Ast, plan.Document);
            Errors.Add(error);
        }
    }

    private async ValueTask Finish()
    {
        while (_calls.Count + _deferred.Count > 0)
        {
            if (_calls.Count > 0)
            {
                Waiting<Task<object?>>[] calls = [.. _calls];
                _calls.Clear();
                foreach (var call in calls)
                {
                    try
                    {
                        Take(call.Node, call.Field, await call.For, call.Context);
                    }
                    catch (Exception problem) when (!IsOver(problem))
                    {
                        Fail(call.Node, call.Field, problem);
                    }

                    given.Deadline.ThrowIfOver();
                }
            }
            else
            {
                // Started all at once, so that each loader sees all keys before it loads the first.
                _calls.AddRange(_deferred.ConvertAll(deferred => new Waiting<Task<object?>>(deferred.Node, deferred.Field, Load(deferred.For), deferred.Context)));
                _deferred.Clear();
            }
        }
    }

    private async Task<object?> Load(IDataLoaderResult deferred) => await deferred.GetResultAsync(CancellationToken);

    private void Start(ObjectNode node)
    {
        for (var i = 0; i < node.Fields.Length; i++)
        {
            if (!node.Fields[i].IsImmediate)
            {
                Call(node, i);
            }
        }
    }

    private void Call(ObjectNode node, int i)
    {
        given.Deadline.ThrowIfOver();
        var field = node.Fields[i];
        var context = new FieldContext(this, node, field);
        try
        {
            var answer = field.Property is { } property ? new ValueTask<object?>(property.Read(node.Source!)) : field.Resolver.ResolveAsync(context);
            if (answer.IsCompletedSuccessfully)
            {
                Take(node, i, answer.Result, context);
            }
            else
            {
                _calls.Add(new Waiting<Task<object?>>(node, i, answer.AsTask(), context));
            }
        }
        catch (Exception problem) when (!IsOver(problem))
        {
            Fail(node, i, problem);
        }
    }

    private void Take(ObjectNode node, int i, object? value, IResolveFieldContext context)
    {
        var field = node.Fields[i];
        if (value is IDataLoaderResult deferred)
        {
            _deferred.Add(new Waiting<IDataLoaderResult>(node, i, deferred, context));
        }
        else
        {
            node.Values[i] = field.LeadsOn ? Expand(field.Shape, value, node.PathOf(field), context) : value;
        }
    }

    private object? Expand(Shape shape, object? value, FieldPath path, IResolveFieldContext context)
    {
        if (value is null)
        {
            return null;
        }

        if (shape.Item is { } item)
        {
            var items = new List<object?>();
            foreach (var each in (IEnumerable)value)
            {
                items.Add(Expand(item, each, path.Item(items.Count), context));
            }

            return items;
        }

        var selection = shape.Selection!;
        var node = new ObjectNode(selection.Of(selection.Type ?? ObjectTypes.Of(shape.Type, value, schema)), value, path, context);
        Start(node);
        return node;
    }

    private void Fail(ObjectNode node, int i, Exception problem)
    {
        Report(node.Fields[i], node.PathOf(node.Fields[i]), problem);
        node.Values[i] = ObjectNode.Failed;
    }

    /// <summary>The whole operation is given up, so nobody is told about its fields.</summary>
    private bool IsOver(Exception problem) => problem is OperationCanceledException && given.Deadline.IsOver;

    private sealed record Waiting<T>(ObjectNode Node, int Field, T For, IResolveFieldContext Context);
}

/// <summary>What a run needs from the request.</summary>
internal sealed record RunServices(Caller Caller, IServiceProvider Services, Faults Faults, ApiLimits Limits, Deadline Deadline);

internal static class ObjectTypes
{
    /// <summary>The object type of a value behind an interface or a union.</summary>
    public static IObjectGraphType Of(IGraphType type, object value, ISchema schema)
    {
        var named = (IAbstractGraphType)type.GetNamedType();
        return named.GetObjectType(value, schema) is { } found && named.IsPossibleType(found)
            ? found
            : throw new InvalidOperationException($"A {value.GetType()} is no {named.Name}.");
    }
}
