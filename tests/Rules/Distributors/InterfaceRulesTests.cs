using System.Collections.Immutable;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;

namespace Distribution.Tests.Rules.Distributors;

public class InterfaceRulesTests
{
    private static readonly SetUpInterface Right = new(
        new CommandContext(NewId.Of<CommandId>(), "marie"), "https://exchange.example/api", "user", "password", NewId.Of<ContactId>(), ["a@example.org"], "GEST");

    [Fact]
    public void What_is_declared_and_there_is_taken() => Problems(Right).ShouldBeEmpty();

    [Fact]
    public void Every_problem_is_told_at_once_by_the_name_of_its_field()
    {
        Problems(Right with { Url = null, User = null, Password = null, ManagerCode = null, Emails = ["no"] }).Select(problem => problem.Subject)
            .ShouldBe(["url", "user", "password", "managerCode", "emails[0]"]);
    }

    [Fact]
    public void A_secret_that_is_kept_may_be_left_out_and_nothing_else_may()
    {
        var problems = InterfaceRules.Problems(
            Right with { Url = null, User = null, Password = null, ManagerCode = null }, new Declaring(), field => field is SetupField.Password ? "kept" : null);

        problems.Select(problem => problem.Subject).ShouldBe(["url", "user", "managerCode"]);
        problems.ShouldAllBe(problem => problem.Code == RefusalCode.Invalid && problem.Message.Contains("need a"));
    }

    [Theory]
    [InlineData(SetupField.User, "user")]
    [InlineData(SetupField.Password, "password")]
    [InlineData(SetupField.ManagerCode, "managerCode")]
    public void What_is_not_declared_is_superfluous_even_when_it_is_empty(SetupField field, string name)
    {
        var connector = new Declaring { Fields = [.. new Declaring().Fields.Where(declared => declared.Field != field)] };

        InterfaceRules.Problems(Right, connector, _ => null).ShouldHaveSingleItem().Subject.ShouldBe(name);
        InterfaceRules.Problems(Right with { User = "", Password = "", ManagerCode = "" }, connector, _ => null).Select(problem => problem.Subject)
            .ShouldContain(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901")]
    [InlineData("a\u0007")]
    public void A_text_has_the_length_that_the_connector_declares(string code)
    {
        var problem = Problems(Right with { ManagerCode = code }).ShouldHaveSingleItem();

        (problem.Code, problem.Subject).ShouldBe((RefusalCode.Invalid, "managerCode"));
        problem.Message.ShouldContain("The manager code has 1 to 10 characters");
    }

    [Theory]
    [InlineData("")]
    [InlineData("exchange.example")]
    [InlineData("ftp://exchange.example")]
    [InlineData("http://exchange.example")]
    [InlineData("https://user:secret@exchange.example")]
    [InlineData("https://exchange.example/?key=1")]
    [InlineData("https://exchange.example/#1")]
    [InlineData("https://exchange.example/far-too-long-for-what-it-declares")]
    public void An_address_is_https_and_nothing_but_an_address(string url)
    {
        var problem = Problems(Right with { Url = url }).ShouldHaveSingleItem();

        problem.Subject.ShouldBe("url");
        problem.Message.ShouldNotContain("secret");
    }

    private static ImmutableArray<Refusal> Problems(SetUpInterface command) => InterfaceRules.Problems(command, new Declaring(), _ => null);

    private sealed class Declaring : IDistributorConnector
    {
        public string Type => "declaring";

        public ConnectorCapabilities Capabilities => throw new NotSupportedException();

        public ImmutableArray<ConnectorField> Fields { get; init; } =
            [new(SetupField.Url, 50), new(SetupField.User, 10), new(SetupField.Password, 10), new(SetupField.ManagerCode, 10)];
    }
}
