using Distribution.Tests.Fixtures;
using GraphQL.Types;

namespace Distribution.Tests.Api.Venues;

/// <summary>The things of a venue that can be asked for by an id. What it does not have, nobody has.</summary>
internal sealed record ThingsOfVenue(ApiVenue Venue)
{
    public Guid Execution { get; init; } = NewId.Guid();

    public Guid Schedule { get; init; } = NewId.Guid();

    public Guid Order { get; init; } = NewId.Guid();

    public Guid Conflict { get; init; } = NewId.Guid();

    public Guid Hold { get; init; } = NewId.Guid();

    public Guid Move { get; init; } = NewId.Guid();

    public Guid Skipped { get; init; } = NewId.Guid();

    /// <summary>Ids that stand for something only together with another thing, such as a hold with its performance.</summary>
    public static bool IsWithinAnother(FieldType field, string argument) => argument is "hold" or "move" or "skipped" || (field.Name, argument) is ("hold", "id");

    /// <summary>Ids stand for something of a venue, but for those that the caller makes up, or that are looked for within another thing.</summary>
    public static bool AreAskedWith(FieldType field, string argument) =>
        argument is not "apiKey" && !IsWithinAnother(field, argument) && field.Name is not ("node" or "nodes") && (field.Name, argument) is not (("confirmHold", "order") or ("cancelSale", "order") or ("rename", "id"));

    /// <summary>The thing for an argument, or for one within input objects. A new kind of argument has to be added here.</summary>
    public Guid IdOf(FieldType field, string argument) => argument[(argument.LastIndexOf('.') + 1)..] switch
    {
        "venue" => Venue.Id,
        "performance" => Venue.Performance,
        "event" => Venue.Event,
        "configuration" => Venue.Configuration,
        "contingent" or "from" or "to" => Venue.Contingent,
        "channel" or "externalChannel" or "salesChannel" => Venue.Channel,
        "contact" => Venue.Contact,
        "audience" => Venue.Audience,
        "distributor" => Venue.Distributor,
        "interface" or "offeree" => Venue.Interface,
        "execution" => Execution,
        "conflict" or "conflicts" => Conflict,
        "schedule" => Schedule,
        "order" => Order,
        "hold" => Hold,
        "move" => Move,
        "skipped" => Skipped,
        "id" => field.Name switch
        {
            "venue" => Venue.Id,
            "performance" => Venue.Performance,
            "distributorInterface" => Venue.Interface,
            "execution" => Execution,
            "schedule" => Schedule,
            "order" => Order,
            "hold" => Hold,
            "saleConflict" => Conflict,
            _ => throw new InvalidOperationException($"Whose is the id of {field.Name}?"),
        },
        _ => throw new InvalidOperationException($"Of what is the argument {argument} of {field.Name}?"),
    };
}
