namespace Distribution.Api.GraphQL.Transport;

/// <summary>The services of a request, for which ASP.NET opens a scope once the first is asked for. Most operations ask for none.</summary>
internal sealed class ServicesOfRequest(HttpContext http) : IServiceProvider
{
    public object? GetService(Type serviceType) => http.RequestServices.GetService(serviceType);
}
