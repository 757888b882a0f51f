using GraphQL;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>One operation as a client sends it, whatever the transport.</summary>
/// <param name="OperationName">Which operation of the document to run; null when it has one.</param>
internal sealed record GraphQLRequest(string Query, string? OperationName, Inputs Variables, Inputs Extensions);
