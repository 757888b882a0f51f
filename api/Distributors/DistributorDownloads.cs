using System.Globalization;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.GraphQL.Transport;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Distributors.AllotmentSheets;
using Distribution.Distributors.Mappings;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Spreadsheets;
using EventId = Distribution.Primitives.EventId;

namespace Distribution.Api.Distributors;

/// <summary>Files to download, for readers and above. What is refused is answered as GraphQL would, with the status that says it in HTTP.</summary>
internal static class DistributorDownloads
{
    public static readonly Refusal NoLanguage = new(RefusalCode.Invalid, "language", "The language is fr or en.");

    public static void MapDistributorDownloads(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").RequireAuthorization(SecurityServices.Readers);
        files.MapGet("/on-sale-sheets/{event}/{distributor}.xlsx", (string @event, string distributor, string? language, OnSaleSheets sheets, HttpContext http) =>
            OnSaleSheet(http, @event, distributor, language, sheets.Xlsx));
        files.MapGet("/on-sale-sheets/{event}/{distributor}.pdf", (string @event, string distributor, string? language, OnSaleSheets sheets, HttpContext http) =>
            OnSaleSheet(http, @event, distributor, language, sheets.Pdf));
        files.MapGet("/allotment-sheets/{distributor}/{performance}.xlsx", (string distributor, string performance, string? language, string? version, AllotmentSheetFiles sheets, HttpContext http) =>
            AllotmentSheet(http, distributor, performance, language, version, sheets.Xlsx));
        files.MapGet("/allotment-sheets/{distributor}/{performance}.pdf", (string distributor, string performance, string? language, string? version, AllotmentSheetFiles sheets, HttpContext http) =>
            AllotmentSheet(http, distributor, performance, language, version, sheets.Pdf));
        files.MapGet("/allotment-files/{distributor}/{performance}.csv", (string distributor, string performance, string? version, AllotmentSheetFiles sheets, HttpContext http) =>
            AllotmentSheet(http, distributor, performance, null, version, (it, of, number, _) => sheets.Allotment(it, of, number, "csv")));
        files.MapGet("/allotment-files/{distributor}/{performance}.xlsx", (string distributor, string performance, string? version, AllotmentSheetFiles sheets, HttpContext http) =>
            AllotmentSheet(http, distributor, performance, null, version, (it, of, number, _) => sheets.Allotment(it, of, number, "xlsx")));
        files.MapGet("/mappings/{distributor}.csv", (string distributor, InterfaceMappings mappings, HttpContext http) =>
            OfInterface(http, distributor, mappings.Csv));
        files.MapGet("/mappings/{distributor}.xlsx", (string distributor, InterfaceMappings mappings, HttpContext http) =>
            OfInterface(http, distributor, mappings.Xlsx));
    }

    private static async Task OnSaleSheet(
        HttpContext http, string @event, string distributor, string? language, Func<EventId, DistributorInterfaceId, SheetLanguage, Task<Outcome<WrittenFile>>> sheet)
    {
        if (!GlobalId.TryRead<EventId>(@event, out var eventId) || !GlobalId.TryRead<DistributorInterfaceId>(distributor, out var interfaceId))
        {
            await Refuse(http, new Refusal(RefusalCode.NotFound, $"{@event}/{distributor}", "There is no such thing."));
        }
        else if (LanguageOf(language) is not { } known)
        {
            await Refuse(http, NoLanguage);
        }
        else if (await Guard(http, eventId, interfaceId) is { } refusal)
        {
            await Refuse(http, refusal);
        }
        else
        {
            await Answer(http, await sheet(eventId, interfaceId, known));
        }
    }

    private static async Task AllotmentSheet(
        HttpContext http,
        string distributor,
        string performance,
        string? language,
        string? version,
        Func<DistributorInterfaceId, PerformanceId, long?, SheetLanguage, Task<Outcome<WrittenFile>>> sheet)
    {
        long number = 0;
        if (!GlobalId.TryRead<PerformanceId>(performance, out var performanceId) || !GlobalId.TryRead<DistributorInterfaceId>(distributor, out var interfaceId))
        {
            await Refuse(http, new Refusal(RefusalCode.NotFound, $"{distributor}/{performance}", "There is no such thing."));
        }
        else if (LanguageOf(language) is not { } known)
        {
            await Refuse(http, NoLanguage);
        }
        else if (version is not null && !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            await Refuse(http, new Refusal(RefusalCode.Invalid, "version", "The version of a sheet is a whole number, such as 3; without it the answer is the last one."));
        }
        else if (await Guard(http, performanceId, interfaceId) is { } refusal)
        {
            await Refuse(http, refusal);
        }
        else
        {
            await Answer(http, await sheet(interfaceId, performanceId, version is null ? null : number, known));
        }
    }

    public static async Task OfInterface(HttpContext http, string distributor, Func<DistributorInterfaceId, Task<Outcome<WrittenFile>>> file)
    {
        if (!GlobalId.TryRead<DistributorInterfaceId>(distributor, out var id))
        {
            await Refuse(http, new Refusal(RefusalCode.NotFound, distributor, "There is no such distributor interface."));
        }
        else if (await Guard(http, id) is { } refusal)
        {
            await Refuse(http, refusal);
        }
        else
        {
            await Answer(http, await file(id));
        }
    }

    /// <summary>What is of another venue is not found.</summary>
    public static ValueTask<Refusal?> Guard(HttpContext http, params object[] ids) => Caller.Of(http.User)! is { Venues: not null } caller
        ? http.RequestServices.GetRequiredService<VenueGuard>().Check(caller, Role.Reader, ids.SelectMany(IdsWithin.Of))
        : new(result: null);

    /// <summary>French unless asked otherwise; null for one that there is not.</summary>
    public static SheetLanguage? LanguageOf(string? language) => language?.ToUpperInvariant() switch
    {
        null or "FR" => SheetLanguage.French,
        "EN" => SheetLanguage.English,
        _ => null,
    };

    public static Task Answer(HttpContext http, Outcome<WrittenFile> outcome)
    {
        http.Response.Headers.CacheControl = "no-store";
        return outcome.Match(
            file => Results.File(file.Content, file.ContentType, file.Name).ExecuteAsync(http),
            refusals => Refuse(http, refusals[0]));
    }

    public static Task Refuse(HttpContext http, Refusal refusal) =>
        http.RequestServices.GetRequiredService<ResponseWriter>().WriteError(http.Response, ApiError.Of(refusal), StatusOf(refusal));

    private static int StatusOf(Refusal refusal) => refusal switch
    {
        { Code: RefusalCode.NotFound } => StatusCodes.Status404NotFound,
        { Code: RefusalCode.Invalid } => StatusCodes.Status400BadRequest,
        { CanRetry: true } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
