using System.Security.Cryptography;
using Distribution.Connectors;
using Distribution.Connectors.Sftp;
using Distribution.Distributors;
using Distribution.Primitives;

namespace Distribution.Sales.Files;

/// <summary>
/// Keeps what one run fetches. A file's id follows from its address, name, size and content, so that the very same file is one, however often it is fetched or its time is set anew.
/// </summary>
internal sealed class FetchedFiles(FunctionJob job, SalesFileStore files, TimeProvider time) : IFileCollector
{
    private string Address => job.Link.Url.AbsoluteUri;

    public Task<bool> IsKnown(DroppedFile file) => files.IsKnown(job.Interface.Interface, Address, file);

    public Task Take(DroppedFile file, SalesFile content)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Content.Span));
        var id = new SalesFileId(DerivedId.From(job.Interface.Interface.Value, "fetched file", $"{Address}/{file.Name}/{file.Size}/{sha256}"));
        return files.Keep(job.Interface.Interface, id, content, sha256, new Origin(job.Command.Context.Who, time.GetUtcNow(), Address, file.ModifiedAt));
    }

    public void Report(string name, ExchangeError error) => job.Report.Add(error.Kind, name, error.Message, error.WhatToDo);
}
