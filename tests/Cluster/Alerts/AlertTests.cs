using Distribution.Alerts;
using Distribution.Distributors;
using Distribution.Distributors.Executions;
using Distribution.Distributors.Health;
using Distribution.Schedules;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Cluster.Distributors;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Cluster.Alerts;

/// <summary>E-mail over real SMTP, from a run that fails to the mailbox of whoever is to know.</summary>
public sealed class AlertTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_broken_link_sends_one_e_mail_then_one_a_day_and_one_when_it_is_mended(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        await venue.BreakLink();
        var import = await venue.Linked.Import();
        import.State.ShouldBe(ExecutionState.Failed);

        (await venue.After(Minute)).ShouldBe(AlertKind.Broken);
        for (var run = 0; run < 3; run++)
        {
            await venue.Linked.Import();
            (await venue.After(Minute)).ShouldBeNull();
        }

        var mail = venue.Smtp.Mails.ShouldHaveSingleItem();
        (mail.From, mail.Recipients.ShouldHaveSingleItem()).ShouldBe(("distribution@venue.example", "kasse@example.org"));
        var message = mail.Message;
        message.Subject.ShouldBe("[Distribution] Ticketnet 1 : un problème est survenu");
        message.TextBody!.ShouldContain("Réintégration des ventes : en échec depuis le");
        message.TextBody!.ShouldContain("technique, à corriger par le support");
        message.TextBody!.ShouldContain("https://billetterie.example/executions/");
        message.HtmlBody!.ShouldContain("<h3>");
        venue.Smtp.Logins.ShouldAllBe(login => login == $"{AlertedVenue.User}:{AlertedVenue.Password}");
        mail.Data.ShouldNotContain(LinkedVenue.Password);
        (await venue.After(TimeSpan.FromDays(1))).ShouldBe(AlertKind.StillBroken);
        await venue.MendLink();
        await venue.Linked.Import();
        (await venue.After(Minute)).ShouldBeNull();
        (await venue.After(AlertRules.Settled)).ShouldBe(AlertKind.Recovered);
        venue.Smtp.Mails.Select(it => it.Message.Subject).ShouldBe(
        [
            "[Distribution] Ticketnet 1 : un problème est survenu",
            "[Distribution] Ticketnet 1 : le problème persiste",
            "[Distribution] Ticketnet 1 : tout est rentré dans l'ordre",
        ]);
    }

    [Theory]
    [InlineData(Dialect.Sqlite, SmtpFailure.Drop)]
    [InlineData(Dialect.Sqlite, SmtpFailure.Slow)]
    [InlineData(Dialect.Sqlite, SmtpFailure.Refuse)]
    [InlineData(Dialect.PostgreSql, SmtpFailure.Temporary)]
    [InlineData(Dialect.PostgreSql, SmtpFailure.BadLogin)]
    public async Task What_the_server_does_not_take_is_tried_again_later_and_comes_once(Dialect dialect, SmtpFailure failure)
    {
        await using var venue = await AlertedVenue.On(dialect);
        venue.Smtp.FailWith(failure);
        await venue.BreakLink();
        await venue.Linked.Import();

        await venue.After(Minute);

        var waiting = await venue.OnlyMail();
        (waiting.Attempts, waiting.SentAt, waiting.NextAttempt).ShouldBe((1, null, venue.Clock.GetUtcNow() + Minute));
        waiting.Problem.ShouldNotBeNullOrEmpty();
        await venue.Post.SendDue();
        (await venue.OnlyMail()).Attempts.ShouldBe(1);
        await venue.After(Minute);
        (await venue.OnlyMail()).NextAttempt.ShouldBe(venue.Clock.GetUtcNow() + (2 * Minute));
        venue.Smtp.Heal();
        await venue.After(2 * Minute);
        (await venue.OnlyMail()).SentAt.ShouldBe(venue.Clock.GetUtcNow());
        await venue.After(Minute);
        venue.Smtp.Mails.ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task One_that_was_taken_without_a_word_comes_twice_under_one_id(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        venue.Smtp.FailWith(SmtpFailure.DropAfterData, times: 1);
        await venue.BreakLink();
        await venue.Linked.Import();

        await venue.After(Minute);
        await venue.After(Minute);

        venue.Smtp.Mails.Count.ShouldBe(2);
        venue.Smtp.Mails.Select(mail => mail.Message.MessageId).Distinct().ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task An_address_that_there_is_not_is_given_up_and_says_why(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        venue.Smtp.FailWith(SmtpFailure.UnknownRecipient);
        await venue.BreakLink();
        await venue.Linked.Import();

        await venue.After(Minute);

        var mail = await venue.OnlyMail();
        (mail.NextAttempt, mail.SentAt, mail.GivenUpAt).ShouldBe((null, null, venue.Clock.GetUtcNow()));
        mail.Problem!.ShouldContain("nobody of that name");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_could_not_be_sent_is_sent_after_a_restart(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        venue.Smtp.FailWith(SmtpFailure.Drop);
        await venue.BreakLink();
        await venue.Linked.Import();
        await venue.After(Minute);

        await venue.Restart();
        venue.Smtp.Heal();
        await venue.After(Minute);

        venue.Smtp.Mails.ShouldHaveSingleItem();
        (await venue.Look()).ShouldBeNull();
    }

    [Fact]
    public async Task Where_TLS_is_asked_for_nothing_is_sent_to_a_server_without_it()
    {
        await using var venue = await AlertedVenue.On(Dialect.Sqlite, MailTls.StartTls);
        await venue.BreakLink();
        await venue.Linked.Import();

        await venue.After(Minute);

        (await venue.OnlyMail()).Problem.ShouldNotBeNull();
        venue.Smtp.Mails.ShouldBeEmpty();
        venue.Smtp.Logins.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Lines_that_fail_are_told_and_skipping_them_is_a_recovery(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        await venue.Linked.Assign("P-1-1");
        await venue.Linked.Ticketnet.SwitchOn(new Sandbox.Failures.Failure(Sandbox.Failures.FailureKind.RefusePlaces, Places: ["P-1-1"], Reason: "Behind a pillar."));
        await venue.Linked.Export();

        (await venue.After(Minute)).ShouldBe(AlertKind.Broken);

        venue.Smtp.Mails.ShouldHaveSingleItem().Message.TextBody!.ShouldContain("Behind a pillar.");
        (await venue.Linked.Interface.Skip(new SkipItem(
            LinkedVenue.Context(), DistributorFunction.ContingentExport, ItemKind.Place, venue.Linked.Performance, "P-1-1", "A pillar."))).Done();
        await venue.Linked.Export();
        await venue.After(Minute);
        (await venue.After(AlertRules.Settled)).ShouldBe(AlertKind.Recovered);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Books_that_stay_different_are_told_once_and_again_when_they_agree(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        await venue.Linked.Assign("P-1-1", "P-1-2");
        await venue.Linked.Export();
        await venue.Linked.Ticketnet.Sell(new Sandbox.Sales.SaleOrder(LinkedVenue.TheirPerformance, Numbered: 2));
        for (var run = 0; run < 2; run++)
        {
            await venue.Linked.Run(DistributorFunction.Reconciliation);
            (await venue.After(Minute)).ShouldBeNull();
        }

        var third = await venue.Linked.Run(DistributorFunction.Reconciliation);
        (await venue.After(Minute)).ShouldBe(AlertKind.Broken);
        await venue.Linked.Run(DistributorFunction.Reconciliation);
        (await venue.After(Minute)).ShouldBeNull();

        var text = venue.Smtp.Mails.ShouldHaveSingleItem().Message.TextBody!;
        text.ShouldContain("Rapprochement des comptes : les comptes du distributeur et les nôtres diffèrent depuis le");
        text.ShouldContain("Samstag: 2 numbered places, sold by the distributor and not imported yet.");
        text.ShouldContain("Que faire : Their lines have not come yet. Run the import");
        text.ShouldContain($"https://billetterie.example/executions/{third.Id}");
        var health = (await venue.Linked.Cluster.Service<HealthReading>().Of(venue.Linked.InterfaceId)).Single(each => each.Function is DistributorFunction.Reconciliation);
        (health.State, health.ErrorCount).ShouldBe((HealthState.Differing, 1));

        await venue.Linked.Import();
        await venue.Linked.Run(DistributorFunction.Reconciliation);
        (await venue.After(Minute)).ShouldBeNull();
        (await venue.After(AlertRules.Settled)).ShouldBe(AlertKind.Recovered);
        venue.Smtp.Mails.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_schedule_that_nothing_runs_is_told_to_be_late(Dialect dialect)
    {
        await using var venue = await AlertedVenue.On(dialect);
        var schedules = venue.Linked.Cluster.Client.GetGrain<IScheduleGrain>(venue.Linked.InterfaceId.Value);
        var plan = new SchedulePlan("Europe/Paris", Period: 15 * Minute);
        var schedule = (await schedules.Create(new CreateSchedule(LinkedVenue.Context(), DistributorFunction.SalesImport, plan))).Done();
        // As if its reminder were lost: its row says that it is active, and nothing runs it.
        await venue.Linked.Cluster.Database.Write((connection, transaction) => Dapper.SqlMapper.ExecuteAsync(
            connection,
            "UPDATE schedule SET state = 2, next_due = @due WHERE id = @id",
            new { due = venue.Clock.GetUtcNow() + plan.Period, id = schedule.Id },
            transaction));

        (await venue.After(29 * Minute)).ShouldBeNull();
        (await venue.After(2 * Minute)).ShouldBe(AlertKind.Broken);

        venue.Smtp.Mails.ShouldHaveSingleItem().Message.TextBody!.ShouldContain("en retard : aurait dû aboutir le vendredi 5 mars 2027 12:15 UTC");
    }
}
