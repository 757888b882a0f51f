using System.Linq.Expressions;
using GraphQL;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>The one argument of a mutation: an input object whose fields are the parameters of its method.</summary>
internal sealed class MutationInput : InputObjectGraphType
{
    public const string Argument = "input";

    public static Arguments FieldsOf(MutationInput input) => new InputFields(input);

    /// <summary>What came, by the names of the fields.</summary>
    public static IDictionary<string, object?> In(IResolveFieldContext context) =>
        (IDictionary<string, object?>)context.Arguments![Argument].Value!;

    public override object ParseDictionary(IDictionary<string, object?> value) => value;

    private sealed class InputFields(MutationInput input) : Arguments
    {
        public override void Add(string name, string? description, IGraphType type, object? defaultValue, Func<object, object>? parser) =>
            input.AddField(new FieldType { Name = name, Description = description, ResolvedType = type, DefaultValue = defaultValue, Parser = parser });

        public override Expression Read(ParameterExpression context, string name, Type type, object? defaultValue) => Call(
            typeof(InputFields), nameof(ValueOf), type, context, Expression.Constant(name), defaultValue is null ? Expression.Default(type) : Expression.Constant(defaultValue, type));

        /// <summary>The library leaves out of an input object what was not given.</summary>
        private static T ValueOf<T>(IResolveFieldContext context, string name, T otherwise) =>
            !In(context).TryGetValue(name, out var value) ? otherwise : value is null ? default! : (T)value;
    }
}
