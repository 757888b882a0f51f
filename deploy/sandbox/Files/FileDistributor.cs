using Distribution.Sandbox.Allotments;
using Distribution.Sandbox.Failures;
using Distribution.Sandbox.Sales;
using Distribution.Sandbox.Storage;

namespace Distribution.Sandbox.Files;

/// <summary>A distributor that nobody's machine talks to: people tell it its allotment, and it lays its sales down as files in a folder, which an SFTP server may serve.</summary>
internal sealed class FileDistributor(PlayedDistributor distributor, SalesFileFormat format, string folder)
{
    public static readonly WireSamples Samples = new("text/csv", "type;", "", "{line};?;?", line => line.ValueKind is System.Text.Json.JsonValueKind.String ? line.GetString() : null);

    private const int MaxLines = 200_000;

    public void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup($"/control/{distributor.Name}");
        control.MapPost("/told", Tell);
        control.MapPost("/files", Write);
    }

    /// <summary>Somebody told it on the phone; it does not answer, but says what it had sold already.</summary>
    private AllotmentResult Tell(ToldOrder order)
    {
        var view = distributor.Performances.View(order.Performance) ?? throw Performances.Unknown(order.Performance);
        var change = new AllotmentChange(
            new Guid(checked((int)distributor.Database.Transact(connection => connection.Next("told"))), 0, 0, "by phone"u8.ToArray()),
            order.Performance,
            view.Version + 1,
            [.. (order.Places ?? []).Select(place => new Addition(place, "A", "1", place, order.Category))],
            order.Withdrawn ?? [],
            order.Standing is { } standing ? [new AreaAllotment("Standing", order.Area, order.Category, standing)] : []);
        return distributor.Book.Take(change) is TakeOutcome.Taken taken
            ? taken.Result
            : throw new RefusedException(StatusCodes.Status409Conflict, "not_taken", "The allotment could not be taken.");
    }

    /// <summary>Everything that was not in a file yet, as a new one.</summary>
    private WrittenFileAnswer Write(FileOrder order)
    {
        var page = distributor.Feed.Read(MaxLines);
        var number = distributor.Database.Transact(connection => connection.Next("file"));
        var name = order.Name ?? $"ventes-{number:D6}.csv";
        if (name != Path.GetFileName(name))
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, "invalid", "name: A file's name alone.");
        }

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        File.WriteAllBytes($"{path}.part", format.Write(page.Lines, order.Kind, order.Bytes));
        File.Move($"{path}.part", path, overwrite: true);
        if (page.Cursor is not null && order.Kind is FileKind.Whole or FileKind.DuplicateLines)
        {
            distributor.Feed.Acknowledge(page.Cursor!);
        }

        return new WrittenFileAnswer(name, page.Lines.Count);
    }
}
