using System.Globalization;
using Distribution.Api.GraphQL.Limits;
using Distribution.Api.GraphQL.Transport;

namespace Distribution.Api.GraphQL.Uploads;

/// <summary>Which file belongs into which variables: the part <c>map</c> of a multipart request.</summary>
internal sealed class UploadMap
{
    private const string Root = "variables";

    private readonly Dictionary<string, List<string>> _paths = new(StringComparer.Ordinal);

    public IEnumerable<(string Key, string Path)> Entries => _paths.SelectMany(entry => entry.Value.Select(path => (entry.Key, path)));

    /// <exception cref="BadRequestException">It is no map, or over a limit.</exception>
    public static UploadMap Read(ReadOnlySpan<byte> text, ApiLimits limits)
    {
        var json = Fields(text, limits);
        if (json.Count == 0)
        {
            throw Bad("The map names no file.");
        }

        limits.Files.Check(json.Count);

        var map = new UploadMap();
        foreach (var (key, value) in json)
        {
            if (value is not List<object?> { Count: > 0 } list || list.Exists(path => path is not string))
            {
                throw Bad("For each file the map has a list of paths, such as [\"variables.file\"].");
            }

            limits.FileNameCharacters.Check(list.Cast<string>().Append(key).Max(text => text.Length));
            map._paths.Add(key, [.. list.Cast<string>()]);
        }

        limits.FilePaths.Check(map.Entries.Count());
        return map;
    }

    public bool Has(string key) => _paths.ContainsKey(key);

    /// <summary>Puts a file where the operation has null for it.</summary>
    /// <exception cref="BadRequestException">There is no null there.</exception>
    public void Put(IReadOnlyDictionary<string, object?> operation, string path, Upload file)
    {
        if (path.Split('.') is not [Root, .. var between, var last])
        {
            throw NoNull(path);
        }

        var at = between.Aggregate(operation.GetValueOrDefault(Root), Child);
        switch (at)
        {
            case Dictionary<string, object?> fields when fields.TryGetValue(last, out var value) && value is null:
                fields[last] = file;
                break;
            case List<object?> items when Index(items, last) is { } index && items[index] is null:
                items[index] = file;
                break;
            default:
                throw NoNull(path);
        }
    }

    private static IReadOnlyDictionary<string, object?> Fields(ReadOnlySpan<byte> text, ApiLimits limits)
    {
        try
        {
            return RequestJson.Fields(text, limits);
        }
        catch (BadRequestException)
        {
            // Its own words are of a request.
            throw Bad("The map is not a JSON object.");
        }
    }

    private static object? Child(object? parent, string step) => parent switch
    {
        Dictionary<string, object?> fields => fields.GetValueOrDefault(step),
        List<object?> items when Index(items, step) is { } index => items[index],
        _ => null,
    };

    private static int? Index(List<object?> items, string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count ? index : null;

    private static BadRequestException NoNull(string path) => Bad($"The map's path {path} leads to no null in the variables of the operation.", path);

    private static BadRequestException Bad(string message, string subject = "map") => new(StatusCodes.Status400BadRequest, message, subject);
}
