using Distribution.Api.Security;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>A field that the caller's role does not reach.</summary>
internal sealed class ForbiddenError(ROM document, GraphQLField field, Role role)
    : ValidationError(document, null, $"The field {field.Name.StringValue} needs the role {role.ToString().ToLowerInvariant()}.", field)
{
    public string Field { get; } = field.Name.StringValue;
}
