using System.Security;
using System.Text;
using System.Text.Json;
using Distribution.Connectors;
using Distribution.Distributors.Executions;

namespace Distribution.Tests.Rules.Executions;

/// <summary>What people may read of exchanges never holds a password, in whatever way the message wrote it.</summary>
public sealed class SecretMaskTests
{
    private const string Password = "a<b>&\"ü'c/ +%";
    private static readonly SecretMask Mask = SecretMask.Of(new ConnectorLink(new Uri("https://fnac.example"), "venue", Password, "GEST-7"));

    public static TheoryData<string> Forms =>
    [
        Password,
        SecurityElement.Escape(Password),
        new System.Xml.Linq.XElement("password", Password).ToString(),
        new System.Xml.Linq.XElement("x", new System.Xml.Linq.XAttribute("password", Password)).ToString(),
        JsonSerializer.Serialize(Password),
        JsonSerializer.Serialize(Password, new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
        Uri.EscapeDataString(Password),
        System.Net.WebUtility.UrlEncode(Password),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"venue:{Password}")),
        "GEST-7",
    ];

    [Theory, MemberData(nameof(Forms))]
    public void A_secret_is_masked_in_every_form(string form)
    {
        var masked = Mask.Text(Encoding.UTF8.GetBytes($"before {form} after"), 1_000);

        masked.ShouldStartWith("before ");
        masked.ShouldEndWith(" after");
        masked.ShouldContain(SecretMask.Mask);
        masked.ShouldNotContain("b>&");
        masked.ShouldNotContain("GEST");
        masked.Length.ShouldBeLessThan(60);
    }

    [Fact]
    public void A_secret_that_crosses_the_cut_is_masked_before_the_cut()
    {
        var body = Encoding.UTF8.GetBytes(new string('x', 98) + Password + new string('y', 100_000));

        Mask.Text(body, 100).ShouldBe(new string('x', 98) + SecretMask.Mask[..2]);
    }

    [Fact]
    public void What_is_no_text_is_stored_all_the_same() => Mask.Text(new byte[] { 0, 0xFF, 0x41 }, 10).ShouldBe("\uFFFD\uFFFDA");

    [Fact]
    public void Without_secrets_nothing_is_masked() =>
        SecretMask.Of(new ConnectorLink(new Uri("https://fnac.example"), "", "")).Text("venue: 7").ShouldBe("venue: 7");
}
