using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Primitives;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>
/// Makes a mutation of a static method: <c>confirmHold(input: ConfirmHoldInput!): ConfirmHoldPayload!</c>. The input's fields are the method's
/// parameters; the payload has what the method answers, or the refusals as user errors.
/// </summary>
internal sealed class MutationBuilder(TypeGraph types, Parameters parameters)
{
    private static readonly ClrShape UserErrors = new(typeof(ImmutableArray<UserError>), IsNullable: false, new ClrShape(typeof(UserError), IsNullable: false));

    public FieldType Of(MethodInfo method)
    {
        var name = GraphNames.OfField(method);
        var typeName = char.ToUpperInvariant(name[0]) + name[1..];
        var context = Expression.Parameter(typeof(IResolveFieldContext), "context");
        var input = new MutationInput { Name = types.Claim(typeName + "Input", method.DeclaringType!), Description = $"What `{name}` is to do." };
        var values = method.GetParameters().Select(parameter => parameters.Bind(parameter, context, MutationInput.FieldsOf(input))).ToList();
        var field = new FieldType
        {
            Arguments = [new QueryArgument(new NonNullGraphType(input)) { Name = MutationInput.Argument, Description = "All that the command says." }],
            ResolvedType = PayloadType(method, name, types.Claim(typeName + "Payload", method.DeclaringType!)),
            Resolver = Resolver(Expression.Call(method, values), context, input, GuardedField.Of(method, values, context, parameters.IsArgument, source: null, answersNull: false)),
        };
        return FieldBuilder.Describe(field, method, types.Descriptions.Of(method));
    }

    private ObjectGraphType PayloadType(MethodInfo method, string mutation, string typeName)
    {
        var payload = new ObjectGraphType { Name = typeName, Description = $"What became of `{mutation}`: its result, or why it was refused." };
        var result = ClrShape.Of(method.ReturnParameter);
        payload.AddField(new FieldType
        {
            Name = ResultName(method, result),
            Description = "What was done or made; null when the command was refused.",
            ResolvedType = types.Output(result.Nullable()),
            Resolver = new PropertyResolver(payload => ((Payload)payload).Result),
        });
        payload.AddField(new FieldType
        {
            Name = "userErrors",
            Description = "Why the command was refused, the first reason first, at most 100; empty when it was done.",
            ResolvedType = types.Output(UserErrors),
            Resolver = new PropertyResolver(payload => ((Payload)payload).UserErrors),
        });
        return payload;
    }

    private static string ResultName(MethodInfo method, ClrShape result) =>
        method.ReturnParameter.GetCustomAttribute<NamedAttribute>()?.Name
        ?? (result.Element is null && TypeGraph.IsRecord(result.Clr) ? GraphNames.Camel(GraphNames.OfOutput(result.Clr)) : "result");

    private static FuncFieldResolver<object> Resolver(Expression call, ParameterExpression context, MutationInput input, GuardedField? guard)
    {
        var run = Expression.Lambda<Func<IResolveFieldContext, ValueTask<object?>>>(Completion.WithRefusals(call), context).Compile();
        run = guard is null ? run : guard.Before(run);
        return new FuncFieldResolver<object>(async given =>
        {
            if (UnfitInput.Among(MutationInput.In(given)) is { } unfit)
            {
                return Refused([unfit.Refusal]);
            }

            try
            {
                var answer = await run(given);
                return answer is Refusals refused ? Refused(refused.All) : new Payload(answer, []);
            }
            catch (RefusedException refused)
            {
                return Refused(refused.Refusals);
            }

            Payload Refused(ImmutableArray<Refusal> refusals) => new(null, UserError.Of(refusals, new InputPaths(input, MutationInput.In(given))));
        });
    }

    private sealed record Payload(object? Result, ImmutableArray<UserError> UserErrors);
}
