using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api;

/// <summary>Files beside an operation, as the GraphQL multipart request specification says.</summary>
[Collection(ApiTests.Name)]
public sealed class UploadTests(TestApi api)
{
    private const string Operation = """{"query":"mutation($input: SendInput!) { send(input: $input) { result } }","variables":{"input":{"file":null}}}""";
    private const string Map = """{"0":["variables.input.file"]}""";

    [Fact]
    public async Task A_file_arrives_with_its_name_and_every_byte()
    {
        var text = string.Concat(Enumerable.Repeat("Zoë 座席 🎟\r\n--b\r\n", 20_000));

        (await Sent(Form(Operation, Map, ("0", "été.xlsx", text)))).ShouldBe($"été.xlsx={text}");
    }

    [Fact]
    public async Task Several_files_go_where_the_map_says_and_one_may_go_to_several_places()
    {
        const string Query = """{"query":"mutation($file: Upload!, $more: [Upload]) { send(input: { file: $file, more: $more }) { result } }","variables":{"file":null,"more":[null,null]}}""";

        (await Sent(Form(Query, """{"a":["variables.file","variables.more.1"],"b":["variables.more.0"]}""", ("b", "b.txt", "B"), ("a", "C:\\folder\\a.txt", "A"))))
            .ShouldBe("a.txt=A|b.txt=B|a.txt=A");
    }

    [Theory]
    [InlineData("GraphQL-Require-Preflight", "1", 200)]
    [InlineData("Apollo-Require-Preflight", "true", 200)]
    [InlineData("X-Apollo-Operation-Name", "Send", 200)]
    [InlineData("X-Requested-With", "XMLHttpRequest", 200)]
    [InlineData("X-Other", "1", 400)]
    [InlineData("GraphQL-Require-Preflight", "", 400)]
    public async Task A_header_that_no_form_of_another_site_can_send_is_required(string header, string value, int status)
    {
        using var response = await Post(Form(Operation, Map, ("0", "a", "A")), header, value);

        ((int)response.StatusCode).ShouldBe(status);
    }

    [Theory]
    [InlineData("""{"1":["variables.input.file"]}""", "map does not name")]
    [InlineData("""{"0":["variables.other"]}""", "leads to no null")]
    [InlineData("""{"0":["variables"]}""", "leads to no null")]
    [InlineData("""{"0":["query"]}""", "leads to no null")]
    [InlineData("""{"0":["variables.input.file.0"]}""", "leads to no null")]
    [InlineData("""{"0":[""]}""", "leads to no null")]
    [InlineData("""{"0":["variables.input.file","variables.input.file"]}""", "leads to no null")]
    [InlineData("""{"0":["variables.input.file"],"1":["variables.input.file"]}""", "did not come")]
    [InlineData("""{"0":"variables.input.file"}""", "list of paths")]
    [InlineData("""{"0":[]}""", "list of paths")]
    [InlineData("""{"0":[1]}""", "list of paths")]
    [InlineData("{}", "names no file")]
    [InlineData("""{"0":["a"],"1":["a"],"2":["a"],"3":["a"],"4":["a"],"5":["a"]}""", "at most 5 files")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("nonsense", "not a JSON object")]
    public async Task A_map_that_does_not_fit_is_refused(string map, string reason) => await Refused(Form(Operation, map, ("0", "a", "A")), 400, reason);

    [Theory]
    [InlineData("""{"query":"mutation($input: SendInput!) { send(input: $input) { result } }","variables":{"input":{"file":"x"}}}""", "leads to no null")]
    [InlineData("""{"query":"mutation($file: Upload!) { send(input: { file: $file }) { result } }"}""", "leads to no null")]
    [InlineData("""{"variables":{"input":{"file":null}}}""", "query is missing")]
    [InlineData("""[{"query":"{ hello }","variables":{"file":null}}]""", "one request at a time")]
    public async Task Operations_that_do_not_fit_are_refused(string operations, string reason) => await Refused(Form(operations, Map, ("0", "a", "A")), 400, reason);

