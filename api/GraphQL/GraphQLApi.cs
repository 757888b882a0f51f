using System.Reflection;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Transport;
using Distribution.Api.GraphQL.Trusted;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using GraphQL;
using GraphQL.Types;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Distribution.Api.GraphQL;

public static class GraphQLApi
{
    public const string Path = "/graphql";

    /// <summary>Adds the schema of all classes of an assembly that contribute fields, the loaders that they take, and the transports that serve it.</summary>
    public static IServiceCollection AddGraphQLApi(this IServiceCollection services, Assembly assembly)
    {
        foreach (var loader in assembly.GetTypes().Where(type => !type.IsAbstract && IsLoader(type)))
        {
            services.AddScoped(loader);
        }

        return services.AddGraphQLApi(ApiSchema.FieldClasses(assembly));
    }

    internal static IServiceCollection AddGraphQLApi(this IServiceCollection services, IReadOnlyCollection<Type> fieldClasses)
    {
        services.AddSingleton(provider => ApiSchema.Of(fieldClasses, provider));
        services.AddSingleton<DocumentCache>();
        services.TryAddSingleton(TrustedDocuments.None);
        services.AddSingleton<Faults>();
        services.AddSingleton<Operations>();
        services.AddSingleton<RequestReader>();
        services.AddSingleton<ResponseWriter>();
        services.AddSingleton<EventStream>();
        services.AddSingleton<SocketEndpoint>();
        services.AddSingleton<GraphQLEndpoint>();
        services.AddSingleton<ShortWay>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddLimits();
        services.TryAddSingleton(new VenueDirectory(new Dictionary<Type, Func<Guid, Task<VenueId?>>>()));
        services.AddSingleton<VenueGuard>();
        return services;
    }

    /// <summary>With their defaults, unless the host has set them.</summary>
    private static void AddLimits(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new ApiLimits());
        services.TryAddSingleton(new IntrospectionSwitch(IsOn: true));
        services.AddSingleton<OperationGate>();
        services.AddSingleton<Headcounts>();
        services.AddSingleton<RequestRates>();
        services.AddSingleton<Budgets>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<RequestRates>((options, rates) => rates.Set(options));
        services.AddOptions<KestrelServerOptions>().Configure<ApiLimits>(RequestLimitsOfKestrel.Set);
    }

    /// <summary>The endpoint itself tells who may come in: a WebSocket brings its token only after it is open.</summary>
    public static void MapGraphQL(this IEndpointRouteBuilder app) =>
        app.MapMethods(Path, [HttpMethods.Get, HttpMethods.Post, HttpMethods.Connect], (HttpContext http, GraphQLEndpoint endpoint) => endpoint.Handle(http)).AllowAnonymous();

    /// <summary>Builds the schema now rather than at the first request, and checks the trusted documents against it.</summary>
    public static Task Prepare(IServiceProvider services)
    {
        services.GetRequiredService<ISchema>().Initialize();
        return services.GetRequiredService<Operations>().CheckTrusted();
    }

    /// <summary>The schema in the schema definition language, as it stands in <c>api/schema.graphql</c>.</summary>
    public static string PrintSchema(IServiceProvider services) =>
        services.GetRequiredService<ISchema>().Print(new() { StringComparison = StringComparison.OrdinalIgnoreCase }) + "\n";

    private static bool IsLoader(Type? type) =>
        type is not null && (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(BatchLoader<,>) || IsLoader(type.BaseType));
}
