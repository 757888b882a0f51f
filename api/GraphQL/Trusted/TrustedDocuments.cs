using System.Security.Cryptography;
using System.Text;
using Distribution.Api.GraphQL.Execution.Plans;

namespace Distribution.Api.GraphQL.Trusted;

/// <summary>
/// Documents that the operator gave at the start. Clients ask for them by id, which is shorter than the text; with
/// <see cref="IsOnly"/> nobody may ask anything else. None is added later: what a stranger sends stays a stranger's.
/// </summary>
internal sealed class TrustedDocuments
{
    public const string HashPrefix = "sha256:";

    public static readonly TrustedDocuments None = new([], isOnly: false);

    private readonly Dictionary<string, KnownDocument> _byId;

    /// <param name="documents">Each with the ids that its file gives it; its hash is one too.</param>
    public TrustedDocuments(IReadOnlyCollection<(string Id, KnownDocument Document)> documents, bool isOnly)
    {
        (IsOnly, All) = (isOnly, documents);
        _byId = documents.ToDictionary(given => given.Id, given => given.Document, StringComparer.Ordinal);
        foreach (var (_, document) in documents)
        {
            _byId[HashOf(document.Text)] = document;
        }
    }

    /// <summary>Whether nothing else is allowed.</summary>
    public bool IsOnly { get; }

    public IReadOnlyCollection<(string Id, KnownDocument Document)> All { get; }

    public KnownDocument? Find(string id) => _byId.GetValueOrDefault(id);

    public KnownDocument? WithText(string text) => _byId.Count == 0 ? null : Find(HashOf(text));

    /// <summary>The id that every document has: <c>sha256:</c> and 64 hexadecimal digits, of its text in UTF-8.</summary>
    public static string HashOf(string text) => HashPrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
