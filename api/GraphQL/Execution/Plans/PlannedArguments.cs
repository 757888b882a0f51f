using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>The arguments of a field where it stands in a document: made once where no variable is in them, otherwise for each request.</summary>
internal sealed class PlannedArguments
{
    private readonly GraphQLDocument _document;
    private readonly GraphQLField _field;
    private readonly FieldType _definition;

    private PlannedArguments(GraphQLDocument document, GraphQLField field, FieldType definition, int slot)
    {
        (_document, _field, _definition, Slot) = (document, field, definition, slot);
    }

    /// <summary>The same for every request; null where there is a variable, or where a value is refused: each request is then told.</summary>
    public IDictionary<string, ArgumentValue>? Constant { get; private init; }

    /// <summary>Where a request keeps them that are not constant.</summary>
    public int Slot { get; }

    /// <summary>Null for a field that takes none.</summary>
    /// <param name="slot">The next free one.</param>
    public static PlannedArguments? Of(GraphQLDocument document, GraphQLField field, FieldType definition, int slot)
    {
        if (definition.Arguments is not { Count: > 0 })
        {
            return null;
        }

        var planned = new PlannedArguments(document, field, definition, slot);
        return (field.Arguments?.Items ?? []).Exists(argument => HasVariable(argument.Value)) || planned.TryRead() is not { } constant
            ? planned
            : new PlannedArguments(document, field, definition, slot: -1) { Constant = constant };
    }

    /// <exception cref="ExecutionError">A value does not fit, or is refused.</exception>
    public IDictionary<string, ArgumentValue> Read(Variables variables) =>
        ExecutionHelper.GetArguments(_definition.Arguments, _field.Arguments, variables, _document, _field, null)!;

    private IDictionary<string, ArgumentValue>? TryRead()
    {
        try
        {
            return Read(Variables.None);
        }
#pragma warning disable CA1031 // Whatever it is: a request that reads them meets it again and answers it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static bool HasVariable(GraphQLValue value) => value switch
    {
        GraphQLVariable => true,
        GraphQLListValue list => (list.Values ?? []).Exists(HasVariable),
        GraphQLObjectValue fields => (fields.Fields ?? []).Exists(field => HasVariable(field.Value)),
        _ => false,
    };
}
