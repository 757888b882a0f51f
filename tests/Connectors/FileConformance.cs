using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Files;
using Distribution.Sandbox.Sales;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>What every connector keeps to whose distributor lays its sales down as files.</summary>
public abstract class FileConformance(string type) : IAsyncLifetime
{
    private readonly Collected _collected = new();

    private FileBench _bench = null!;

    public async Task InitializeAsync()
    {
        _bench = await FileBench.Start(type);
        await _bench.Sandbox.Tell(new ToldOrder(FileBench.Performance, ["1", "2", "3", "4", "5"], Standing: 10));
    }

    public async Task DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task Sold_and_cancelled_tickets_come_as_they_happened()
    {
        var numbered = (await _bench.Sandbox.Sell(new SaleOrder(FileBench.Performance, Places: ["3"]))).Single();
        var standing = (await _bench.Sandbox.Sell(new SaleOrder(FileBench.Performance, Standing: 1))).Single();
        await _bench.Sandbox.Cancel(new CancelOrder([numbered.Ticket]));
        var written = await _bench.Sandbox.WriteFile(new FileOrder());

        (await Collect()).ShouldBeNull();

        _collected.Files.Single().Name.ShouldBe(written.Name);
        var lines = Lines();
        lines.Count.ShouldBe(3);
        var sold = lines[0].ShouldBeOfType<SaleLine.Sold>();
        sold.ShouldBe(new SaleLine.Sold(
            sold.Reference, numbered.Ticket, numbered.Sale, FileBench.Performance, new PlaceKey("3"), null, "C1", "ADULT", new Money(3500, "EUR"), sold.SoldAt, numbered.Barcode));
        (sold.SoldAt - numbered.SoldAt).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
        var area = lines[1].ShouldBeOfType<SaleLine.Sold>();
        (area.Ticket, area.Place, area.Area).ShouldBe((standing.Ticket, null, "PIT"));
        lines[2].ShouldBeOfType<SaleLine.Cancelled>().Ticket.ShouldBe(numbered.Ticket);
    }

