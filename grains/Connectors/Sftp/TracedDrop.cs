using System.Globalization;
using System.Text;
using Distribution.Distributors.Executions;

namespace Distribution.Connectors.Sftp;

/// <summary>Tells the trace of a run what is done in a folder, as an HTTP link tells of its messages: what was asked, what was written, what was read, and what went wrong.</summary>
internal sealed class TracedDrop : IFileDrop
{
    private readonly IFileDrop _drop;
    private readonly ConnectorLink _link;
    private readonly ExchangeTrace _trace;

    private TracedDrop(IFileDrop drop, ConnectorLink link, ExchangeTrace trace)
    {
        _drop = drop;
        _link = link;
        _trace = trace;
    }

    /// <summary>As it is where nobody follows.</summary>
    /// <exception cref="DropException">It can't be opened.</exception>
    public static async Task<IFileDrop> Open(ConnectorLink link, Func<Task<IFileDrop>> open) => link.Trace is { } trace
        ? new TracedDrop(await Do(link, trace, "OPEN", "", null, open, drop => null), link, trace)
        : await open();

    public Task<IReadOnlyList<DroppedFile>> List(string folder, int most, CancellationToken cancellationToken) =>
        Do("LIST", folder, null, () => _drop.List(folder, most, cancellationToken), files => Encoding.UTF8.GetBytes(string.Join('\n', files.Select(Line))));

    public Task<byte[]> Read(string path, int most, CancellationToken cancellationToken) =>
        Do("READ", path, null, () => _drop.Read(path, most, cancellationToken), content => Readable(content).ToArray());

    /// <summary>It only tells whether a file is still the one that was listed.</summary>
    public Task<DroppedFile?> Find(string path, CancellationToken cancellationToken) => _drop.Find(path, cancellationToken);

    public Task Move(string path, string to, CancellationToken cancellationToken) => Do("MOVE", $"{path} to {to}", null, () => Nothing(_drop.Move(path, to, cancellationToken)), _ => null);

    public Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Do("WRITE", path, Readable(content), () => Nothing(_drop.Write(path, content, cancellationToken)), _ => null);

    public ValueTask DisposeAsync() => _drop.DisposeAsync();

    private Task<T> Do<T>(string verb, string path, ReadOnlyMemory<byte>? sent, Func<Task<T>> work, Func<T, byte[]?> answer) =>
        Do(_link, _trace, verb, path, sent, work, answer);

    private static async Task<T> Do<T>(
        ConnectorLink link, ExchangeTrace trace, string verb, string path, ReadOnlyMemory<byte>? sent, Func<Task<T>> work, Func<T, byte[]?> answer)
    {
        var (began, request) = (trace.Time.GetUtcNow(), $"{verb} {link.Url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped).TrimEnd('/')}/{path}");
        try
        {
            var result = await work();
            trace.Add(link, began, request, sent, null, answer(result) is { } bytes ? bytes : (ReadOnlyMemory<byte>?)null, 1, null);
            return result;
        }
        catch (DropException exception)
        {
            trace.Add(link, began, request, sent, null, null, 1, exception.Error.Message);
            throw;
        }
    }

    private static async Task<bool> Nothing(Task work)
    {
        await work;
        return true;
    }

    /// <summary>A workbook is packed: nobody could read it here.</summary>
    private static ReadOnlyMemory<byte> Readable(ReadOnlyMemory<byte> content) => content.Span.StartsWith("PK"u8)
        ? Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"A workbook of {content.Length} bytes."))
        : content;

    private static string Line(DroppedFile file) => string.Create(CultureInfo.InvariantCulture, $"{file.Name} {file.Size} {file.ModifiedAt:u}");
}
