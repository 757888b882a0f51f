using System.Text;
using System.Text.Json;
using CsCheck;
using Distribution.Connectors;
using Distribution.Connectors.Ticketnet;
using Distribution.Primitives;
using Shouldly;
using Xunit;

namespace Distribution.Tests.Connectors;

/// <summary>Ticketnet's answers are held to its page, field by field.</summary>
public class TicketnetReadingTests
{
    private const string Sold =
        """{"line":"L1","type":"sold","ticket":"T1","sale":"S1","performance":"P","place":"A-1","category":"C","audience":"X","price":{"amount":4500,"currency":"EUR"},"soldAt":"2025-03-14T20:30:00.25+01:00"}""";

    private static readonly AllotmentMessage Asked = new(
        new Guid("5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11"),
        "P",
        7,
        [new(new("A-1"), "A", "1", "1", "C")],
        [new("A-2")],
        [new(new("Standing"), "PIT", "C", 50)]);

    private const string Accepted = """{"place":"A-1","verdict":"accepted"}""";

    [Theory]
    [InlineData("""{"place":"A-9","verdict":"accepted"}""", "[]", "A-9")]
    [InlineData("""{"place":"A-1","verdict":"perhaps"}""", "[]", "perhaps")]
    [InlineData("""{"place":"A-1"}""", "[]", "A-1")]
    [InlineData("""{"place":"A-1","verdict":"already_sold"}""", "[]", "already_sold")]
    [InlineData("""{"place":"A-1","verdict":"accepted"},{"place":"A-1","verdict":"accepted"}""", "[]", "twice")]
    [InlineData("null", "[]", "not asked")]
    [InlineData(Accepted, "null", "areas")]
    [InlineData(Accepted, """[{"key":"Balcony","allotted":1,"sold":0}]""", "Balcony")]
    [InlineData(Accepted, """[{"key":"Standing","allotted":50}]""", "Standing")]
    [InlineData(Accepted, """[{"key":"Standing","allotted":5,"sold":6}]""", "Standing")]
    [InlineData(Accepted, """[{"key":"Standing","allotted":-1,"sold":-1}]""", "Standing")]
    [InlineData(Accepted, """[{"key":"Standing","allotted":200001,"sold":0}]""", "Standing")]
    [InlineData(Accepted, """[{"key":"Standing","allotted":5.5,"sold":0}]""", "JSON")]
    public void An_answer_that_makes_no_sense_is_not_believed(string places, string areas, string problem)
    {
        Read($$"""{"id":"{{Asked.Id}}","performance":"P","version":7,"places":[{{places}}],"areas":{{areas}}}""", out var found).ShouldBeNull();
        found.ShouldContain(problem);
    }

    [Theory]
    [InlineData("""{"performance":"P","version":7,"places":[],"areas":[]}""")]
    [InlineData("""{"id":"5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11","performance":"P","version":6,"places":[],"areas":[]}""")]
    [InlineData("""{"id":"5b2c9d0e-6f0a-4c57-9a51-0d3f3a4e2b11","performance":"Q","version":7,"places":[],"areas":[]}""")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("[]")]
    public void The_answer_to_something_else_is_not_believed(string body) => Read(body, out _).ShouldBeNull();

    [Fact]
    public void A_place_that_is_not_answered_for_is_left_to_the_caller()
    {
        var answer = Read($$"""{"id":"{{Asked.Id}}","performance":"P","version":7,"places":[{"place":"A-2","verdict":"refused"}],"areas":[],"new":1}""", out _);

        answer.ShouldNotBeNull().Places.ShouldBe([new PlaceAnswer(new("A-2"), PlaceVerdict.Refused)]);
    }

    [Fact]
    public void A_right_line_is_read()
    {
        Line(Sold).ShouldBe(new SaleLine.Sold(
            "L1", "T1", "S1", "P", new PlaceKey("A-1"), null, "C", "X", new Money(4500, "EUR"),
            new DateTimeOffset(2025, 3, 14, 20, 30, 0, 250, TimeSpan.FromHours(1)), null));
    }

