namespace Distribution.Sandbox.Failures;

/// <summary>That many bytes of what begins like an answer.</summary>
internal sealed class LargeAnswer(string contentType, long bytes) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var blanks = new byte[64 * 1024];
        Array.Fill(blanks, (byte)' ');
        httpContext.Response.ContentType = contentType;
        for (var left = bytes; left > 0; left -= blanks.Length)
        {
            await httpContext.Response.Body.WriteAsync(blanks.AsMemory(0, (int)Math.Min(left, blanks.Length)), httpContext.RequestAborted);
        }
    }
}
