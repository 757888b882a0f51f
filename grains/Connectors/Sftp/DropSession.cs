using Distribution.Distributors;

namespace Distribution.Connectors.Sftp;

/// <summary>One collection from its opening to its end, within its time.</summary>
internal static class DropSession
{
    public static async Task<ExchangeError?> Use<TDrop>(
        Func<CancellationToken, Task<TDrop>> open,
        Func<TDrop, FileCollection> collection,
        IFileCollector collector,
        SftpOptions options,
        CancellationToken cancellationToken)
        where TDrop : IFileDrop
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.TotalTimeout);
        try
        {
            await using var drop = await open(patience.Token);
            await collection(drop).Run(collector, patience.Token);
            return null;
        }
        catch (DropException exception)
        {
            return exception.Error;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ExchangeError(
                ErrorKind.Technical,
                $"The files were not all fetched within {options.TotalTimeout.TotalSeconds:0.##} s.",
                "Run it again: what was fetched is kept, and the rest comes then. If it keeps failing, tell support.");
        }
    }
}
