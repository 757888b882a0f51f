using System.Security.Cryptography;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales.Files;

/// <summary>Takes a file of sales by hand: keeps it, then runs the import over it. The distributor is not asked, since its link may be down.</summary>
public sealed class SalesFileUpload(IGrainFactory grains, CatalogDirectory directory, ConnectorCatalog connectors, SalesFileStore files, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Starts the import and answers at once; ids of file and execution are the command's.</summary>
    /// <param name="content">Seekable; it is left open.</param>
    /// <param name="dryRun">Only says what would become of its lines.</param>
    public async Task<Outcome<Execution>> Import(
        CommandContext context, DistributorInterfaceId distributor, Stream content, string name, bool dryRun, CancellationToken cancellationToken)
    {
        if (await directory.FindInterface(distributor) is not { } facts)
        {
            return new Refusal(RefusalCode.NotFound, distributor.ToString(), "There is no such distributor interface.");
        }

        if (connectors.Find(facts.Type) is not { Capabilities.Files: true } connector)
        {
            return new Refusal(RefusalCode.WrongState, facts.Type, $"Interfaces of type \"{facts.Type}\" have no files of sales.");
        }

        var grain = grains.GetGrain<IDistributorInterfaceGrain>(distributor.Value);
        if (await grain.Get() is not Outcome<InterfaceView>.Done { Value.Setup: { } setup })
        {
            return new Refusal(RefusalCode.WrongState, distributor.ToString(), "This interface is not set up yet: say first how it reaches its distributor, and its contact.");
        }

        return await Receive(content, name, cancellationToken) switch
        {
            Outcome<SalesFile>.Done { Value: var file } => await Keep(context, grain, connector, setup, file, dryRun),
            var refused => new Outcome<Execution>.Refused(((Outcome<SalesFile>.Refused)refused).Refusals),
        };
    }

    private static async Task<Outcome<SalesFile>> Receive(Stream content, string name, CancellationToken cancellationToken)
    {
        if (content.Length > SalesFile.MaxBytes)
        {
            return new Refusal(RefusalCode.LimitExceeded, "file", $"The file has more than {SalesFile.MaxBytes / 1024 / 1024} MiB. Divide it, and send its parts.");
        }

        if (content.Length == 0)
        {
            return new Refusal(RefusalCode.Invalid, "file", "The file is empty.");
        }

        var bytes = new byte[content.Length];
        content.Position = 0;
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return new SalesFile(Text.Quoted(name, SalesFile.MaxName), bytes);
    }

    private async Task<Outcome<Execution>> Keep(
        CommandContext context, IDistributorInterfaceGrain grain, IDistributorConnector connector, InterfaceSetup setup, SalesFile file, bool dryRun)
    {
        if (connector.ReadSalesFile(ConnectorLink.WithoutSecrets(setup), file) is SalesFileAnswer.Unusable { Error: var error })
        {
            return new Refusal(RefusalCode.Invalid, "file", $"{error.Message} {error.WhatToDo}");
        }

        var sha256 = Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
        var kept = await files.Keep(
            new DistributorInterfaceId(grain.GetPrimaryKey()),
            new SalesFileId(context.Id.Value),
            file,
            sha256,
            new Origin(context.Who, time.GetUtcNow()),
            dryRun ? SalesFileState.LookedAt : SalesFileState.Waiting);
        return kept.Sha256 == sha256 && kept.State is SalesFileState.LookedAt == dryRun
            ? await Run(new RunFunction(context, DistributorFunction.SalesImport, FilesOnly: true, DryRun: dryRun, File: kept.Id), grain)
            : new Refusal(RefusalCode.CommandMismatch, context.Id.ToString(), "This command id was used before for another file. Use a new id for a new file.");
    }

    /// <summary>An import that runs may have looked for files before this one came: its end is worth waiting for.</summary>
    private async Task<Outcome<Execution>> Run(RunFunction command, IDistributorInterfaceGrain grain)
    {
        var started = await grain.Run(command);
        if (started is Outcome<Execution>.Refused { First: { Code: RefusalCode.Busy } busy })
        {
            await grain.WaitFor(new ExecutionId(Guid.Parse(busy.Subject)), Patience);
            started = await grain.Run(command);
        }

        if (started is not Outcome<Execution>.Refused { First.Code: var code })
        {
            return started;
        }

        if (command.DryRun)
        {
            // Nothing will look at it.
            await files.Forget(command.File!.Value);
        }

        return code is not RefusalCode.Busy ? started : new Refusal(code, $"{command.Context.Id}", command.DryRun
            ? "An import is running. Send the same command again once it has ended."
            : "The file is kept, but an import is running: that one or the next takes it. Send the same command again to have it taken at once.");
    }
}
