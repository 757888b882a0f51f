using System.Text;
using System.Text.Json;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Execution.Plans;
using Distribution.Api.GraphQL.Limits;
using Distribution.Silo;
using GraphQL;
using GraphQL.Types;

namespace Distribution.Api.GraphQL.Trusted;

/// <summary>
/// Reads the trusted documents: from a folder, in which each file <c>NAME.graphql</c> is the document with the id NAME; or from a JSON
/// file, which maps ids to texts, or is a manifest as Apollo's tools write it.
/// </summary>
internal static class TrustedFiles
{
    public const int MaxDocuments = 10_000;
    public const int MaxIdLength = 200;
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="StartRefusedException">There is no such folder or file, or something in it is wrong.</exception>
    public static TrustedDocuments Read(DistributionSettings settings, IServiceProvider services) =>
        Read(settings, services.GetRequiredService<ISchema>(), services.GetRequiredService<ApiLimits>());

    /// <exception cref="StartRefusedException">There is no such folder or file, or something in it is wrong.</exception>
    public static TrustedDocuments Read(DistributionSettings settings, ISchema schema, ApiLimits limits)
    {
        if (settings.TrustedDocuments is not { } path)
        {
            return TrustedDocuments.None;
        }

        var texts = Directory.Exists(path) ? OfFolder(path) : File.Exists(path) ? OfFile(path) : throw Wrong($"there is no folder or file {path}.");
        if (texts.Count is 0 or > MaxDocuments)
        {
            throw Wrong($"{path} has {texts.Count} documents; there are 1 to {MaxDocuments}. In a folder they are files named NAME.graphql.");
        }

        return new TrustedDocuments(texts.ConvertAll(text => (text.Id, Document(text.Id, text.Text, schema, limits))), settings.OnlyTrustedDocuments);
    }

    public static StartRefusedException Wrong(string what, Exception? problem = null) => new(DistributionSettings.TrustedDocumentsSetting, what, problem);

    private static KnownDocument Document(string id, string text, ISchema schema, ApiLimits limits)
    {
        if (id.Length is 0 or > MaxIdLength || id.Any(character => character is <= ' ' or > '~'))
        {
            throw Wrong($"\"{id}\" is no id: it has 1 to {MaxIdLength} printable ASCII characters, and no spaces.");
        }

        if (id.StartsWith(TrustedDocuments.HashPrefix, StringComparison.Ordinal) && id != TrustedDocuments.HashOf(text))
        {
            throw Wrong($"the document {id} has another SHA-256: {TrustedDocuments.HashOf(text)}.");
        }

        try
        {
            return DocumentReader.Read(text, schema, limits);
        }
        catch (ExecutionError problem)
        {
            throw Wrong($"the document {id} can't be read: {problem.Message}", problem);
        }
    }

    private static List<(string Id, string Text)> OfFolder(string folder) =>
        Directory.EnumerateFiles(folder, "*.graphql").Take(MaxDocuments + 1).Select(file => (Path.GetFileNameWithoutExtension(file), TextOf(file))).ToList();

    private static List<(string Id, string Text)> OfFile(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(TextOf(file));
            var texts = json.RootElement.TryGetProperty("operations", out var operations) && operations.ValueKind is JsonValueKind.Array
                ? operations.EnumerateArray().Select(operation => (operation.GetProperty("id").GetString()!, operation.GetProperty("body").GetString()!)).ToList()
                : json.RootElement.EnumerateObject().Select(entry => (entry.Name, entry.Value.GetString()!)).ToList();
            return texts.GroupBy(text => text.Item1, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw Wrong($"{file} has the id {twice.Key} twice.")
                : texts;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw Wrong($"{file} is not JSON such as {{\"id\": \"query …\"}}, nor a manifest with operations, each of an id and a body.", problem);
        }
    }

    private static string TextOf(string file)
    {
        try
        {
            return new FileInfo(file).Length <= MaxBytes ? Utf8.GetString(File.ReadAllBytes(file)).TrimStart('\uFEFF') : throw Wrong($"{file} is larger than {MaxBytes} bytes.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw Wrong($"{file} can't be read as UTF-8: {problem.Message}", problem);
        }
    }
}
