using Distribution.Api.GraphQL.Execution.Plans;
using GraphQL;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>An object of the answer, some field of which had to be called, with what was answered.</summary>
/// <param name="Path">Null for the root.</param>
/// <param name="Context">The call that answered the object.</param>
internal sealed record ObjectNode(PlannedField[] Fields, object? Source, FieldPath? Path, IResolveFieldContext? Context)
{
    /// <summary>In place of a value: the field failed, and that was reported.</summary>
    public static readonly object Failed = new();

    /// <summary>
    /// One for each field, once it was called: a value as its resolver answered it, or, where something in it had to be called
    /// again, an <see cref="ObjectNode"/> or a list of them. Immediate fields stay null here.
    /// </summary>
    public object?[] Values { get; } = new object?[Fields.Length];

    public FieldPath PathOf(PlannedField field) => Path?.Field(field.Name) ?? new FieldPath(null, field.Name);
}
