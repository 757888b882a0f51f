using System.Text;
using Distribution.Connectors;
using Distribution.Connectors.Files;
using Distribution.Connectors.Sftp;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>What is fetched from a folder and what is left, and where a folder may be.</summary>
public sealed class FileCollectionTests
{
    private readonly string _root = TestFolder.Create();
    private readonly Collected _collected = new();

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_left_for_the_next_run()
    {
        Directory.CreateDirectory(Path.Combine(_root, "in"));
        var file = Path.Combine(_root, "in", "a.csv");
        await File.WriteAllTextAsync(file, "one\n");
        var drop = new GrowingDrop(new FolderDrop(_root, "in"), file);

        await Collect(drop);
        _collected.Files.ShouldBeEmpty();
        _collected.Reported.ShouldBeEmpty();
        await Collect(drop);

        Encoding.UTF8.GetString(_collected.Files.ShouldHaveSingleItem().Content.Span).ShouldBe("one\ntwo\n");
    }

    [Theory]
    [InlineData("..")]
    [InlineData("in/../..")]
    [InlineData("/etc")]
    [InlineData("link")]
    public void A_folder_outside_of_the_directory_is_refused(string folder)
    {
        Directory.CreateDirectory(Path.Combine(_root, "in"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "link"), "/etc");

        Should.Throw<DropException>(() => new FolderDrop(_root, folder)).Error.Message.ShouldContain("leads out");
    }

    [Fact]
    public async Task A_folder_gives_sales_takes_allotments_and_leads_nowhere_else()
    {
        Directory.CreateDirectory(Path.Combine(_root, "lyon", "sales"));
        await File.WriteAllTextAsync(Path.Combine(_root, "lyon", "sales", "a.csv"), "kind;ticket;sale;performance;place;area;category;audience;price;currency;date;barcode\n");
        File.CreateSymbolicLink(Path.Combine(_root, "lyon", "sales", "b.csv"), "/etc/passwd");
        var connector = Connector(_root);
        var link = new ConnectorLink(new Uri("folder:lyon"), "", "");

        (await connector.CollectFiles(link, _collected, CancellationToken.None)).ShouldBeNull();
        (await connector.SendAllotment(link, Message(), CancellationToken.None)).ShouldBeOfType<AllotmentAnswer.Answered>()
            .Places.ShouldBe([new PlaceAnswer(new PlaceKey("A-2"), PlaceVerdict.Accepted)]);

        _collected.Files.Select(file => file.Name).ShouldBe(["a.csv"]);
        (await File.ReadAllLinesAsync(Path.Combine(_root, "lyon", "allotments", "allotment - P-1 - 000007.csv"))).ShouldBe(
        [
            "performance;version;state;place;area;block;row;seat;category;quantity",
            "P-1;7;WITHDRAWN;A-1;;;;;;1",
            "P-1;7;ADDED;A-2;;A;1;2;C1;1",
            "P-1;7;KEPT;A-3;;A;1;3;C1;1",
            "P-1;7;TOTAL;;PIT;;;;C2;20",
        ]);
        Directory.GetFiles(_root, "*.part", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_directory_no_folder_can_be_used_and_files_by_hand_need_none()
    {
        var error = await Connector("").CollectFiles(new ConnectorLink(new Uri("folder:lyon"), "", ""), _collected, CancellationToken.None);

        error.ShouldNotBeNull().Kind.ShouldBe(ErrorKind.Technical);
        error.WhatToDo.ShouldContain("Distribution__FilesDirectory");
        (await Connector("").CollectFiles(new ConnectorLink(new Uri("upload:"), "", ""), _collected, CancellationToken.None)).ShouldBeNull();
        (await Connector("").SendAllotment(new ConnectorLink(new Uri("upload:"), "", ""), Message(), CancellationToken.None)).ShouldBeOfType<AllotmentAnswer.Answered>();
    }

    [Theory]
    [InlineData("upload:", true)]
    [InlineData("folder:lyon/nord", true)]
    [InlineData("sftp://sftp.example.com/ventes", true)]
    [InlineData("folder:", false)]
    [InlineData("folder:../etc", false)]
    [InlineData("folder:a/..%2f..", false)]
    [InlineData("folder:/etc", false)]
    [InlineData("https://example.com", false)]
    [InlineData("file:///etc", false)]
    [InlineData("sftp://user:password@sftp.example.com/", false)]
    public void Addresses_lead_to_a_server_or_a_folder_or_nowhere(string url, bool isFit) =>
        (Connector("").SetupProblem(SetupField.Url, url) is null).ShouldBe(isFit);

    private static AllotmentMessage Message()
    {
        AllottedPlace Place(int seat) => new(new PlaceKey($"A-{seat}"), "A", "1", $"{seat}", "C1");
        AllottedArea area = new(new AreaKey("Standing"), "PIT", "C2", 20);
        return new(Guid.Empty, "P-1", 7, [Place(2)], [new PlaceKey("A-1")], [area]) { Whole = [Place(2), Place(3)], WholeAreas = [area] };
    }

    private static FilesConnector Connector(string directory) =>
        new(new MemoryHosts(), Options.Create(new SftpOptions()), Options.Create(new FilesOptions { FilesDirectory = directory }));

    private Task Collect(IFileDrop drop) =>
        new FileCollection(drop, "", null, _ => new SalesFileAnswer.Read([])).Run(_collected, CancellationToken.None);

    /// <summary>Its writer adds a line between the listing and the first reading.</summary>
    private sealed class GrowingDrop(IFileDrop drop, string file) : IFileDrop
    {
        private bool _hasGrown;

        public Task<IReadOnlyList<DroppedFile>> List(string folder, int most, CancellationToken cancellationToken) => drop.List(folder, most, cancellationToken);

        public async Task<byte[]> Read(string path, int most, CancellationToken cancellationToken)
        {
            var content = await drop.Read(path, most, cancellationToken);
            if (!_hasGrown)
            {
                _hasGrown = true;
                await File.AppendAllTextAsync(file, "two\n", cancellationToken);
            }

            return content;
        }

        public Task<DroppedFile?> Find(string path, CancellationToken cancellationToken) => drop.Find(path, cancellationToken);

        public Task Move(string path, string to, CancellationToken cancellationToken) => drop.Move(path, to, cancellationToken);

        public Task Write(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => drop.Write(path, content, cancellationToken);

        public ValueTask DisposeAsync() => drop.DisposeAsync();
    }
}
