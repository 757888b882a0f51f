using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Connectors.Sftp;

/// <summary>
/// Fetches what is new in a folder. A file is read once: it is durable here before it is moved away, or else known again by its name, size and time. One that grows
/// while it is read, and one that is no whole file of sales yet, stays for the next run; none holds up the others.
/// </summary>
internal sealed class FileCollection(IFileDrop drop, string folder, string? doneFolder, Func<SalesFile, SalesFileAnswer> read)
{
    /// <summary>Files that are looked at in one run.</summary>
    public const int MaxFiles = 10_000;

    private static readonly string[] Extensions = [".csv", ".txt", ".xlsx"];

    public async Task Run(IFileCollector collector, CancellationToken cancellationToken)
    {
        var files = await drop.List(folder, MaxFiles + 1, cancellationToken);
        if (files.Count > MaxFiles)
        {
            collector.Report(folder, Error($"The folder has more than {MaxFiles:N0} files; only that many are looked at.", "Move away what was read, or name a folder for it in the set-up."));
        }

        foreach (var file in files.Take(MaxFiles).Where(IsMeant).OrderBy(file => file.ModifiedAt).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (await Collect(file, collector, cancellationToken) is { } problem)
                {
                    collector.Report(file.Name, problem);
                }
            }
            catch (DropException exception) when (exception.IsOfOneFile)
            {
                collector.Report(file.Name, exception.Error);
            }
        }
    }

    /// <summary>What is hidden, or named as unfinished, is not meant for us yet.</summary>
    private static bool IsMeant(DroppedFile file) =>
        !file.Name.StartsWith('.') && Extensions.Any(extension => file.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private async Task<ExchangeError?> Collect(DroppedFile file, IFileCollector collector, CancellationToken cancellationToken)
    {
        if (file.Name.Length > SalesFile.MaxName || file.Name.Any(char.IsControl) || file.Name.AsSpan().IndexOfAny('/', '\\') >= 0)
        {
            return Error($"The name “{Text.Quoted(file.Name)}” is none that a file of sales can have: at most {SalesFile.MaxName} characters, without slashes.", "Ask the distributor to name it otherwise.");
        }

        if (await collector.IsKnown(file))
        {
            return await PutAway(file, cancellationToken);
        }

        if (file.Size > SalesFile.MaxBytes)
        {
            return Error($"The file “{file.Name}” has {file.Size:N0} bytes, more than {SalesFile.MaxBytes / 1024 / 1024} MiB.", "Ask the distributor for smaller files.");
        }

        var path = PathOf(folder, file.Name);
        var content = await drop.Read(path, SalesFile.MaxBytes, cancellationToken);
        if (content.Length == 0 || content.Length != file.Size || await drop.Find(path, cancellationToken) != file)
        {
            // It is being written: the next run finds it whole.
            return null;
        }

        var sales = new SalesFile(file.Name, content);
        if (read(sales) is SalesFileAnswer.Unusable { Error: var error })
        {
            return error with { WhatToDo = "If it is still being written, the next run takes it. Else ask the distributor for the file as its protocol says." };
        }

        await collector.Take(file, sales);
        return await PutAway(file, cancellationToken);
    }

    /// <summary>It is remembered as well, so that a folder one may not write in does no harm.</summary>
    private async Task<ExchangeError?> PutAway(DroppedFile file, CancellationToken cancellationToken)
    {
        if (doneFolder is null)
        {
            return null;
        }

        try
        {
            var to = PathOf(doneFolder, file.Name);
            var isTaken = await drop.Find(to, cancellationToken) is not null;
            await drop.Move(PathOf(folder, file.Name), isTaken ? $"{to}.{file.ModifiedAt.ToUnixTimeSeconds()}" : to, cancellationToken);
        }
        catch (DropException exception) when (exception.IsOfOneFile)
        {
            return exception.Error with { WhatToDo = "Nothing is lost: the file was read and is not read again. Ask for the right to move files, or leave the folder for read files out of the set-up." };
        }

        return null;
    }

    private static string PathOf(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    private static ExchangeError Error(string message, string whatToDo) => new(ErrorKind.External, message, whatToDo);
}
