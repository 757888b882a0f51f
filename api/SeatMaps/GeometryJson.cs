using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Catalog.SeatingPlans;

namespace Distribution.Api.SeatMaps;

/// <summary>
/// A seating plan as JSON, each kind of thing as columns of equal length: a third of the size of objects. A column that refers to another kind holds
/// positions in it. A place's number in the state is its position among the seats, or counts from the <c>first</c> of its unnumbered area.
/// A plan's JSON never changes once clients have it. So what plans say in future becomes a new column, which a plan that does not say it goes without.
/// </summary>
internal static class GeometryJson
{
    // The answer is a JSON document, never part of HTML, so letters of all languages may stay as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(PlanHash hash, SeatingPlan plan)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        json.WriteStartObject();
        json.WriteString("hash", hash.Value);
        json.WriteString("name", plan.Name);
        json.WriteNumber("places", plan.PlaceCount);
        Table(json, "categories", ("code", Column(plan.Categories, category => category.Code)), ("color", Column(plan.Categories, category => category.Color)));
        Table(json, "areas", ("key", Column(plan.Areas, area => area.Key.Value)));
        Table(json, "blocks", ("code", Column(plan.Blocks, block => block.Code)), ("area", Column(plan.Blocks, block => block.Area)));
        Table(json, "rows", ("number", Column(plan.Rows, row => row.Number)), ("block", Column(plan.Rows, row => row.Block)));
        Table(
            json,
            "seats",
            ("key", Column(plan.Seats, seat => seat.Key.Value)),
            ("number", Column(plan.Seats, seat => seat.Number)),
            ("row", Column(plan.Seats, seat => seat.Row)),
            ("category", Column(plan.Seats, seat => seat.Category)),
            ("kind", Column(plan.Seats, seat => GraphNames.Screaming(seat.Kind.ToString()))),
            ("x", Column(plan.Seats, seat => seat.X)),
            ("y", Column(plan.Seats, seat => seat.Y)));
        var first = plan.Seats.Length;
        Table(
            json,
            "unnumberedAreas",
            ("key", Column(plan.UnnumberedAreas, area => area.Key.Value)),
            ("category", Column(plan.UnnumberedAreas, area => area.Category)),
            ("first", Column(plan.UnnumberedAreas, area => (first += area.Capacity) - area.Capacity)),
            ("capacity", Column(plan.UnnumberedAreas, area => area.Capacity)));
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void Table(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, Action<Utf8JsonWriter> Write)> columns)
    {
        json.WriteStartObject(name);
        foreach (var column in columns)
        {
            json.WriteStartArray(column.Name);
            column.Write(json);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static Action<Utf8JsonWriter> Column<T>(IEnumerable<T> things, Func<T, string?> value) => Each(things, (json, thing) => json.WriteStringValue(value(thing)));

    private static Action<Utf8JsonWriter> Column<T>(IEnumerable<T> things, Func<T, int> value) => Each(things, (json, thing) => json.WriteNumberValue(value(thing)));

    private static Action<Utf8JsonWriter> Column<T>(IEnumerable<T> things, Func<T, double> value) => Each(things, (json, thing) => json.WriteNumberValue(value(thing)));

    private static Action<Utf8JsonWriter> Each<T>(IEnumerable<T> things, Action<Utf8JsonWriter, T> write) => json =>
    {
        foreach (var thing in things)
        {
            write(json, thing);
        }
    };
}
