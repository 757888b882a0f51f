using Distribution.Api.GraphQL.Errors;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Refuses to tell the schema, where that is switched off.</summary>
internal sealed class IntrospectionRule : ValidationRuleBase
{
    /// <exception cref="ApiError">It asks for the schema.</exception>
    public override ValueTask<INodeVisitor?> GetPreNodeVisitorAsync(ValidationContext context) =>
        new(new MatchingNodeVisitor<GraphQLField>((field, at) =>
        {
            var definition = at.TypeInfo.GetFieldDef();
            if (definition is not null && (definition == at.Schema.SchemaMetaFieldType || definition == at.Schema.TypeMetaFieldType))
            {
                throw new ApiError(
                    ErrorCodes.Forbidden, "This server does not tell its schema; it is in the file api/schema.graphql of the program.", subject: field.Name.StringValue);
            }
        }));
}
