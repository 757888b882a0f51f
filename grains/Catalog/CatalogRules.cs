using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>What a catalog allows. Pure: what was accepted before under the command's id is given.</summary>
internal static class CatalogRules
{
    /// <summary>Of one venue, of all kinds together.</summary>
    public const int MaxEntries = 20_000;

    public static Outcome<CatalogDecision> Decide(CatalogState state, CatalogCommand command, PastCommand? past)
    {
        if (past is not null)
        {
            return Repeat(state, command, past);
        }

        var check = new CatalogCheck(state);
        check.Context(command.Context);
        if (state.Venue is null && command is not CreateVenue)
        {
            return new Refusal(RefusalCode.NotFound, state.Id.ToString(), $"There is no venue {state.Id}.");
        }

        return Decide(state, command, check);
    }

    private static Outcome<CatalogDecision> Decide(CatalogState state, CatalogCommand command, CatalogCheck check) => command switch
    {
        CreateVenue wanted => Create(wanted, state, check),
        AddLogicalConfiguration wanted => Create(wanted, check),
        CreateEvent wanted => Create(wanted, check),
        CreatePerformance wanted => Create(wanted, check),
        CreateAudienceSubCategory wanted => Create(wanted, check),
        SetTariff wanted => Set(wanted, state, check),
        CreateSalesChannel wanted => Create(wanted, check),
        SetActivityProfile wanted => ActivityRules.Set(wanted, state, check),
        CreateContact wanted => Create(wanted, check),
        CreateContingent wanted => Create(wanted, check),
        CreateDistributor wanted => Create(wanted, check),
        RegisterInterface wanted => Register(wanted, state, check),
        Rename wanted => Rename(wanted, state, check),
        _ => throw new ArgumentException($"The catalog does not know the command {command.GetType().Name}.", nameof(command)),
    };

    private static Outcome<CatalogDecision> Repeat(CatalogState state, CatalogCommand command, PastCommand past) =>
        past.Venue == state.Id && past.Content == CatalogJson.ContentOf(command)
            ? new CatalogDecision(state.Entries[past.Entry], Repeats: true)
            : new Refusal(RefusalCode.CommandMismatch, command.Id.ToString(), "This id was used for another command. A new command needs a new id.");

    private static Outcome<CatalogDecision> Create(CreateVenue wanted, CatalogState state, CatalogCheck check)
    {
        check.That(wanted.Id == state.Id.Value, RefusalCode.Invalid, "id", "A venue bears the id of the command that creates it.");
        var name = check.Name(CatalogKind.Venue, wanted.Name);
        return check.Allow(() => new Venue(state.Id, name));
    }

