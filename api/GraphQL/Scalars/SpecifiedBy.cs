using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>Where a scalar is defined, as the directive <c>@specifiedBy</c> of the GraphQL specification tells clients and tools.</summary>
internal static class SpecifiedBy
{
    private const string Name = "specifiedBy";
    private const string Url = "url";

    public static Directive Definition() => new(Name, DirectiveLocation.Scalar)
    {
        Description = "Says where a scalar is defined.",
        Arguments = [new QueryArgument(new NonNullGraphType(new StringGraphType())) { Name = Url, Description = "The address of the definition." }],
    };

    public static void Mark(ScalarGraphType scalar, string url) => scalar.ApplyDirective(Name, Url, url);
}
