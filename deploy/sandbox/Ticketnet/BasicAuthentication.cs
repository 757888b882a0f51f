using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Distribution.Sandbox.Control;

namespace Distribution.Sandbox.Ticketnet;

/// <summary>Lets nobody in without the user and password.</summary>
internal sealed class BasicAuthentication(Credentials credentials) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsRight(http.Request.Headers.Authorization.ToString()))
        {
            return await next(context);
        }

        http.Response.Headers.WWWAuthenticate = "Basic realm=\"Ticketnet\", charset=\"UTF-8\"";
        return TicketnetResults.Error(StatusCodes.Status401Unauthorized, new ErrorDetail("unauthorized", "The user or the password is wrong."));
    }

    private bool IsRight(string header)
    {
        if (!AuthenticationHeaderValue.TryParse(header, out var value) || !string.Equals(value.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var (user, password, _) = credentials.Now();
        var right = Encoding.UTF8.GetBytes($"{user}:{password}");
        var buffer = new byte[value.Parameter?.Length ?? 0];
        return Convert.TryFromBase64String(value.Parameter ?? "", buffer, out var length) && CryptographicOperations.FixedTimeEquals(buffer.AsSpan(0, length), right);
    }
}
