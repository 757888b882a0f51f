using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution.Plans;

/// <summary>What <c>@skip</c> and <c>@include</c> say of a field or fragment.</summary>
internal static class Condition
{
    private const string Skip = "skip";
    private const string Include = "include";
    private const string If = "if";

    /// <summary>The variables that decide over this selection.</summary>
    public static IEnumerable<string> VariablesIn(ASTNode selection) =>
        from directive in Directives(selection)
        where IsSkip(directive) || IsInclude(directive)
        let variable = Value(directive) as GraphQLVariable
        where variable is not null
        select variable.Name.StringValue;

    /// <summary>The values of these variables for one request, which validation has made sure are there.</summary>
    public static Dictionary<string, bool> Values(IEnumerable<string> names, Variables variables) =>
        names.ToDictionary(name => name, name => variables.Find(name)?.Value is true, StringComparer.Ordinal);

    /// <summary>Whether the selection is left out.</summary>
    public static bool Excludes(IHasDirectivesNode selection, IReadOnlyDictionary<string, bool> values)
    {
        foreach (var directive in selection.Directives?.Items ?? [])
        {
            if (IsSkip(directive) && IsTrue(Value(directive), values) || IsInclude(directive) && !IsTrue(Value(directive), values))
            {
                return true;
            }
        }

        return false;
    }

    private static List<GraphQLDirective> Directives(ASTNode selection) => (selection as IHasDirectivesNode)?.Directives?.Items ?? [];

    private static bool IsSkip(GraphQLDirective directive) => directive.Name.Value == Skip;

    private static bool IsInclude(GraphQLDirective directive) => directive.Name.Value == Include;

    private static GraphQLValue? Value(GraphQLDirective directive) => directive.Arguments?.Items.Find(argument => argument.Name.Value == If)?.Value;

    private static bool IsTrue(GraphQLValue? value, IReadOnlyDictionary<string, bool> values) => value switch
    {
        GraphQLBooleanValue literal => literal is GraphQLTrueBooleanValue,
        GraphQLVariable variable => values[variable.Name.StringValue],
        _ => false,
    };
}
