using System.Collections;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>
/// The variables of an operation, made from what a request brings ("Coercing Variable Values" of the specification). The library would
/// go through the whole document for each request to do it. Here only what fits is taken: what does not is left to the
/// library, which knows how to say why (<see cref="DocumentValidation.Explain"/>).
/// </summary>
internal sealed class PlannedVariables(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
{
    private static readonly FormatException Misfit = new("It does not fit.");

    private readonly IReadOnlyList<Planned> _all = Plan(schema, document, operation);

    /// <summary>Null when something does not fit.</summary>
    public Variables? Read(Inputs given)
    {
        if (_all.Count == 0)
        {
            return Variables.None;
        }

        try
        {
            var variables = new Variables();
            foreach (var planned in _all)
            {
                variables.Add(Read(planned, given));
            }

            return variables;
        }
#pragma warning disable CA1031 // Scalars and records refuse with exceptions of all kinds; the library meets each again.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private static Variable Read(Planned planned, Inputs given)
    {
        var variable = new Variable(planned.Name, planned.Definition);
        if (given.TryGetValue(planned.Name, out var value))
        {
            variable.Value = planned.NeverNull && value is null ? throw Misfit : Fit(planned.Type, value);
        }
        else if (planned.Definition.DefaultValue is { } byDefault)
        {
            variable.Value = ExecutionHelper.CoerceValue(planned.Type, byDefault).Value;
            variable.IsDefault = true;
        }
        else if (planned.Type is NonNullGraphType)
        {
            throw Misfit;
        }

        return variable;
    }

    private static object? Fit(IGraphType type, object? value) => type switch
    {
        NonNullGraphType required => Fit(required.ResolvedType!, value ?? throw Misfit),
        ScalarGraphType scalar => scalar.ParseValue(value),
        _ when value is null => null,
        ListGraphType list => FitList(list.ResolvedType!, value),
        IInputObjectGraphType { IsOneOf: false } input when value is IDictionary<string, object?> fields => FitObject(input, fields),
        _ => throw Misfit,
    };

    private static object?[] FitList(IGraphType item, object value) => value is IList items and not IDictionary<string, object?>
        ? items.Cast<object?>().Select(each => Fit(item, each)).ToArray()
        // One item stands for a list of it.
        : [Fit(item, value)];

    private static object FitObject(IInputObjectGraphType input, IDictionary<string, object?> given)
    {
        var fields = new Dictionary<string, object?>(given.Count, StringComparer.Ordinal);
        var known = 0;
        foreach (var field in input.Fields)
        {
            if (given.TryGetValue(field.Name, out var value))
            {
                known++;
                fields[field.Name] = FitField(field, value);
            }
            else if (field.DefaultValue is { } byDefault)
            {
                fields[field.Name] = byDefault;
            }
            else if (field.ResolvedType is NonNullGraphType)
            {
                throw Misfit;
            }
        }

        return known == given.Count ? input.ParseDictionary(fields) : throw Misfit;
    }

    private static object? FitField(FieldType field, object? value)
    {
        var fit = Fit(field.ResolvedType!, value);
        if (fit is not null && field.Parser is { } parse)
        {
            fit = parse(fit);
        }

        if (fit is not null)
        {
            field.Validator?.Invoke(fit);
        }

        return fit;
    }

    private static List<Planned> Plan(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation)
    {
        var usages = operation.Variables is null ? null : DocumentValidation.Usages(schema, document, operation);
        return (operation.Variables?.Items ?? []).ConvertAll(definition =>
        {
            var name = definition.Variable.Name.StringValue;
            // A nullable variable with a default may stand where null may not; then null is refused although its type allows it.
            return new Planned(name, definition, TypeOf(schema, definition.Type), usages![name].Any(type => type is NonNullGraphType));
        });
    }

    private static IGraphType TypeOf(ISchema schema, GraphQLType type) => type switch
    {
        GraphQLNonNullType required => new NonNullGraphType(TypeOf(schema, required.Type)),
        GraphQLListType list => new ListGraphType(TypeOf(schema, list.Type)),
        GraphQLNamedType named => schema.AllTypes[named.Name.Value]!,
        _ => throw new InvalidOperationException($"A {type.Kind} is no type."),
    };

    private sealed record Planned(string Name, GraphQLVariableDefinition Definition, IGraphType Type, bool NeverNull);
}