    [Fact]
    public async Task A_file_is_fetched_once_and_put_away_where_a_folder_is_named()
    {
        await Sell();
        var first = await _bench.Sandbox.WriteFile(new FileOrder());
        await Collect();
        await Sell();
        var second = await _bench.Sandbox.WriteFile(new FileOrder());
        Directory.CreateDirectory(Path.Combine(_bench.Server.Folder, "done"));

        (await Collect(_bench.Link with { DoneFolder = "done" })).ShouldBeNull();
        (await Collect()).ShouldBeNull();

        _collected.Files.Select(file => file.Name).ShouldBe([first.Name, second.Name]);
        _collected.Reported.ShouldBeEmpty();
        Directory.GetFiles(_bench.Folder).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(_bench.Server.Folder, "done")).Select(Path.GetFileName).Order().ShouldBe([first.Name, second.Name]);
    }

    [Fact]
    public async Task A_folder_one_may_not_put_files_into_is_told_and_does_no_harm()
    {
        await Sell();
        var file = await _bench.Sandbox.WriteFile(new FileOrder());

        (await Collect(_bench.Link with { DoneFolder = "nowhere" })).ShouldBeNull();
        await Collect(_bench.Link with { DoneFolder = "nowhere" });

        _collected.Files.ShouldHaveSingleItem();
        _collected.Reported[file.Name].WhatToDo.ShouldStartWith("Nothing is lost");
    }

    [Theory]
    [InlineData(FileKind.Garbage)]
    [InlineData(FileKind.WrongColumns)]
    public async Task A_file_that_is_none_stays_is_told_and_does_not_hold_up_the_others(FileKind kind)
    {
        await Sell();
        await _bench.Sandbox.WriteFile(new FileOrder("a.csv", kind));
        await _bench.Sandbox.WriteFile(new FileOrder("b.csv"));

        (await Collect()).ShouldBeNull();

        _collected.Files.Single().Name.ShouldBe("b.csv");
        _collected.Reported.Keys.ShouldBe(["a.csv"]);
        _collected.Reported["a.csv"].Message.ShouldContain("“a.csv”");
        File.Exists(Path.Combine(_bench.Folder, "a.csv")).ShouldBeTrue();

        await _bench.Sandbox.WriteFile(new FileOrder("a.csv"));
        await Collect();
        _collected.Files.Select(file => file.Name).ShouldBe(["b.csv", "a.csv"]);
    }

    [Fact]
    public async Task A_half_written_file_sells_nothing_that_was_not_sold()
    {
        var tickets = await _bench.Sandbox.Sell(new SaleOrder(FileBench.Performance, Numbered: 2, MaxTicketsPerSale: 1));
        await _bench.Sandbox.WriteFile(new FileOrder("a.csv", FileKind.HalfWritten));
        await Collect();
        var before = Lines().OfType<SaleLine.Sold>().ToList();
        await _bench.Sandbox.WriteFile(new FileOrder("a.csv"));

        await Collect();

        var after = _collected.Files.TakeLast(1).SelectMany(Read).OfType<SaleLine.Sold>().ToList();
        after.Select(line => (line.Ticket, line.Barcode)).ShouldBe(tickets.Select(ticket => (ticket.Ticket, (string?)ticket.Barcode)));
        before.ShouldBeSubsetOf(after);
        before.Count.ShouldBeLessThan(2);
    }

    [Fact]
    public async Task A_line_that_comes_twice_is_the_same_line()
    {
        await Sell();
        await _bench.Sandbox.WriteFile(new FileOrder(Kind: FileKind.DuplicateLines));

        await Collect();

        var lines = Lines();
        lines.Count.ShouldBe(2);
        lines[1].ShouldBe(lines[0]);
    }

    [Fact]
    public async Task A_bad_line_names_its_file_line_and_column_and_does_not_hold_up_the_others()
    {
        await _bench.Sandbox.Sell(new SaleOrder(FileBench.Performance, Places: ["1"]));
        await _bench.Sandbox.SendMalformedText("VENTE;TK-X;S;P-1;1;;C1;ADULT;beaucoup;EUR;2025-03-14T19:30:00Z;");
        await _bench.Sandbox.SendMalformedText("SALE;TK-Y");
        await _bench.Sandbox.Sell(new SaleOrder(FileBench.Performance, Places: ["2"]));
        await _bench.Sandbox.WriteFile(new FileOrder("a.csv"));

        await Collect();

        var lines = Lines();
        lines.Select(line => line.GetType().Name).ShouldBe(["Sold", "Unreadable", "Unreadable", "Sold"]);
        var bad = lines[1].ShouldBeOfType<SaleLine.Unreadable>();
        bad.Problem.ShouldStartWith("file “a.csv”, line 3: column pri");
        bad.Reference.ShouldBe("sale:TK-X");
        lines[2].ShouldBeOfType<SaleLine.Unreadable>().Problem.ShouldBe("file “a.csv”, line 4: it has 2 fields, the headings 12");
    }

    [Fact]
    public async Task A_sale_of_a_place_the_distributor_no_longer_has_comes_like_any_other()
    {
        await _bench.Sandbox.Tell(new ToldOrder(FileBench.Performance, Withdrawn: ["1"]));
        var ticket = await _bench.Sandbox.SendGhost(new GhostOrder(FileBench.Performance, "1", "C1"));
        await _bench.Sandbox.WriteFile(new FileOrder());

        await Collect();

        Lines().Single().ShouldBeOfType<SaleLine.Sold>().Ticket.ShouldBe(ticket.Ticket);
    }

    [Fact]
    public async Task A_huge_file_is_not_read()
    {
        await Sell();
        await _bench.Sandbox.WriteFile(new FileOrder("a.csv", FileKind.Huge, SalesFile.MaxBytes + 1));

        await Collect();

        _collected.Files.ShouldBeEmpty();
        _collected.Reported["a.csv"].Message.ShouldContain("24 MiB");
    }

    [Fact]
    public async Task What_is_hidden_unfinished_or_oddly_named_is_not_read()
    {
        foreach (var name in new[] { ".a.csv", "a.csv.part", "a.tmp", "a.pdf", "a\\..\\b.csv", "a\nb.csv" })
        {
            await File.WriteAllTextAsync(Path.Combine(_bench.Folder, name), "x");
        }

        Directory.CreateDirectory(Path.Combine(_bench.Folder, "folder.csv"));
        File.CreateSymbolicLink(Path.Combine(_bench.Folder, "link.csv"), "/etc/passwd");

        (await Collect()).ShouldBeNull();

        _collected.Files.ShouldBeEmpty();
        _collected.Reported.Keys.ShouldBe(["a\\..\\b.csv", "a\nb.csv"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_server_that_is_down_is_told_and_the_files_come_the_next_time()
    {
        await Sell();
        await _bench.Sandbox.WriteFile(new FileOrder());
        await _bench.Server.Stop();

        var error = (await Collect()).ShouldNotBeNull();

        error.Kind.ShouldBe(ErrorKind.Technical);
        error.Message.ShouldContain("could not be reached");
        error.WhatToDo.ShouldContain("by hand");
    }

    [Fact]
    public async Task A_slow_server_is_given_up()
    {
        await _bench.Server.Freeze();

        var error = await _bench.ConnectorWith(("ConnectTimeout", "00:00:00.500")).CollectFiles(_bench.Link, _collected, CancellationToken.None);

        error.ShouldNotBeNull().Message.ShouldContain("in time");
    }

    [Theory]
    [InlineData("not it")]
    [InlineData("-----BEGIN nonsense")]
    [InlineData(null)]
    public async Task A_wrong_password_or_key_is_technical(string? password)
    {
        var error = (await Collect(_bench.Link with { Password = password ?? _bench.Server.OtherKey })).ShouldNotBeNull();

        error.Kind.ShouldBe(ErrorKind.Technical);
        error.WhatToDo.ShouldContain("set-up");
    }

    [Fact]
    public async Task A_server_with_another_key_than_the_first_time_is_refused_until_the_new_one_is_entered()
    {
        await Sell();
        await Collect();
        await _bench.Sandbox.WriteFile(new FileOrder());
        await _bench.Server.ChangeHostKey();

        var error = (await Collect()).ShouldNotBeNull();

        error.Message.ShouldContain(await _bench.Server.Fingerprint());
        error.WhatToDo.ShouldContain("host key");
        _collected.Files.ShouldBeEmpty();
        (await Collect(_bench.Link with { HostKey = await _bench.Server.Fingerprint() })).ShouldBeNull();
        _collected.Files.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_server_with_another_key_than_the_set_up_says_is_refused_the_first_time()
    {
        var error = await Collect(_bench.Link with { HostKey = "SHA256:ldyiXa1JQakitNU5tErauu8DvWQ1dZ7aXu+rm7KQuog" });

        error.ShouldNotBeNull().Message.ShouldContain("may be another machine");
    }

    private Task<ExchangeError?> Collect(ConnectorLink? link = null) => _bench.Connector.CollectFiles(link ?? _bench.Link, _collected, CancellationToken.None);

    private Task Sell() => _bench.Sandbox.Sell(new SaleOrder(FileBench.Performance, Numbered: 1));

    private List<SaleLine> Lines() => [.. _collected.Files.SelectMany(Read)];

    private IEnumerable<SaleLine> Read(SalesFile file) => _bench.Connector.ReadSalesFile(_bench.Link, file).ShouldBeOfType<SalesFileAnswer.Read>().Lines;
}
