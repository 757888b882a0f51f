using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Transport;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Distribution.Api.GraphQL.Uploads;

/// <summary>
/// Takes an operation with files out of a form, as the GraphQL multipart request specification says: the part <c>operations</c>, the part
/// <c>map</c>, then the files, which are written to disk as they come. The operation runs once all are there.
/// </summary>
internal sealed class MultipartRequest
{
    private const string Operations = "operations";
    private const string Map = "map";

    /// <summary>Letters, as RFC 2046 says.</summary>
    private const int Boundary = 70;

    private const int PartHeaders = 8;
    private const int PartHeaderBytes = 4 * 1024;

    private readonly HttpContext _http;
    private readonly ApiLimits _limits;
    private readonly Budget _files;
    private readonly MultipartReader _parts;
    private readonly Dictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    private MultipartRequest(HttpContext http, string boundary, ApiLimits limits, Budget files)
    {
        _http = http;
        _limits = limits;
        _files = files;
        _parts = new MultipartReader(boundary, http.Request.Body)
        {
            HeadersCountLimit = PartHeaders,
            HeadersLengthLimit = PartHeaderBytes,
        };
    }

    /// <exception cref="BadRequestException">It is none; the message says why.</exception>
    public static async Task<GraphQLRequest> Read(HttpContext http, MediaTypeHeaderValue type, ApiLimits limits, Budget files, CancellationToken cancellationToken)
    {
        if (!Preflight.Passed(http.Request))
        {
            throw Bad($"A multipart request needs one of the headers {string.Join(", ", Preflight.Headers)}, with any value: other sites can't send it.", Preflight.Headers[0]);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        if (boundary.Length is 0 or > Boundary)
        {
            throw Bad($"The boundary has 1 to {Boundary} characters.", "Content-Type");
        }

        try
        {
            return await new MultipartRequest(http, boundary.ToString(), limits, files).Read(cancellationToken);
        }
        catch (ApiError overLimit) when (overLimit.Status is null)
        {
            throw new BadRequestException(StatusCodes.Status400BadRequest, overLimit.Message, overLimit.Subject, ErrorCodes.LimitExceeded);
        }
        catch (InvalidDataException)
        {
            throw Bad("A part has too many or too long headers, or none that can be read.");
        }
        catch (IOException problem) when (problem is not BadHttpRequestException)
        {
            throw Bad("The form ends before its last boundary.");
        }
    }

    private async Task<GraphQLRequest> Read(CancellationToken cancellationToken)
    {
        var operation = RequestJson.Fields(await Text(Operations, _limits.OperationsPartBytes, cancellationToken), _limits);
        var map = UploadMap.Read(await Text(Map, _limits.MapPartBytes, cancellationToken), _limits);
        while (await _parts.ReadNextSectionAsync(cancellationToken) is { } part)
        {
            await Receive(part, map, cancellationToken);
        }

        foreach (var (key, path) in map.Entries)
        {
            map.Put(operation, path, _uploads.GetValueOrDefault(key) ?? throw Bad($"The file {key}, which the map names, did not come.", key));
        }

        return RequestJson.Request(operation);
    }

    private async Task Receive(MultipartSection part, UploadMap map, CancellationToken cancellationToken)
    {
        var disposition = Disposition(part);
        var key = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (!map.Has(key) || _uploads.ContainsKey(key))
        {
            throw Bad(map.Has(key) ? $"The file {key} came twice." : "A file came that the map does not name.", key.Length > _limits.FileNameCharacters.Value ? null : key);
        }

        if (!disposition.IsFileDisposition())
        {
            throw Bad($"The part {key} is no file: it has no filename.", key);
        }

        var share = _files.Open();
        _http.Response.RegisterForDispose(share);
        var content = new LimitedStream(part.Body, _limits.FileBytes.Value, () => TooLarge(key, _limits.FileBytes), share.Grow);
        var upload = await Upload.Receive(NameOf(disposition), content, cancellationToken);
        _http.Response.RegisterForDisposeAsync(upload);
        _uploads.Add(key, upload);
    }

    private async Task<byte[]> Text(string name, Limit limit, CancellationToken cancellationToken)
    {
        if (await _parts.ReadNextSectionAsync(cancellationToken) is not { } part || HeaderUtilities.RemoveQuotes(Disposition(part).Name) != name)
        {
            throw Bad($"The parts are {Operations}, {Map}, then the files, in this order; {name} is not in its place.", name);
        }

        using var text = new MemoryStream();
        await new LimitedStream(part.Body, limit.Value, () => TooLarge(name, limit)).CopyToAsync(text, cancellationToken);
        return text.ToArray();
    }

    private static ContentDispositionHeaderValue Disposition(MultipartSection part) =>
        ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ? disposition : throw Bad("A part has no name: its Content-Disposition is missing.");

    /// <summary>Some browsers send the folder too, with the separators of their system.</summary>
    private string NameOf(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length > _limits.FileNameCharacters.Value ? name[.._limits.FileNameCharacters.Count] : name;
    }

    private static BadRequestException TooLarge(string part, Limit limit) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The part {part} is too large. {limit.Text}", part, ErrorCodes.LimitExceeded);

    private static BadRequestException Bad(string message, string? subject = null) => new(StatusCodes.Status400BadRequest, message, subject);
}
