using System.Collections.Immutable;
using System.Reflection;
using Distribution.Api.GraphQL.Execution;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>A C# type as GraphQL sees it: nullable or not, a list or not; what only carries it (a task, an outcome, a stream) is taken off.</summary>
/// <param name="Clr">The type without <see cref="Nullable{T}"/>; for a list, the type of the whole list.</param>
/// <param name="Element">Not null for a list.</param>
internal sealed record ClrShape(Type Clr, bool IsNullable, ClrShape? Element = null)
{
    private static readonly Type[] Carriers =
        [typeof(Task<>), typeof(ValueTask<>), typeof(Outcome<>), typeof(Deferred<>), typeof(IAsyncEnumerable<>)];

    private static readonly Type[] Lists =
        [typeof(ImmutableArray<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>), typeof(List<>), typeof(IList<>)];

    public static ClrShape Of(PropertyInfo property) => Of(new NullabilityInfoContext().Create(property), reading: true);

    public static ClrShape Of(ParameterInfo parameter) => Of(new NullabilityInfoContext().Create(parameter), reading: parameter.Position < 0);

    public ClrShape Nullable() => this with { IsNullable = true };

    private static ClrShape Of(NullabilityInfo info, bool reading)
    {
        var clr = System.Nullable.GetUnderlyingType(info.Type) ?? info.Type;
        var definition = clr.IsGenericType ? clr.GetGenericTypeDefinition() : null;
        if (definition is not null && Carriers.Contains(definition))
        {
            return Of(info.GenericTypeArguments[0], reading);
        }

        var nullable = (reading ? info.ReadState : info.WriteState) is NullabilityState.Nullable;
        if (clr.IsArray)
        {
            return new ClrShape(clr, nullable, Of(info.ElementType!, reading));
        }

        return definition is not null && Lists.Contains(definition)
            ? new ClrShape(clr, nullable, Of(info.GenericTypeArguments[0], reading))
            : new ClrShape(clr, nullable);
    }
}
