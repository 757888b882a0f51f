using System.Text;
using Distribution.Sandbox.Failures;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Distributors;

/// <summary>A distributor's password goes in and never comes out: in no answer, in no line of the log however much is logged, in no file of the data.</summary>
public sealed class PasswordTests
{
    private const string Wrong = "Frühlingsrolle-58c";

    [Fact]
    public async Task The_password_of_an_interface_is_told_to_nobody_but_the_distributor()
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var ticketnet = await Ticketnet.Start();
        await using var product = await ServerProcess.Start("api", [database.Setting, ApiClient.Setting, .. LogEverything()]);
        using var api = new ApiClient(product.Url);
        var venue = await ApiVenue.Create(api, ticketnet);
        await venue.Assign("P-1-1");
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        var answers = new List<string>
        {
            await SetUp(venue, Ticketnet.Password, ticketnet.Url),
            await SetUp(venue, Wrong, ticketnet.Url),
            await SetUp(venue, Wrong, "http://venues.ticketnet.example/"),
            await SetUp(venue, Wrong, $"https://venue:{Wrong}@ticketnet.example/"),
            await SetUp(venue, $"{Wrong}\n", ticketnet.Url),
            (await api.Answer($"mutation {{ setUpDistributorInterface(password: \"{Wrong}\", colour: 7) {{ password }} }}")).ToJsonString(),
            (await api.Answer($"mutation {{ setUpDistributorInterface(password: \"{Wrong}\" ")).ToJsonString(),
            (await api.Answer("mutation($p: Int!) { setUpDistributorInterface(password: $p) { user } }", new { p = Wrong })).ToJsonString(),
        };

        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Import()).Text("state").ShouldBe("FAILED");
        await ticketnet.Control.SwitchOn(new Failure(FailureKind.DropAnswer));
        (await venue.Import()).Text("state").ShouldBe("FAILED");
        answers.Add((await venue.OfInterface(
            "state { setup { url user contact emails hasPassword } } executions { executions { firstError { message } errors { message whatToDo } } }")).ToJsonString());

        product.Output.ShouldContain("trce:");
        foreach (var text in answers.Append(product.Output).Append(product.Errors).Concat(await Files(database.Setting.Value)))
        {
            ShouldKeepSecret(text);
        }
    }

    private static async Task<string> SetUp(ApiVenue venue, string password, string url) => (await venue.Api.Attempt(
        "setUpDistributorInterface", new { @interface = venue.Interface, url, user = Ticketnet.User, password, contact = venue.Contact }, "url user hasPassword")).ToJsonString();

    /// <summary>As it is, as JSON and a log would write it, and as HTTP sends it.</summary>
    private static void ShouldKeepSecret(string text)
    {
        foreach (var password in new[] { Ticketnet.Password, Wrong })
        {
            var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Ticketnet.User}:{password}"));
            foreach (var written in new[] { password[^9..], sent, Convert.ToBase64String(Encoding.UTF8.GetBytes(password)) })
            {
                text.Contains(written, StringComparison.Ordinal).ShouldBeFalse(written);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> LogEverything() =>
        new[] { "Default", "Microsoft.AspNetCore", "Microsoft.AspNetCore.DataProtection", "Orleans", "Polly", "System.Net.Http" }
            .Select(category => KeyValuePair.Create($"Logging__LogLevel__{category}", "Trace"));

    private static async Task<IReadOnlyList<string>> Files(string folder)
    {
        var texts = new List<string>();
        // The lock is held by the process, and empty.
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            texts.Add(await reader.ReadToEndAsync());
        }

        return texts;
    }
}
