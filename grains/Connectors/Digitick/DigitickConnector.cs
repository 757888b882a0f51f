using System.Collections.Immutable;
using Distribution.Connectors.SalesFiles;
using Distribution.Connectors.Sftp;
using Distribution.Distributors;
using Microsoft.Extensions.Options;

namespace Distribution.Connectors.Digitick;

/// <summary>Reads Digitick's files; see README.md in this folder. Its allotment is told by phone.</summary>
internal sealed class DigitickConnector(IKnownHosts hosts, IOptions<SftpOptions> options) : IDistributorConnector
{
    public const string TypeName = "digitick";

    public string Type => TypeName;

    public ConnectorCapabilities Capabilities { get; } = new(
        Export: false, Import: true, Files: true, AllotmentStatus: false, AccessControl: false, Cancellations: true, UnnumberedAreas: true, ByWord: true);

    public ImmutableArray<ConnectorField> Fields { get; } =
    [
        new(SetupField.Url, 2_000), new(SetupField.User, 64), new(SetupField.Password, 16_000, IsMultiLine: true),
        new(SetupField.HostKey, 100, IsOptional: true), new(SetupField.DoneFolder, 200, IsOptional: true),
    ];

    public string? SetupProblem(SetupField field, string value) => field switch
    {
        SetupField.Url => SftpAddress.Problem(value),
        SetupField.HostKey => SftpAddress.KeyProblem(value),
        SetupField.DoneFolder => SftpAddress.FolderProblem(value),
        _ => null,
    };

    public SalesFileAnswer ReadSalesFile(ConnectorLink link, SalesFile file) => SalesTable.Read(file, DigitickColumns.All);

    public Task<ExchangeError?> CollectFiles(ConnectorLink link, IFileCollector collector, CancellationToken cancellationToken) =>
        DropSession.Use(
            open => TracedDrop.Open(link, async () => await SftpDrop.Open(link, hosts, options.Value, open)),
            drop => new FileCollection(drop, "", link.DoneFolder.Length > 0 && !link.IsDry ? link.DoneFolder : null, file => ReadSalesFile(link, file)),
            collector,
            options.Value,
            cancellationToken);

    /// <summary>All of its sales come in files.</summary>
    public Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken) =>
        Task.FromResult<PullAnswer>(new PullAnswer.Page([], null, false));
}