    private static Outcome<CatalogDecision> Create(AddLogicalConfiguration wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.LogicalConfiguration, wanted.Name);
        return check.Allow(() => PlanOutline.Of(wanted.Plan, new(wanted.Id), name, wanted.Hash));
    }

    private static Outcome<CatalogDecision> Create(CreateEvent wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.Event, wanted.Name);
        return check.Allow(() => new Event(new(wanted.Id), name));
    }

    private static Outcome<CatalogDecision> Create(CreatePerformance wanted, CatalogCheck check)
    {
        check.Room();
        check.Known<Event>(wanted.Event.Value, EventId.Noun, "event");
        var configuration = check.Known<LogicalConfiguration>(wanted.Configuration.Value, LogicalConfigurationId.Noun, "configuration");
        var name = check.Name(CatalogKind.Performance, wanted.Name, wanted.Event);
        check.Start(wanted.StartsAt);
        check.TimeZone(wanted.TimeZone);
        return check.Allow(() => new Performance(
            new(wanted.Id),
            wanted.Event,
            wanted.Configuration,
            configuration!.Plan,
            name,
            wanted.StartsAt.ToUniversalTime(),
            wanted.TimeZone));
    }

    private static Outcome<CatalogDecision> Create(CreateAudienceSubCategory wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.AudienceSubCategory, wanted.Name);
        return check.Allow(() => new AudienceSubCategory(new(wanted.Id), name));
    }

    private static Outcome<CatalogDecision> Set(SetTariff wanted, CatalogState state, CatalogCheck check)
    {
        check.Price(wanted.Price);
        check.Known<AudienceSubCategory>(wanted.Audience.Value, AudienceSubCategoryId.Noun);
        if (wanted.Event is { } of)
        {
            check.Known<Event>(of.Value, EventId.Noun);
        }

        check.That(
            state.All<LogicalConfiguration>().Any(configuration => configuration.Categories.Any(category => category.Code == wanted.Category)),
            RefusalCode.NotFound,
            wanted.Category ?? "category",
            "No configuration of this venue has this seat category.");
        var known = state.All<Tariff>().SingleOrDefault(
            tariff => tariff.Category == wanted.Category && tariff.Audience == wanted.Audience && tariff.Event == wanted.Event);
        if (known is null)
        {
            check.Room();
        }

        return check.Allow(() => known is null
            ? new Tariff(new(wanted.Id), wanted.Category!, wanted.Audience, wanted.Event, wanted.Price)
            : known with { Price = wanted.Price });
    }

    private static Outcome<CatalogDecision> Create(CreateSalesChannel wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.SalesChannel, wanted.Name);
        check.That(Enum.IsDefined(wanted.Type), RefusalCode.Invalid, "type", "A sales channel is the venue's own or external.");
        return check.Allow(() => new SalesChannel(new(wanted.Id), name, wanted.Type));
    }

    private static Outcome<CatalogDecision> Create(CreateContact wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.Contact, wanted.Name);
        check.Email(wanted.Email);
        check.Phone(wanted.Phone);
        return check.Allow(() => new Contact(new(wanted.Id), name, wanted.Email, wanted.Phone));
    }

    private static Outcome<CatalogDecision> Create(CreateContingent wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.Contingent, wanted.Name);
        if (wanted.ExternalChannel is { } channel)
        {
            check.External(channel);
        }

        return check.Allow(() => new Contingent(new(wanted.Id), name, wanted.ExternalChannel));
    }

    private static Outcome<CatalogDecision> Create(CreateDistributor wanted, CatalogCheck check)
    {
        check.Room();
        var name = check.Name(CatalogKind.Distributor, wanted.Name);
        return check.Allow(() => new Distributor(new(wanted.Id), name));
    }

    private static Outcome<CatalogDecision> Register(RegisterInterface wanted, CatalogState state, CatalogCheck check)
    {
        check.Room();
        check.Known<Distributor>(wanted.Distributor.Value, DistributorId.Noun);
        check.External(wanted.Channel);
        check.InterfaceType(wanted.Type, wanted.Types);
        var name = check.Name(CatalogKind.DistributorInterface, wanted.Name);
        var holder = state.All<RegisteredInterface>().FirstOrDefault(known => known.Channel == wanted.Channel);
        check.That(
            holder is null,
            RefusalCode.Duplicate,
            wanted.Channel.ToString(),
            $"The interface \"{holder?.Name}\" has this channel; each interface needs a channel of its own.");
        return check.Allow(() => new RegisteredInterface(new(wanted.Id), wanted.Distributor, wanted.Channel, wanted.Type, name));
    }

    private static Outcome<CatalogDecision> Rename(Rename wanted, CatalogState state, CatalogCheck check)
    {
        check.That(
            wanted.Kind is not (CatalogKind.Tariff or CatalogKind.ActivityProfile), RefusalCode.Invalid, "kind", $"A thing of the kind {wanted.Kind.InWords()} has no name of its own.");
        var known = state.Entries.GetValueOrDefault(wanted.Key);
        check.That(known?.Kind == wanted.Kind, RefusalCode.NotFound, wanted.Key.ToString(), $"This venue has no {wanted.Kind.InWords()} {wanted.Key}.");
        var name = check.Name(wanted.Kind, wanted.Name, known is Performance { Event: var of } ? of : null, except: wanted.Key);
        return check.Allow(() => Named(known!, name));
    }

    private static CatalogEntry Named(CatalogEntry entry, string name) => entry switch
    {
        Venue it => it with { Name = name },
        LogicalConfiguration it => it with { Name = name },
        Event it => it with { Name = name },
        Performance it => it with { Name = name },
        AudienceSubCategory it => it with { Name = name },
        SalesChannel it => it with { Name = name },
        Contact it => it with { Name = name },
        Contingent it => it with { Name = name },
        Distributor it => it with { Name = name },
        RegisteredInterface it => it with { Name = name },
        _ => throw new ArgumentException($"A {entry.Kind} has no name.", nameof(entry)),
    };
}

/// <summary>The entry as it is to be, or, for a repeated command, as it is.</summary>
internal sealed record CatalogDecision(CatalogEntry Entry, bool Repeats = false);
