using System.Text;
using Distribution.Sandbox.Failures;
using Distribution.Storage;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Api.Distributors;

/// <summary>
/// A password and a manager code go in and never come out: in no answer, in no line of the log however much is logged, in no file of
/// the data.
/// </summary>
public sealed class PasswordTests
{
    private const string Wrong = "Frühlingsrolle-58c";

    [Theory]
    [InlineData("ticketnet")]
    [InlineData("fnac")]
    public async Task The_secrets_of_an_interface_are_told_to_nobody_but_the_distributor(string type)
    {
        await using var database = await TestDatabase.CreateEmpty(Dialect.Sqlite);
        await using var distributor = await DistributorServer.Start(type);
        await using var product = await ServerProcess.Start("api", [database.Setting, ApiClient.Setting, .. LogEverything()]);
        using var api = new ApiClient(product.Url);
        var venue = await ApiVenue.Create(api, distributor);
        await venue.Assign("P-1-1");
        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        var answers = new List<string>
        {
            await SetUp(venue, distributor, DistributorServer.Password, distributor.Url),
            await SetUp(venue, distributor, Wrong, "http://venues.ticketnet.example/"),
            await SetUp(venue, distributor, Wrong, $"https://venue:{Wrong}@ticketnet.example/"),
            await SetUp(venue, distributor, $"{Wrong}\n", distributor.Url),
            await SetUp(venue, distributor, Wrong, distributor.Url),
            (await api.Answer($"mutation {{ setUpDistributorInterface(input: {{ password: \"{Wrong}\", colour: 7 }}) {{ password }} }}")).ToJsonString(),
            (await api.Answer($"mutation {{ setUpDistributorInterface(input: {{ password: \"{Wrong}\" ")).ToJsonString(),
            (await api.Answer("mutation($p: Int!) { setUpDistributorInterface(input: { password: $p }) { user } }", new { p = Wrong })).ToJsonString(),
        };

        (await venue.Export()).Text("state").ShouldBe("SUCCEEDED");
        (await venue.Import()).Text("state").ShouldBe("FAILED");
        await distributor.Control.SwitchOn(new Failure(FailureKind.DropAnswer));
        (await venue.Import()).Text("state").ShouldBe("FAILED");
        answers.Add((await venue.OfInterface(
            "state { setup { url user contact: contactId emails hasPassword hasManagerCode } } executions { nodes { firstError { message } errors { nodes { message whatToDo } } } }")).ToJsonString());

        product.Output.ShouldContain("trce:");
        foreach (var text in answers.Append(product.Output).Append(product.Errors).Concat(await Files(database.Setting.Value)))
        {
            ShouldKeepSecrets(text, [DistributorServer.Password, Wrong, distributor.ManagerCode ?? Wrong]);
        }
    }

    private static async Task<string> SetUp(ApiVenue venue, DistributorServer distributor, string password, string url)
    {
        var setUp = new { @interface = venue.Interface, url, user = DistributorServer.User, password, managerCode = distributor.ManagerCode, contact = venue.Contact };
        return (await venue.Api.Attempt("setUpDistributorInterface", setUp, "url user hasPassword hasManagerCode")).ToJsonString();
    }

    /// <summary>As they are, as JSON and a log would write them, and as HTTP sends them.</summary>
    private static void ShouldKeepSecrets(string text, string[] secrets)
    {
        foreach (var secret in secrets)
        {
            var sent = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DistributorServer.User}:{secret}"));
            foreach (var written in new[] { secret[^9..], sent, Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) })
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
