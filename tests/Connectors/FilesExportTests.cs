using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>The allotment as a file on an SFTP server.</summary>
public sealed class FilesExportTests : IAsyncLifetime
{
    private FileBench _bench = null!;

    private string Folder => Path.Combine(_bench.Server.Folder, "allotments");

    public async Task InitializeAsync()
    {
        _bench = await FileBench.Start("files");
        Directory.CreateDirectory(Folder);
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData("", "csv")]
    [InlineData("csv", "csv")]
    [InlineData("xlsx", "xlsx")]
    public async Task It_is_written_whole_and_its_additions_count_as_taken(string format, string extension)
    {
        var answer = await Send(_bench.Link with { FileFormat = format });

        answer.ShouldBeOfType<AllotmentAnswer.Answered>().Places.ShouldBe([new PlaceAnswer(new PlaceKey("A-2"), PlaceVerdict.Accepted)]);
        Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBe([$"allotment - P-1 - 000007.{extension}"]);
        (await Send(_bench.Link with { FileFormat = format })).ShouldBeOfType<AllotmentAnswer.Answered>();
    }

    [Fact]
    public async Task What_certainly_was_not_written_is_not_taken()
    {
        Directory.Delete(Folder);
        (await Send(_bench.Link)).ShouldBeOfType<AllotmentAnswer.NotTaken>().Error.Message.ShouldContain("has no");
        (await Send(_bench.Link with { Password = "not it" })).ShouldBeOfType<AllotmentAnswer.NotTaken>();

        await _bench.Server.Stop();

        (await Send(_bench.Link)).ShouldBeOfType<AllotmentAnswer.NotTaken>().Error.Kind.ShouldBe(ErrorKind.Technical);
    }

    private Task<AllotmentAnswer> Send(ConnectorLink link)
    {
        AllottedPlace added = new(new PlaceKey("A-2"), "A", "1", "2", "C1");
        return _bench.Connector.SendAllotment(link, new AllotmentMessage(Guid.Empty, "P-1", 7, [added], [new PlaceKey("A-1")], []) { Whole = [added] }, CancellationToken.None);
    }
}
