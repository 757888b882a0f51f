using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Catalog;

/// <summary>How entries and commands stand in the tables: as JSON that a person can read with a SQL client.</summary>
internal static class CatalogJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        Converters =
        {
            new JsonStringEnumConverter(),
            new IdConverterFactory(),
            new TextConverter<PlanHash>(text => new PlanHash(text)),
            new TextConverter<AreaKey>(text => new AreaKey(text)),
            new MoneyConverter(),
        },
    };

    public static string Write(CatalogEntry entry) => JsonSerializer.Serialize(entry, entry.GetType(), Options);

    public static CatalogEntry Read(CatalogKind kind, string body) => kind switch
    {
        CatalogKind.Venue => Read<Venue>(body),
        CatalogKind.LogicalConfiguration => Read<LogicalConfiguration>(body),
        CatalogKind.Event => Read<Event>(body),
        CatalogKind.Performance => Read<Performance>(body),
        CatalogKind.AudienceSubCategory => Read<AudienceSubCategory>(body),
        CatalogKind.Tariff => Read<Tariff>(body),
        CatalogKind.SalesChannel => Read<SalesChannel>(body),
        CatalogKind.Contact => Read<Contact>(body),
        CatalogKind.Contingent => Read<Contingent>(body),
        CatalogKind.Distributor => Read<Distributor>(body),
        CatalogKind.DistributorInterface => Read<RegisteredInterface>(body),
        CatalogKind.ActivityProfile => Read<ActivityProfile>(body),
        _ => throw new InvalidDataException($"The catalog has an entry of the unknown kind {kind}."),
    };

    public static T Read<T>(string body) where T : CatalogEntry =>
        JsonSerializer.Deserialize<T>(body, Options) ?? throw new InvalidDataException("The catalog has an empty entry.");

    /// <summary>All that a command says but for its context; two commands ask for the same when this is equal.</summary>
    public static string ContentOf(CatalogCommand command) =>
        $"{command.GetType().Name} {JsonSerializer.Serialize(command, command.GetType(), Options)}";

    private sealed class IdConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsValueType && Array.Exists(typeToConvert.GetInterfaces(), IsId);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;

        private static bool IsId(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IId<>);
    }

    private sealed class IdConverter<T> : JsonConverter<T> where T : struct, IId<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => T.From(reader.GetGuid());

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class TextConverter<T>(Func<string, T> from) : JsonConverter<T> where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => from(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var (minorUnits, currency) = JsonSerializer.Deserialize<Amount>(ref reader, options)!;
            return new Money(minorUnits, currency);
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new Amount(value.MinorUnits, value.Currency), options);

        private sealed record Amount(long MinorUnits, string Currency);
    }
}
