namespace Distribution.Sandbox.Control;

internal sealed record ControlError(ControlErrorDetail Error)
{
    public static IResult Result(int status, string code, string message) =>
        Results.Json(new ControlError(new ControlErrorDetail(code, message)), statusCode: status);
}

internal sealed record ControlErrorDetail(string Code, string Message);