    [Fact]
    public async Task Parts_in_another_order_missing_or_twice_are_refused()
    {
        await Refused(new MultipartFormDataContent { { new StringContent(Map), "map" }, { new StringContent(Operation), "operations" } }, 400, "in this order");
        await Refused(new MultipartFormDataContent { { new StringContent(Operation), "operations" } }, 400, "map is not in its place");
        await Refused(new MultipartFormDataContent { { new StringContent(Operation), "operations" }, { new StringContent(Map), "map" } }, 400, "did not come");
        await Refused(new MultipartFormDataContent { { new StringContent(Operation), "operations" }, { new StringContent(Map), "map" }, { new StringContent("A"), "0" } }, 400, "no file");
        await Refused(Form(Operation, Map, ("0", "a", "A"), ("0", "a", "A")), 400, "came twice");
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        await Refused(Form(Operation, Map, ("0", "a", new string('x', api.Limits.FileBytes.Count + 1))), 413, "at most");
        await Refused(Form(Operation, $"{{\"{new string('x', api.Limits.MapPartBytes.Count)}\":[]}}", ("0", "a", "A")), 413, "at most");
        await Refused(Form(Operation, $"{{\"0\":[{string.Join(',', Enumerable.Repeat("\"variables.input.file\"", api.Limits.FilePaths.Count + 1))}]}}", ("0", "a", "A")), 400, "at most 20 variables");
    }

    [Fact]
    public async Task A_hundred_megabytes_are_refused_before_they_are_sent()
    {
        using var client = api.Client();
        client.DefaultRequestHeaders.ExpectContinue = true;
        client.DefaultRequestHeaders.Add("GraphQL-Require-Preflight", "1");

        using var response = await client.PostAsync("/graphql", Form(Operation, Map, ("0", "a", new string('x', 100_000_000))));

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldContain("LIMIT_EXCEEDED");
    }

    [Theory]
    [InlineData("multipart/form-data", "boundary")]
    [InlineData("multipart/form-data; boundary=\"\"", "boundary")]
    [InlineData("multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x", "boundary")]
    [InlineData("multipart/form-data; boundary=b", "last boundary")]
    public async Task A_form_without_its_boundaries_is_refused(string type, string reason)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes("--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{"));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        await Refused(content, 400, reason);
    }

    [Fact]
    public async Task A_file_can_be_sent_in_no_other_way()
    {
        (await api.Ask("mutation { send(input: { file: \"x\" }) { result } }"))["errors"].ShouldNotBeNull();
        (await api.Ask("mutation($file: Upload!) { send(input: { file: $file }) { result } }", new { file = "x" }))["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("multipart");
    }

    [Fact]
    public async Task Nothing_is_left_on_the_disk()
    {
        await Sent(Form(Operation, Map, ("0", "a", "A")));
        await Refused(Form(Operation, Map, ("0", "a", "A"), ("9", "a", "A")), 400, "does not name");

        await Eventually.True(() => Directory.GetFiles(Path.GetTempPath(), "distribution-upload-*").Length == 0, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Any_damaged_form_is_answered()
    {
        var sound = Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: form-data; name=\"operations\"\r\n\r\n{Operation}\r\n--b\r\nContent-Disposition: form-data; name=\"map\"\r\n\r\n{Map}\r\n--b\r\nContent-Disposition: form-data; name=\"0\"; filename=\"a\"\r\n\r\nA\r\n--b--\r\n");
        await Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte, Gen.Int[0, 30]).Array[1, 4].SampleAsync(async damages =>
        {
            var bytes = sound.ToList();
            foreach (var (at, with, cut) in damages.Where(damage => damage.Item1 < bytes.Count))
            {
                bytes[at] = with;
                bytes.RemoveRange(at, Math.Min(cut, bytes.Count - at));
            }

            var content = new ByteArrayContent([.. bytes]);
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
            using var response = await Post(content);
            ((int)response.StatusCode).ShouldBeLessThan(500);
            JsonNode.Parse(await response.Content.ReadAsStringAsync()).ShouldNotBeNull();
        }, iter: 2_000);
    }

    private static MultipartFormDataContent Form(string operations, string map, params (string Key, string Name, string Text)[] files)
    {
        var form = new MultipartFormDataContent { { new StringContent(operations), "operations" }, { new StringContent(map), "map" } };
        foreach (var (key, name, text) in files)
        {
            form.Add(new StringContent(text), key, name);
        }

        return form;
    }

    private async Task<string> Sent(HttpContent content)
    {
        using var response = await Post(content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!["send"]!["result"]!.GetValue<string>();
    }

    private async Task Refused(HttpContent content, int status, string reason)
    {
        using var response = await Post(content);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((int)response.StatusCode).ShouldBe(status);
        answer["errors"]![0]!["message"]!.GetValue<string>().ShouldContain(reason);
    }

    private async Task<HttpResponseMessage> Post(HttpContent content, string header = "GraphQL-Require-Preflight", string value = "1")
    {
        using var client = api.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        request.Headers.TryAddWithoutValidation(header, value);
        return await client.SendAsync(request);
    }
}
