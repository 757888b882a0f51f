using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Transport;

/// <summary>What arrived is not a GraphQL request; it is answered with this status and one error, whatever the client accepts.</summary>
internal sealed class BadRequestException(int status, string message, string? subject = null, string code = ErrorCodes.BadRequest) : Exception(message)
{
    public int Status { get; } = status;

    public ApiError Error { get; } = new(code, message, subject);
}
