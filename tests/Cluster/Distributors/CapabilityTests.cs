using System.Collections.Immutable;
using System.Text;
using Dapper;
using Distribution.Catalog;
using Distribution.Connectors;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sandbox.Failures;
using Distribution.Storage;
using Distribution.Tests.Cluster.Catalog;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Cluster.Distributors;

/// <summary>What a connector declares is what an interface of its type can do, and what its set-up says.</summary>
public sealed class CapabilityTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Fact]
    public async Task A_function_that_the_connector_does_not_have_is_refused()
    {
        await using var cluster = await TestCluster.On(Dialect.Sqlite, configure: silo => silo.Services.AddSingleton<IDistributorConnector, SalesByPhone>());
        var (venue, distributor) = await Interface(cluster, "phone");
        var setup = (await distributor.SetUp(new SetUpInterface(VenueFixture.Context(), "https://phone.example", null, null, await Contact(venue), []))).Done();
        (setup.User, setup.HasPassword, setup.HasManagerCode).ShouldBe((null, false, false));

        var export = await distributor.Run(new RunFunction(VenueFixture.Context(), DistributorFunction.ContingentExport));

        var refusal = export.ShouldBeOfType<Outcome<Execution>.Refused>().First;
        refusal.Code.ShouldBe(RefusalCode.WrongState);
        refusal.Message.ShouldContain("\"phone\" have no contingent export");
        (await distributor.Allotment(NewId.Of<PerformanceId>())).ShouldBeRefused(RefusalCode.WrongState);
        var import = (await distributor.Run(new RunFunction(VenueFixture.Context(), DistributorFunction.SalesImport))).Done();
        (await distributor.WaitFor(import.Id, TimeSpan.FromSeconds(20))).Done().State.ShouldBe(ExecutionState.Succeeded);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task A_question_needs_the_capability_the_set_up_and_the_mapping(Dialect dialect)
    {
        await using var venue = await LinkedVenue.Unmapped(await ImpatientCluster.On(dialect));
        var (other, notSetUp) = await Interface(venue.Cluster, "ticketnet");

        (await venue.Interface.Run(new RunFunction(LinkedVenue.Context(), DistributorFunction.AccessControlPreparation, venue.Performance)))
            .ShouldBeRefused(RefusalCode.WrongState);
        (await venue.Interface.Allotment(venue.Performance)).ShouldBeRefused(RefusalCode.MappingMissing);
        (await venue.Interface.Allotment((await other.Performance()).Id)).ShouldBeRefused(RefusalCode.NotFound);
        (await notSetUp.Allotment(venue.Performance)).ShouldBeRefused(RefusalCode.WrongState);
        (await venue.Cluster.Client.GetGrain<IDistributorInterfaceGrain>(Guid.Parse("00000000-0000-4000-8000-000000000001")).Allotment(venue.Performance))
            .ShouldBeRefused(RefusalCode.NotFound);

        (await venue.Interface.Map(LinkedVenue.Context(), venue.AllMappings)).Done();
        (await venue.Interface.Allotment(venue.Performance)).Done().Status!.Numbered.ShouldBe(new AllotmentTally(0, 0));
        await venue.Sandbox.SwitchOn(new Failure(FailureKind.Garbage, Operation.Status));
        (await venue.Interface.Allotment(venue.Performance)).Done().Error!.Kind.ShouldBe(ErrorKind.External);
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Fields_that_are_missing_or_not_needed_are_refused_by_name(Dialect dialect)
    {
        var cluster = await ImpatientCluster.On(dialect);
        var (venue, fnac) = await Interface(cluster, "fnac");
        var (_, unknown) = await Interface(cluster, "nobody");
        var command = new SetUpInterface(VenueFixture.Context(), "https://fnac.example", "user", "password", await Contact(venue), []);

        (await fnac.SetUp(command)).ShouldBeOfType<Outcome<InterfaceSetup>.Refused>().First.Subject.ShouldBe("managerCode");
        (await fnac.Get()).Done().Setup.ShouldBeNull();
        (await unknown.SetUp(command with { Context = VenueFixture.Context() })).ShouldBeRefused(RefusalCode.WrongState);

        await using var linked = await LinkedVenue.On(dialect);
        var refusal = (await linked.Interface.SetUp(linked.SetUp() with { ManagerCode = "GEST" })).ShouldBeOfType<Outcome<InterfaceSetup>.Refused>().First;
        (refusal.Code, refusal.Subject).ShouldBe((RefusalCode.Invalid, "managerCode"));
        refusal.Message.ShouldContain("leave it out");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task Password_and_manager_code_are_never_given_out_and_lie_nowhere_in_clear(Dialect dialect)
    {
        await using var venue = await LinkedVenue.On(dialect, "fnac");
        await venue.Interface.Allotment(venue.Performance);

        var setup = (await venue.Interface.Get()).Done().Setup.ShouldNotBeNull();

        (setup.HasPassword, setup.HasManagerCode).ShouldBe((true, true));
        $"{setup} {venue.SetUp()}".ShouldNotContain("Wintermärchen");
        var payloads = await venue.Cluster.Database.Read(async connection =>
            (await connection.QueryAsync<byte[]>("SELECT payload FROM orleans_grain_state WHERE payload IS NOT NULL")).ToList());
        payloads.ShouldNotBeEmpty();
        foreach (var secret in new[] { LinkedVenue.Password, LinkedVenue.ManagerCode })
        {
            payloads.ShouldAllBe(payload => !Holds(payload, Encoding.UTF8.GetBytes(secret)) && !Holds(payload, Encoding.Unicode.GetBytes(secret)));
        }
    }

    private static async Task<(VenueFixture Venue, IDistributorInterfaceGrain Interface)> Interface(TestCluster cluster, string type)
    {
        var venue = await VenueFixture.On(cluster);
        var channel = await venue.ExternalChannel();
        var distributor = (await venue.Grain.CreateDistributor(new CreateDistributor(VenueFixture.Context(), type))).Done();
        var added = (await venue.Grain.RegisterInterface(new RegisterInterface(VenueFixture.Context(), distributor.Id, channel.Id, type, type))).Done();
        return (venue, cluster.Client.GetGrain<IDistributorInterfaceGrain>(added.Id.Value));
    }

    private static async Task<ContactId> Contact(VenueFixture venue) =>
        (await venue.Grain.CreateContact(new CreateContact(VenueFixture.Context(), "Somebody", "somebody@example.org"))).Done().Id;

    private static bool Holds(byte[] payload, byte[] secret) => payload.AsSpan().IndexOf(secret) >= 0;

    /// <summary>Reads sales and does nothing else.</summary>
    private sealed class SalesByPhone : IDistributorConnector
    {
        public string Type => "phone";

        public ConnectorCapabilities Capabilities { get; } = new(
            Export: false, Import: true, Files: false, AllotmentStatus: false, AccessControl: false, Cancellations: false, UnnumberedAreas: false);

        public ImmutableArray<ConnectorField> Fields { get; } = [new(SetupField.Url, 100)];

        public Task<PullAnswer> PullSales(ConnectorLink link, string? after, CancellationToken cancellationToken) =>
            Task.FromResult<PullAnswer>(new PullAnswer.Page([], null, false));
    }
}
