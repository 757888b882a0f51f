namespace Distribution.Api.GraphQL.Execution;

/// <summary>Where a value stands in the answer: names of fields and numbers in lists, from the inside outwards.</summary>
internal sealed class FieldPath(FieldPath? outer, string? name, int index = 0)
{
    /// <summary>From the root inwards, as errors tell it.</summary>
    public List<object> Names()
    {
        var names = outer?.Names() ?? [];
        names.Add(name ?? (object)index);
        return names;
    }

    public FieldPath Field(string inner) => new(this, inner);

    public FieldPath Item(int number) => new(this, null, number);
}
