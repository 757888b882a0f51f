using Distribution.Connectors;
using Distribution.Connectors.Sftp;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales.Files;

/// <summary>The files that a dry import has to look at: those that came by hand and wait, and those that the distributor left since. They stay as and where they are.</summary>
internal sealed class SalesFilesPreview(SalesFileStore files)
{
    /// <summary>Bytes of fetched files that one dry run looks at.</summary>
    private const long MaxBytes = 4L * SalesFile.MaxBytes;

    public async IAsyncEnumerable<IEnumerable<SaleLine>> Read(FunctionJob job, IDistributorConnector connector)
    {
        if (!connector.Capabilities.Files)
        {
            yield break;
        }

        for (var next = await files.NextWaiting(job.Interface.Interface); next is ({ } file, { } content); next = await files.NextWaiting(job.Interface.Interface, file.Id))
        {
            yield return Lines(job, connector, content);
        }

        var fetched = new Fetched(job, files);
        if (!job.Command.FilesOnly && await connector.CollectFiles(job.Link, fetched, CancellationToken.None) is { } error)
        {
            job.Report.Fail(job.Interface.Name, error);
        }

        foreach (var file in fetched.Files)
        {
            yield return Lines(job, connector, file);
        }
    }

    /// <summary>The lines of the file that a dry run is about; null where one has looked at it.</summary>
    public async Task<IEnumerable<SaleLine>?> Read(FunctionJob job, IDistributorConnector connector, SalesFileId file) =>
        await files.ForDryRun(file) is { } content ? Lines(job, connector, content) : null;

    /// <summary>Nobody looks at it any more.</summary>
    public Task Settle(FunctionJob job, SalesFileId file, int lines, int unreadable) =>
        files.Settle(file, job.Execution, SalesFileState.LookedAt, lines, unreadable, null);

    private static IEnumerable<SaleLine> Lines(FunctionJob job, IDistributorConnector connector, SalesFile file)
    {
        if (connector.ReadSalesFile(job.Link, file) is SalesFileAnswer.Read read)
        {
            return read.Lines;
        }

        job.Report.Warn($"The file {file.Name} can't be read; an import would say so and take nothing of it.");
        return [];
    }

    private sealed class Fetched(FunctionJob job, SalesFileStore files) : IFileCollector
    {
        private readonly List<SalesFile> _files = [];
        private long _bytes;

        public IReadOnlyList<SalesFile> Files => _files;

        public Task<bool> IsKnown(DroppedFile file) => files.IsKnown(job.Interface.Interface, job.Link.Url.AbsoluteUri, file);

        public Task Take(DroppedFile file, SalesFile content)
        {
            _bytes += content.Content.Length;
            if (_bytes <= MaxBytes)
            {
                _files.Add(content);
            }
            else
            {
                job.Report.Warn($"A dry run looks at {MaxBytes / 1024 / 1024} MiB of files; {file.Name} is not counted.");
            }

            return Task.CompletedTask;
        }

        public void Report(string name, ExchangeError error) => job.Report.Add(error.Kind, name, error.Message, error.WhatToDo);
    }
}
