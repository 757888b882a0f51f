using System.Diagnostics;
using System.Text;

namespace Distribution.Tests.Api;

/// <summary>Documents made to keep the server busy: each is refused, and refused quickly.</summary>
[Collection(ApiTests.Name)]
public sealed class DocumentLimitTests(TestApi api)
{
    public static TheoryData<string, string> Abuses => new()
    {
        { "a nest of fragments", NestOfFragments(24) },
        { "a field ten thousand times", "{ " + Repeat("hello ", 10_000) + "}" },
        { "aliases without end", "{ " + string.Join(' ', Enumerable.Range(0, 900).Select(i => $"a{i}: hello")) + " }" },
        { "a deep tree", "{ tree { " + Repeat("branches { ", 60) + "number" + Repeat(" }", 62) },
        { "a deep tree by fragments", DeepByFragments(40) },
        { "a flood of directives", "{ hello " + Repeat("@skip(if: false) ", 2_000) + "}" },
        { "a flood of unknown directives", "query " + Repeat("@x ", 5_000) + "{ hello }" },
        { "a circle of fragments", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }" },
        { "a fragment in itself", "{ ...A } fragment A on Query { hello ...A }" },
        { "unused fragments", "{ hello } " + string.Concat(Enumerable.Range(0, 2_000).Select(i => $"fragment F{i} on Query {{ hello }} ")) },
        { "operations without end", string.Concat(Enumerable.Range(0, 2_000).Select(i => $"query Q{i} {{ hello }} ")) },
        { "a list in a list in a list", "{ hello(name: " + Repeat("[", 50_000) + Repeat("]", 50_000) + ") }" },
        { "an object in an object", "{ hello(name: " + Repeat("{a:", 20_000) + "1" + Repeat("}", 20_000) + ") }" },
        { "variables without end", "query(" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"$v{i}: Int ")) + ") { hello }" },
        { "fields that all conflict", "{ " + string.Concat(Enumerable.Range(0, 999).Select(i => $"hello(name: \"{i}\") ")) + "}" },
        { "arguments that do not exist", "{ " + string.Concat(Enumerable.Range(0, 999).Select(i => $"hello(a{i}: 1) ")) + "}" },
        { "fields that do not exist", "{ " + string.Concat(Enumerable.Range(0, 999).Select(i => $"x{i} ")) + "}" },
        { "a name of two hundred thousand letters", "{ " + Repeat("hello", 40_000) + " }" },
        { "brackets without end", Repeat("{ tree ", 30_000) },
        { "a text of ten megabytes", "{ hello } #" + new string('x', 10_000_000) },
        { "a number of two hundred thousand digits", "{ echoId(id: " + new string('9', 200_000) + ") }" },
    };

    [Theory]
    [MemberData(nameof(Abuses))]
    public async Task Abuse_is_refused_quickly(string what, string query)
    {
        await api.Ask("{ hello }");
        var started = Stopwatch.StartNew();

        var answer = await api.Ask(query);

        started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1), what);
        answer["data"].ShouldBeNull(what);
        answer.ToJsonString().Length.ShouldBeLessThan(50_000, what);
        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBeOneOf("LIMIT_EXCEEDED", "INVALID_DOCUMENT", "INVALID_SYNTAX", "INVALID");
    }

    [Fact]
    public async Task What_is_just_within_the_limits_is_answered_quickly_too()
    {
        string[] documents =
        [
            "{ " + Repeat("hello ", 1_000) + "}",
            "{ " + string.Join(' ', Enumerable.Range(0, 200).Select(i => $"a{i}: hello")) + " }",
            NestOfFragments(10),
            "{ tree { " + Repeat("branches { ", 4) + "number" + Repeat(" }", 6),
        ];
        await api.Ask("{ hello }");
        foreach (var document in documents)
        {
            var started = Stopwatch.StartNew();

            (await api.Ask(document))["errors"].ShouldBeNull();

            started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        }
    }

    /// <summary>Each fragment spreads the next one twice.</summary>
    private static string NestOfFragments(int levels)
    {
        var text = new StringBuilder("{ ...F0 }");
        for (var i = 0; i < levels; i++)
        {
            text.Append($" fragment F{i} on Query {{ ...F{i + 1} ...F{i + 1} }}");
        }

        return text.Append($" fragment F{levels} on Query {{ hello }}").ToString();
    }

    private static string DeepByFragments(int levels)
    {
        var text = new StringBuilder("{ tree { ...F0 } }");
        for (var i = 0; i < levels; i++)
        {
            text.Append($" fragment F{i} on Branch {{ branches {{ ...F{i + 1} }} }}");
        }

        return text.Append($" fragment F{levels} on Branch {{ number }}").ToString();
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
