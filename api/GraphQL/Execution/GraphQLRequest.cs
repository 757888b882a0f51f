using GraphQL;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>One operation as a client sends it, whatever the transport.</summary>
/// <param name="Query">The document; null when only its id was sent.</param>
/// <param name="DocumentId">The id of a trusted document; null when only the query was sent. With both, it is the hash that the client has made of the query.</param>
/// <param name="OperationName">Which operation of the document to run; null when it has one.</param>
internal sealed record GraphQLRequest(string? Query, string? DocumentId, string? OperationName, Inputs Variables, Inputs Extensions);
