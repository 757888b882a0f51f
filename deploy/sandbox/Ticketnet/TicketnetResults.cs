namespace Distribution.Sandbox.Ticketnet;

internal static class TicketnetResults
{
    public static IResult Error(int status, ErrorDetail error) => Results.Json(new ErrorBody(error), TicketnetJson.Sparse, statusCode: status);

    public static IResult Invalid(string field, string message) => Error(StatusCodes.Status422UnprocessableEntity, new ErrorDetail("invalid", message, field));
}
