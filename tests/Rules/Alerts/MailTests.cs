using System.Collections.Immutable;
using Distribution.Alerts;
using Distribution.Distributors;
using Distribution.Distributors.Health;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Alerts;

/// <summary>What an e-mail says, and when it is tried again.</summary>
public sealed class MailTests
{
    private static readonly DateTimeOffset Noon = new(2027, 3, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly MailSettings Settings = MailSettings.Off with { Host = "localhost", From = "distribution@venue.example" };
    private static readonly ExecutionError Error = new(ErrorKind.External, "P-1-2", "Place <b>P-1-2</b> & \"more\".", "Ask the\r\nBcc: distributor.");

    [Fact]
    public void It_says_what_fails_who_mends_it_how_and_where_to_look()
    {
        var health = Failing();

        var text = MailText.Of(AlertKind.Broken, "Fnac 1", "Zénith", [health], MailLanguage.French, new Uri("https://billetterie.example/"));

        text.Subject.ShouldBe("[Distribution] Fnac 1 : un problème est survenu");
        text.Plain.ShouldContain("Export des contingents : en échec depuis le");
        text.Plain.ShouldContain("externe, à corriger par le distributeur");
        text.Plain.ShouldContain("Place <b>P-1-2</b> & \"more\".");
        text.Plain.ShouldContain($"https://billetterie.example/executions/{health.LastRun}");
        text.Html.ShouldContain("Place &lt;b&gt;P-1-2&lt;/b&gt; &amp; &quot;more&quot;.");
        text.Html.ShouldNotContain("<b>P");
    }

    [Fact]
    public void It_speaks_English_where_that_is_set_and_has_no_link_without_an_address()
    {
        var text = MailText.Of(AlertKind.Broken, "Fnac 1", "Zénith", [Failing()], MailLanguage.English, null);

        text.Subject.ShouldBe("[Distribution] Fnac 1: something went wrong");
        text.Plain.ShouldContain("failing since");
        text.Plain.ShouldNotContain("http");
    }

    [Fact]
    public void A_recovery_lists_no_errors() =>
        MailText.Of(AlertKind.Recovered, "Fnac 1", "Zénith", [Failing() with { State = HealthState.Ok }], MailLanguage.French, null).Plain.ShouldNotContain("P-1-2");

    [Theory]
    [InlineData("Fnac\r\nBcc: everybody@example.com")]
    [InlineData("Fnac\nX-Header: 1")]
    [InlineData("Fnac\u2028Bcc: x@example.com\u202E")]
    [InlineData("Fnac\0\u0085")]
    public void No_name_makes_a_header(string name)
    {
        var text = MailText.Of(AlertKind.Broken, name, name, [Failing()], MailLanguage.French, null);
        var mail = new AlertMail(NewId.Of<MailId>(), NewId.Of<DistributorInterfaceId>(), AlertKind.Broken, "kasse@example.org", $"{name} {text.Subject}", text.Plain, text.Html, Noon, Noon);

        var message = SmtpPost.Message(mail, Settings);

        message.Headers.Select(header => header.Field).Order(StringComparer.Ordinal).ShouldBe(["Auto-Submitted", "Date", "From", "Message-Id", "Subject", "To"]);
        message.Subject!.ShouldNotContain("\n");
        message.Bcc.ShouldBeEmpty();
        message.To.ToString().ShouldBe("kasse@example.org");
    }

    [Fact]
    public void The_same_e_mail_has_the_same_id_however_often_it_is_sent()
    {
        var mail = new AlertMail(NewId.Of<MailId>(), NewId.Of<DistributorInterfaceId>(), AlertKind.Broken, "kasse@example.org", "s", "t", "h", Noon, Noon);

        SmtpPost.Message(mail, Settings).MessageId.ShouldBe($"{mail.Id}@venue.example");
        SmtpPost.Message(mail with { Attempts = 3 }, Settings).MessageId.ShouldBe($"{mail.Id}@venue.example");
    }

    [Fact]
    public void A_long_name_is_cut_between_characters()
    {
        MailText.OneLine(string.Concat(Enumerable.Repeat("🎟", 100)), 10).ShouldBe("🎟🎟🎟🎟…");
        MailText.OneLine("short", 10).ShouldBe("short");
    }

    [Fact]
    public void It_is_tried_again_after_longer_and_longer_waits_for_three_days()
    {
        var waits = Enumerable.Range(1, 9).Select(attempts => (MailRetries.Next(Noon, attempts, isFinal: false, Noon)!.Value - Noon).TotalMinutes);

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 60, 60, 60]);
        MailRetries.Next(Noon, 80, isFinal: false, Noon.AddDays(3)).ShouldBeNull();
        MailRetries.Next(Noon, 1, isFinal: true, Noon).ShouldBeNull();
    }

    private static FunctionHealth Failing() => new(
        NewId.Of<VenueId>(),
        NewId.Of<DistributorInterfaceId>(),
        DistributorFunction.ContingentExport,
        HealthState.Failing,
        LastRun: NewId.Of<ExecutionId>(),
        FailingSince: Noon,
        FirstError: Error);
}
