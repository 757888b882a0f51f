using System.Collections.Immutable;
using System.Net.Mail;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>Collects what is wrong with one command; nothing wrong allows it.</summary>
internal sealed class CatalogCheck(CatalogState state)
{
    public const int MaxNameLength = 200;
    public const int MaxEmailLength = 254;
    public const int MaxPhoneLength = 40;
    public const int MaxTypeLength = 32;

    private readonly List<Refusal> _refusals = [];

    public void That(bool holds, RefusalCode code, string subject, string message)
    {
        if (!holds)
        {
            _refusals.Add(new Refusal(code, subject, message));
        }
    }

    /// <summary>The entry, made only when nothing is wrong; else all that is, by precedence.</summary>
    public Outcome<CatalogDecision> Allow(Func<CatalogEntry> entry) => _refusals.Count == 0
        ? new CatalogDecision(entry())
        : new Outcome<CatalogDecision>.Refused([.. _refusals.OrderBy(refusal => refusal.Code)]);

    public void Context(CommandContext context) => That(
        context.Who is { Length: > 0 and <= CommandContext.MaxWhoLength } && !context.Who.Any(char.IsControl),
        RefusalCode.Invalid,
        "who",
        $"Who asks has 1 to {CommandContext.MaxWhoLength} characters, none of them a control character.");

    public void Room() => That(
        state.Entries.Count < CatalogRules.MaxEntries,
        RefusalCode.LimitExceeded,
        state.Id.ToString(),
        $"A venue's catalog has at most {CatalogRules.MaxEntries} entries.");

    /// <summary>The name as it will stand: trimmed and composed (NFC), so that names that look the same are the same.</summary>
    /// <param name="scope">Where the name is unique, if not in the whole venue.</param>
    /// <param name="except">The entry that may have the name already.</param>
    public string Name(CatalogKind kind, string? text, EventId? scope = null, Guid? except = null)
    {
        if (text is null || !LineText.Prints(text))
        {
            That(false, RefusalCode.Invalid, "name", $"A name has 1 to {MaxNameLength} characters, all of which print.");
            return string.Empty;
        }

        var name = text.Trim().Normalize();
        That(name.Length > 0, RefusalCode.Invalid, "name", "The name is empty.");
        That(name.Length <= MaxNameLength, RefusalCode.LimitExceeded, "name", $"A name has at most {MaxNameLength} characters.");
        var taken = state.Entries.Values.Any(
            entry => entry.Kind == kind && entry.Label == name && entry.Key != except && (entry as Performance)?.Event == scope);
        That(!taken, RefusalCode.Duplicate, "name", $"The name \"{name}\" is taken.");
        return name;
    }

    /// <summary>Only this venue's things are known here; that another venue has it is nobody's business.</summary>
    /// <param name="argument">What of the command it is, where another may have the same value.</param>
    public T? Known<T>(Guid key, string noun, string? argument = null) where T : CatalogEntry
    {
        var found = state.Find<T>(key);
        if (found is null)
        {
            _refusals.Add(new Refusal(RefusalCode.NotFound, key.ToString(), $"This venue has no {noun} {key}.") { Argument = argument });
        }

        return found;
    }

    public void External(SalesChannelId channel)
    {
        if (Known<SalesChannel>(channel.Value, SalesChannelId.Noun) is { Type: not SalesChannelType.External } own)
        {
            That(false, RefusalCode.WrongState, channel.ToString(), $"The channel \"{own.Name}\" is the venue's own; an external one is needed.");
        }
    }

    public void Price(Money price)
    {
        That(Money.IsCurrency(price.Currency), RefusalCode.Invalid, "price", "The price has no currency.");
        That(price.MinorUnits >= 0, RefusalCode.Invalid, "price", "A price is not below 0.");
        That(price.MinorUnits <= Tariff.MaxPrice, RefusalCode.LimitExceeded, "price", $"A price is at most {Tariff.MaxPrice} minor units.");
    }

    public void Start(DateTimeOffset startsAt) => That(
        startsAt.UtcDateTime.Year is >= 2000 and <= 2199, RefusalCode.Invalid, "startsAt", "A performance starts in the years 2000 to 2199.");

    public void TimeZone(string? id) => That(
        IanaTimeZone.Find(id) is not null,
        RefusalCode.Invalid,
        "timeZone",
        "There is no such time zone; write an IANA name, such as Europe/Berlin.");

    /// <summary>Plausible only: whether somebody reads it, a message will tell.</summary>
    public void Email(string? text) => That(
        text is { Length: > 0 and <= MaxEmailLength }
            && LineText.Prints(text)
            && !text.Any(char.IsWhiteSpace)
            && MailAddress.TryCreate(text, out var address)
            && address.Address == text,
        RefusalCode.Invalid,
        "email",
        "This is not an e-mail address, such as sales@example.org.");

    public void Phone(string? text) => That(
        text is null
            || (text.Length is > 0 and <= MaxPhoneLength
                && text.All(letter => char.IsAsciiDigit(letter) || " +-/().".Contains(letter, StringComparison.Ordinal))),
        RefusalCode.Invalid,
        "phone",
        $"A phone number has 1 to {MaxPhoneLength} digits, blanks and any of +-/().");

    /// <param name="known">Not given: every type.</param>
    public void InterfaceType(string? text, ImmutableArray<string> known)
    {
        var isType = text is { Length: > 0 and <= MaxTypeLength } && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
        That(isType, RefusalCode.Invalid, "type", $"A type has 1 to {MaxTypeLength} lower-case letters, digits and hyphens, such as ticketnet.");
        That(!isType || known.IsDefault || known.Contains(text!), RefusalCode.Invalid, "type", $"There is no type \"{text}\"; it is one of {(known.IsDefault ? "" : string.Join(", ", known))}.");
    }
}
