using Distribution.Primitives;
using Microsoft.Extensions.Logging;

namespace Distribution.Catalog;

internal sealed partial class VenueGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Venue {Venue}: version {Version} of the catalog was outrun in attempt {Attempt}.")]
    private partial void LogOutrun(VenueId venue, long version, int attempt);

    [LoggerMessage(Level = LogLevel.Error, Message = "Venue {Venue}: whether command {Command} became durable is not known.")]
    private partial void LogStorageFailed(Exception failure, VenueId venue, CommandId command);
}
