using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Errors;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>An input object made into a record through the record's constructor, whose checks therefore run on every input.</summary>
internal sealed class InputRecord : InputObjectGraphType
{
    private readonly ConstructorInfo _constructor;
    private readonly Func<object?[], object> _make;

    public InputRecord(Type clr)
    {
        _constructor = clr.GetConstructors().MaxBy(constructor => constructor.GetParameters().Length)
            ?? throw new InvalidOperationException($"{clr} has no public constructor, so it can't be an argument.");
        _make = Compile(_constructor);
    }

    public void AddFields(TypeGraph types)
    {
        foreach (var parameter in _constructor.GetParameters())
        {
            var shape = ClrShape.Of(parameter);
            AddField(new FieldType
            {
                Name = GraphNames.OfArgument(parameter),
                Description = types.Descriptions.OfInput(parameter),
                ResolvedType = types.Input(shape, parameter.Name),
                DefaultValue = parameter.HasDefaultValue ? parameter.DefaultValue : null,
                Parser = Conversion.To(shape),
            });
        }
    }

    /// <returns>The record, or an <see cref="UnfitInput"/> where a check failed.</returns>
    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        if (UnfitInput.Among(value) is { } unfit)
        {
            return unfit;
        }

        var parameters = _constructor.GetParameters();
        var values = new object?[parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value.TryGetValue(GraphNames.OfArgument(parameters[i]), out var given) ? given : Default(parameters[i]);
        }

        try
        {
            return _make(values);
        }
        catch (ArgumentException problem)
        {
            return new UnfitInput(problem.ParamName is { } name ? GraphNames.Camel(name) : Name, CheckMessage.Of(problem));
        }
    }

    /// <summary>The library checks defaults by reading properties, which need not have the names of the fields.</summary>
    public override bool IsValidDefault(object value) => _constructor.DeclaringType!.IsInstanceOfType(value);

    private static object? Default(ParameterInfo parameter) => parameter.HasDefaultValue ? parameter.DefaultValue : null;

    private static Func<object?[], object> Compile(ConstructorInfo constructor)
    {
        var values = Expression.Parameter(typeof(object?[]), "values");
        var arguments = constructor.GetParameters().Select((parameter, i) =>
            (Expression)Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), parameter.ParameterType));
        var make = Expression.Convert(Expression.New(constructor, arguments), typeof(object));
        return Expression.Lambda<Func<object?[], object>>(make, values).Compile();
    }
}
