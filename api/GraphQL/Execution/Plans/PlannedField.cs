using System.Text;
using System.Text.Json;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>One field of an object as it will be answered; those of one answer's name have become one.</summary>
internal sealed class PlannedField
{
    private const string TypeName = "__typename";

    public PlannedField(string name, GraphQLField ast, IObjectGraphType parent, FieldType definition, PlannedArguments? arguments, Selection? selection)
    {
        (Name, Ast, Parent, Definition, Arguments) = (name, ast, parent, definition, arguments);
        NameJson = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(name)}\":");
        Shape = Shape.Of(definition.ResolvedType!, selection);
        Property = definition.Name == TypeName ? new PropertyResolver(_ => parent.Name) : definition.Resolver as PropertyResolver;
        LeadsOn = Shape.Innermost is { IsImmediate: false };
        IsImmediate = Property is not null && !LeadsOn;
    }

    /// <summary>The alias, if there is one.</summary>
    public string Name { get; }

    /// <summary>With quotes and colon.</summary>
    public byte[] NameJson { get; }

    /// <summary>The first place where the field stands.</summary>
    public GraphQLField Ast { get; }

    public IObjectGraphType Parent { get; }

    public FieldType Definition { get; }

    /// <summary>Null for a field that takes none.</summary>
    public PlannedArguments? Arguments { get; }

    public Shape Shape { get; }

    public PropertyResolver? Property { get; }

    public IFieldResolver Resolver => Definition.Resolver ?? throw new InvalidOperationException($"The field {Parent.Name}.{Definition.Name} has no resolver.");

    /// <summary>Whether something below it may have to be waited for.</summary>
    public bool LeadsOn { get; }

    /// <summary>Whether neither it nor anything below it calls anything: it is read while the answer is written.</summary>
    public bool IsImmediate { get; }
}
