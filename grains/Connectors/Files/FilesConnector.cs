using System.Collections.Immutable;
using Distribution.Connectors.SalesFiles;
using Distribution.Connectors.Sftp;
using Distribution.Distributors;
using Microsoft.Extensions.Options;

namespace Distribution.Connectors.Files;

/// <summary>Exchanges files with a distributor that has no protocol of its own; see README.md in this folder.</summary>
internal sealed class FilesConnector(IKnownHosts hosts, IOptions<SftpOptions> sftp, IOptions<FilesOptions> files) : IDistributorConnector
{
    public const string TypeName = "files";

    private const string SalesFolder = "sales";
    private const string AllotmentFolder = "allotments";

    public string Type => TypeName;

    public ConnectorCapabilities Capabilities { get; } = new(
        Export: true, Import: true, Files: true, AllotmentStatus: false, AccessControl: false, Cancellations: true, UnnumberedAreas: true, ByWord: true);

    public ImmutableArray<ConnectorField> Fields { get; } =
    [
        new(SetupField.Url, 2_000),
        new(SetupField.User, 64, IsOptional: true),
        new(SetupField.Password, 16_000, IsOptional: true, IsMultiLine: true),
        new(SetupField.HostKey, 100, IsOptional: true),
        new(SetupField.DoneFolder, 200, IsOptional: true),
        new(SetupField.Columns, 2_000, IsOptional: true, IsMultiLine: true),
        new(SetupField.FileFormat, 10, IsOptional: true),
    ];

    public string? SetupProblem(SetupField field, string value) => field switch
    {
        SetupField.Url => FilesAddress.Problem(value),
        SetupField.HostKey => SftpAddress.KeyProblem(value),
        SetupField.DoneFolder => SftpAddress.FolderProblem(value),
        SetupField.Columns => ColumnsText.Read(value).Problem,
        SetupField.FileFormat => value is AllotmentFile.Csv or AllotmentFile.Xlsx ? null : "The file format is csv or xlsx.",
        _ => null,
    };

    /// <summary>
    /// The file is written, or it is not. Once it is, somebody may be selling from it: its additions count as taken. That it was read nobody said, so that its withdrawals wait
    /// for the word.
    /// </summary>
    public async Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken)
    {
        var taken = new AllotmentAnswer.Answered([.. message.Additions.Select(place => new PlaceAnswer(place.Place, PlaceVerdict.Accepted))], []);
        if (FilesAddress.IsByHand(link.Url))
        {
            return taken;
        }

        var file = AllotmentFile.Of(message, link.FileFormat.Length > 0 ? link.FileFormat : AllotmentFile.Csv);
        var isOpen = false;
        try
        {
            await using var drop = await TracedDrop.Open(link, () => Open(link, cancellationToken));
            isOpen = true;
            await drop.Write($"{AllotmentFolder}/{file.Name}", file.Content, cancellationToken);
            return taken;
        }
        catch (DropException exception)
        {
            // Once the session stands, the file may have come whole under its name just before the link broke.
            return isOpen && !exception.IsOfOneFile ? new AllotmentAnswer.InDoubt(exception.Error) : new AllotmentAnswer.NotTaken(exception.Error);
        }
    }

    public SalesFileAnswer ReadSalesFile(ConnectorLink link, SalesFile file) => ColumnsText.Read(link.Columns) switch
    {
        ({ } columns, _) => SalesTable.Read(file, columns),
        var (_, problem) => SalesFileWords.Unusable(file, $"the columns of the interface's set-up are wrong: {problem}"),
    };

    public Task<ExchangeError?> CollectFiles(ConnectorLink link, IFileCollector collector, CancellationToken cancellationToken) => FilesAddress.IsByHand(link.Url)
        ? Task.FromResult<ExchangeError?>(null)
        : DropSession.Use(
            open => TracedDrop.Open(link, () => Open(link, open)),
            drop => new FileCollection(drop, SalesFolder, link.DoneFolder.Length > 0 && !link.IsDry ? link.DoneFolder : null, file => ReadSalesFile(link, file)),
            collector,
            sftp.Value,
            cancellationToken);

    /// <summary>All of its sales come in files.</summary>
    public Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken) =>
        Task.FromResult<PullAnswer>(new PullAnswer.Page([], null, false));

    private async Task<IFileDrop> Open(ConnectorLink link, CancellationToken cancellationToken)
    {
        if (!FilesAddress.IsFolder(link.Url))
        {
            return await SftpDrop.Open(link, hosts, sftp.Value, cancellationToken);
        }

        var root = files.Value.FilesDirectory;
        return Path.IsPathFullyQualified(root) && Directory.Exists(root)
            ? new FolderDrop(root, FilesAddress.FolderOf(link.Url))
            : throw new DropException(new ExchangeError(
                ErrorKind.Technical,
                "This system has no directory for files, so that no interface can use a folder.",
                "Tell support to set Distribution__FilesDirectory to an absolute directory that is there, then run it again."));
    }
}
