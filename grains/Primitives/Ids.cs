using System.Diagnostics.CodeAnalysis;

namespace Distribution.Primitives;

/// <summary>
/// The identity of a thing. A thing bears the id of the command that made it, so a command that arrives twice makes
/// one thing, and no id has to be invented here. An id is never empty.
/// </summary>
public interface IId<TSelf> : ISpanParsable<TSelf> where TSelf : struct, IId<TSelf>
{
    static abstract string Noun { get; }

    static abstract TSelf From(Guid value);

    Guid Value { get; }

    static TSelf ISpanParsable<TSelf>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => TSelf.From(Guid.Parse(s, provider));

    static bool ISpanParsable<TSelf>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TSelf result)
    {
        var ok = Guid.TryParse(s, provider, out var value) && value != Guid.Empty;
        result = ok ? TSelf.From(value) : default;
        return ok;
    }

    static TSelf IParsable<TSelf>.Parse(string s, IFormatProvider? provider) => TSelf.From(Guid.Parse(s, provider));

    static bool IParsable<TSelf>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TSelf result) =>
        TSelf.TryParse(s.AsSpan(), provider, out result);
}

internal static class NotEmpty
{
    public static Guid Id(Guid value, string noun) =>
        value == Guid.Empty ? throw new ArgumentException($"The id of a {noun} is not empty.", nameof(value)) : value;
}

[GenerateSerializer, Immutable, Alias("CommandId")]
public readonly record struct CommandId(Guid Value) : IId<CommandId>
{
    public static string Noun => "command";
    public static CommandId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("VenueId")]
public readonly record struct VenueId(Guid Value) : IId<VenueId>
{
    public static string Noun => "venue";
    public static VenueId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("LogicalConfigurationId")]
public readonly record struct LogicalConfigurationId(Guid Value) : IId<LogicalConfigurationId>
{
    public static string Noun => "logical configuration";
    public static LogicalConfigurationId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("EventId")]
public readonly record struct EventId(Guid Value) : IId<EventId>
{
    public static string Noun => "event";
    public static EventId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("PerformanceId")]
public readonly record struct PerformanceId(Guid Value) : IId<PerformanceId>
{
    public static string Noun => "performance";
    public static PerformanceId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("AudienceSubCategoryId")]
public readonly record struct AudienceSubCategoryId(Guid Value) : IId<AudienceSubCategoryId>
{
    public static string Noun => "audience sub-category";
    public static AudienceSubCategoryId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("TariffId")]
public readonly record struct TariffId(Guid Value) : IId<TariffId>
{
    public static string Noun => "tariff";
    public static TariffId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("SalesChannelId")]
public readonly record struct SalesChannelId(Guid Value) : IId<SalesChannelId>
{
    public static string Noun => "sales channel";
    public static SalesChannelId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ActivityProfileId")]
public readonly record struct ActivityProfileId(Guid Value) : IId<ActivityProfileId>
{
    public static string Noun => "activity profile";
    public static ActivityProfileId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ContactId")]
public readonly record struct ContactId(Guid Value) : IId<ContactId>
{
    public static string Noun => "contact";
    public static ContactId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ContingentId")]
public readonly record struct ContingentId(Guid Value) : IId<ContingentId>
{
    public static string Noun => "contingent";
    public static ContingentId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("DistributorId")]
public readonly record struct DistributorId(Guid Value) : IId<DistributorId>
{
    public static string Noun => "distributor";
    public static DistributorId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("DistributorInterfaceId")]
public readonly record struct DistributorInterfaceId(Guid Value) : IId<DistributorInterfaceId>
{
    public static string Noun => "distributor interface";
    public static DistributorInterfaceId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ExecutionId")]
public readonly record struct ExecutionId(Guid Value) : IId<ExecutionId>
{
    public static string Noun => "execution";
    public static ExecutionId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ScheduleId")]
public readonly record struct ScheduleId(Guid Value) : IId<ScheduleId>
{
    public static string Noun => "schedule";
    public static ScheduleId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("HoldId")]
public readonly record struct HoldId(Guid Value) : IId<HoldId>
{
    public static string Noun => "hold";
    public static HoldId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("OrderId")]
public readonly record struct OrderId(Guid Value) : IId<OrderId>
{
    public static string Noun => "order";
    public static OrderId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("TicketId")]
public readonly record struct TicketId(Guid Value) : IId<TicketId>
{
    public static string Noun => "ticket";
    public static TicketId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("MoveId")]
public readonly record struct MoveId(Guid Value) : IId<MoveId>
{
    public static string Noun => "move";
    public static MoveId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ApiKeyId")]
public readonly record struct ApiKeyId(Guid Value) : IId<ApiKeyId>
{
    public static string Noun => "API key";
    public static ApiKeyId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("ConflictId")]
public readonly record struct ConflictId(Guid Value) : IId<ConflictId>
{
    public static string Noun => "conflict";
    public static ConflictId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}

[GenerateSerializer, Immutable, Alias("SalesFileId")]
public readonly record struct SalesFileId(Guid Value) : IId<SalesFileId>
{
    public static string Noun => "sales file";
    public static SalesFileId From(Guid value) => new(value);
    [Id(0)] public Guid Value { get; } = NotEmpty.Id(Value, Noun);
    public override string ToString() => Value.ToString();
}
