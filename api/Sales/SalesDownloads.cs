using System.Globalization;
using Distribution.Api.Distributors;
using Distribution.Api.GraphQL.Nodes;
using Distribution.Api.Security;
using Distribution.Distributors.OnSaleSheets;
using Distribution.Primitives;
using Distribution.Sales;
using Distribution.Sales.Barcodes;
using Distribution.Sales.Statements;
using Distribution.Spreadsheets;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.Sales;

/// <summary>What access control and accounting take away as files, for readers and above.</summary>
internal static class SalesDownloads
{
    public static void MapSalesDownloads(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("").RequireAuthorization(SecurityServices.Readers);
        files.MapGet("/barcodes/{performance}.csv", (string performance, BarcodeList list, HttpContext http) => Barcodes(http, performance, list.Csv));
        files.MapGet("/barcodes/{performance}.json", (string performance, BarcodeList list, HttpContext http) => Barcodes(http, performance, list.Json));
        files.MapGet("/statements/{distributor}.csv", (string distributor, string? from, string? to, string? language, DistributorStatements statements, HttpContext http) =>
            Statement(http, distributor, from, to, language, statements.Csv));
        files.MapGet("/statements/{distributor}.xlsx", (string distributor, string? from, string? to, string? language, DistributorStatements statements, HttpContext http) =>
            Statement(http, distributor, from, to, language, statements.Xlsx));
        files.MapGet("/waiting-lines/{distributor}.csv", (string distributor, UntakenLines lines, HttpContext http) => DistributorDownloads.OfInterface(http, distributor, lines.Csv));
    }

    /// <summary>Who has the version already is told so, and nothing else.</summary>
    private static async Task Barcodes(HttpContext http, string performance, Func<PerformanceId, Task<Outcome<BarcodeFile>>> list)
    {
        if (!GlobalId.TryRead<PerformanceId>(performance, out var id))
        {
            await DistributorDownloads.Refuse(http, new Refusal(RefusalCode.NotFound, performance, "There is no such performance."));
            return;
        }

        if (await DistributorDownloads.Guard(http, id) is { } refusal)
        {
            await DistributorDownloads.Refuse(http, refusal);
            return;
        }

        await (await list(id)).Match(
            made =>
            {
                http.Response.Headers.CacheControl = "private, no-cache";
                return Results.File(made.File.Content, made.File.ContentType, made.File.Name, entityTag: new EntityTagHeaderValue($"\"{made.Version}\"")).ExecuteAsync(http);
            },
            refusals => DistributorDownloads.Refuse(http, refusals[0]));
    }

    private static async Task Statement(
        HttpContext http,
        string distributor,
        string? from,
        string? to,
        string? language,
        Func<DistributorId, DateTimeOffset, DateTimeOffset, SheetLanguage, Task<Outcome<WrittenFile>>> file)
    {
        if (!GlobalId.TryRead<DistributorId>(distributor, out var id))
        {
            await DistributorDownloads.Refuse(http, new Refusal(RefusalCode.NotFound, distributor, "There is no such distributor."));
        }
        else if (await DistributorDownloads.Guard(http, id) is { } refusal)
        {
            await DistributorDownloads.Refuse(http, refusal);
        }
        else if (DistributorDownloads.LanguageOf(language) is not { } known)
        {
            await DistributorDownloads.Refuse(http, DistributorDownloads.NoLanguage);
        }
        else if (Time(from) is { } begin && Time(to) is { } end)
        {
            await DistributorDownloads.Answer(http, await file(id, begin, end, known));
        }
        else
        {
            await DistributorDownloads.Refuse(http, new Refusal(RefusalCode.Invalid, Time(from) is null ? "from" : "to", "Write from and to as times with an offset, such as 2027-03-01T00:00:00Z."));
        }
    }

    private static DateTimeOffset? Time(string? text) =>
        text is [.., 'Z'] or [.., '+' or '-' or ' ', _, _, ':', _, _]
        && DateTimeOffset.TryParse(text.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