    [Theory]
    [InlineData("\"place\":\"A-1\"", "\"seat\":\"A-1\"", "place and area")]
    [InlineData("\"place\":\"A-1\"", "\"place\":\"A-1\",\"area\":\"PIT\"", "place and area")]
    [InlineData("\"place\":\"A-1\"", "\"place\":\"\"", "place")]
    [InlineData("\"T1\"", "\"T\\u0000\"", "ticket")]
    [InlineData("\"T1\"", "\"\\ud800\"", "ticket")]
    [InlineData("\"T1\"", "17", "ticket")]
    [InlineData("\"S1\"", "null", "sale")]
    [InlineData("4500", "-1", "price")]
    [InlineData("4500", "100000001", "price")]
    [InlineData("4500", "45.00", "price")]
    [InlineData("EUR", "eur", "price")]
    [InlineData("+01:00", "", "soldAt")]
    [InlineData("2025-03-14", "2025-02-30", "soldAt")]
    [InlineData("\"sold\"", "\"exchanged\"", "exchanged")]
    [InlineData("\"sold\"", "\"cancelled\"", "cancelledAt")]
    [InlineData("\"type\"", "\"ticket\":\"T2\",\"type\"", "ticket")]
    [InlineData("}", "},\"barcode\":\"\"", "barcode")]
    public void A_wrong_line_is_kept_with_what_is_wrong(string right, string wrong, string problem)
    {
        var json = new StringBuilder(Sold).Replace(right, wrong, 0, Sold.IndexOf(right, StringComparison.Ordinal) + right.Length).ToString();

        var line = Line(json).ShouldBeOfType<SaleLine.Unreadable>();

        line.Problem.ShouldContain(problem);
        line.Raw.ShouldBe(json);
        line.Reference.ShouldBe("L1");
    }

    [Fact]
    public void A_line_without_a_name_is_known_by_its_text()
    {
        var first = Line("""{"type":"sold"}""");

        first.Reference.ShouldStartWith("sha256:");
        Line("""{"type":"sold"}""").ShouldBe(first);
        Line("""{"type":"sold" }""").Reference.ShouldNotBe(first.Reference);
    }

    [Theory]
    [InlineData("""{"cursor":null,"more":false,"lines":[1]}""")]
    [InlineData("""{"cursor":"c","more":false,"lines":[]}""")]
    [InlineData("""{"cursor":null,"more":true,"lines":[]}""")]
    [InlineData("""{"cursor":"c","lines":[1]}""")]
    [InlineData("""{"cursor":"c","more":true}""")]
    [InlineData("""{"cursor":"","more":true,"lines":[1]}""")]
    [InlineData("""{"cursor":"c","more":true,"lines":[1,2,3]}""")]
    [InlineData("""{"cursor":"c","more":true,"lines":[1}""")]
    [InlineData("<html>")]
    [InlineData("null")]
    public void A_wrong_page_is_not_read(string body)
    {
        SalesReading.Read(Encoding.UTF8.GetBytes(body), limit: 2, out var problem).ShouldBeNull();
        problem.ShouldNotBeEmpty();
    }

    [Fact]
    public void Whatever_stands_in_a_line_no_page_throws_and_the_other_lines_are_read()
    {
        var bytes = Encoding.UTF8.GetBytes(Sold);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Array[1, 4].Sample(
            changes =>
            {
                var damaged = bytes.ToArray();
                foreach (var (position, value) in changes)
                {
                    damaged[position] = value;
                }

                byte[] page = [.. """{"cursor":"c","more":false,"lines":["""u8, .. bytes, (byte)',', .. damaged, (byte)',', .. bytes, .. "]}"u8];
                var read = SalesReading.Read(page, limit: 10, out _);
                return read is null || (read.Lines[0] is SaleLine.Sold && read.Lines[^1] is SaleLine.Sold);
            },
            iter: 20_000);
    }

    private static AllotmentAnswer.Answered? Read(string body, out string problem) => AllotmentReading.Read(Encoding.UTF8.GetBytes(body), Asked, out problem);

    private static SaleLine Line(string json) => SaleLineReading.Read(JsonElement.Parse(json));
}
