using System.Collections.Immutable;
using System.Globalization;
using Distribution.Connectors.Fnac.Wire;
using Microsoft.Extensions.Options;

namespace Distribution.Connectors.Fnac;

/// <summary>Speaks Fnac's protocol; see README.md in this folder.</summary>
internal sealed class FnacConnector(FnacClient client, IOptions<FnacOptions> options) : IDistributorConnector
{
    public const string TypeName = "fnac";

    public string Type => TypeName;

    public ConnectorCapabilities Capabilities { get; } = new(
        Export: true, Import: true, Files: true, AllotmentStatus: true, AccessControl: true, Cancellations: true, UnnumberedAreas: true);

    public ImmutableArray<ConnectorField> Fields { get; } =
        [new(SetupField.Url, 2_000), new(SetupField.User, 64), new(SetupField.Password, 200), new(SetupField.ManagerCode, 64)];

    public async Task<AllotmentAnswer> SendAllotment(ConnectorLink link, AllotmentMessage message, CancellationToken cancellationToken)
    {
        var subject = $"version {message.Version} of the allotment of performance “{message.Performance}”";
        var answer = await client.Ask(
            link, FnacRequest.Allotment(message), subject, reader => AllotmentReading.Read(reader, message), cancellationToken);
        return answer switch
        {
            { Value: { } value } => value,
            { Error: { } error, IsNotTaken: true } => new AllotmentAnswer.NotTaken(error, answer.LastVersion),
            _ => new AllotmentAnswer.InDoubt(client.Words.InDoubt(answer.Error!, subject)),
        };
    }

    public async Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken)
    {
        var limit = options.Value.PageSize;
        var since = long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) ? sequence : 0;
        var answer = await client.Ask(
            link,
            FnacRequest.AccessControlData(since, limit),
            "the request for the access control data",
            reader => TicketsReading.Read(reader, since, limit),
            cancellationToken);
        return answer switch
        {
            { Value: { } page } => page,
            { Code: FnacWords.UnknownSequence } => new PullAnswer.UnknownCursor(answer.Error!),
            _ => new PullAnswer.Failed(answer.Error!),
        };
    }

    public SalesFileAnswer ReadSalesFile(ConnectorLink link, SalesFile file) => TicketsReading.Read(file);

    public async Task<StatusAnswer> ReadAllotment(ConnectorLink link, string performance, CancellationToken cancellationToken)
    {
        var answer = await client.Ask(
            link,
            FnacRequest.SalesState(performance),
            $"the question for the sales state of performance “{performance}”",
            reader => AllotmentReading.ReadStatus(reader, performance),
            cancellationToken);
        return answer.Value is { } status ? new StatusAnswer.Read(status) : new StatusAnswer.Failed(answer.Error!);
    }

    public async Task<PreparationAnswer> PrepareAccessControl(ConnectorLink link, string performance, CancellationToken cancellationToken)
    {
        var answer = await client.Ask(
            link,
            FnacRequest.Preparation(performance),
            $"the preparation of access control of performance “{performance}”",
            reader => PreparationReading.Read(reader, performance),
            cancellationToken);
        return answer.Value is { } prepared ? new PreparationAnswer.Prepared(prepared) : new PreparationAnswer.Failed(answer.Error!);
    }
}
