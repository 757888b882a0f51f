using System.Data.Common;
using System.Security.Cryptography;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Distribution.Api.GraphQL.Errors;

/// <summary>Makes what a field method throws into errors for the caller: refusals as they are, lost infrastructure as UNAVAILABLE, everything else as INTERNAL with a reference to the log.</summary>
internal sealed partial class Faults(ILogger<Faults> logger)
{
    public IReadOnlyList<ApiError> Of(Exception exception, string? field = null) => exception switch
    {
        RefusedException refused => refused.Refusals.Select(ApiError.Of).ToList(),
        ApiError error => [error],
        _ when IsUnavailability(exception) => [Unavailable(exception, field)],
        _ => [Internal(exception, field)],
    };

    private static bool IsUnavailability(Exception exception) => exception switch
    {
        TimeoutException or SiloUnavailableException or ConnectionFailedException or OrleansMessageRejectionException
            or GatewayTooBusyException or LimitExceededException or ClientNotAvailableException => true,
        DbException { IsTransient: true } => true,
        AggregateException { InnerException: { } inner } => IsUnavailability(inner),
        _ => false,
    };

    private ApiError Unavailable(Exception exception, string? field)
    {
        LogUnavailable(exception.GetType().Name, field, exception.Message);
        return new ApiError(
            ErrorCodes.Unavailable,
            "The system can't answer just now. Whether a change was made is not known: send the same command again after a moment.",
            retry: true);
    }

    private ApiError Internal(Exception exception, string? field)
    {
        var reference = RandomNumberGenerator.GetHexString(12, lowercase: true);
        LogInternal(exception, reference, field);
        return new ApiError(ErrorCodes.Internal, $"Something went wrong in the system. Give support the reference {reference}.", reference: reference);
    }
}
