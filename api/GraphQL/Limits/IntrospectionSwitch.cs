namespace Distribution.Api.GraphQL.Limits;

/// <summary>Whether clients may ask for the schema, and browsers for GraphiQL.</summary>
internal sealed record IntrospectionSwitch(bool IsOn);
