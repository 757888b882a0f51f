using System.Net;
using Distribution.Silo;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Messaging;
using Orleans.Runtime;

namespace Distribution.Tests.Cluster;

public sealed class MembershipTests : IAsyncLifetime
{
    private TestDatabase _test = null!;
    private WebApplication _silo = null!;
    private IMembershipTable _table = null!;

    public async Task InitializeAsync()
    {
        _test = await TestDatabase.Create(Dialect.PostgreSql);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new(DistributionSettings.ConnectionStringSetting, _test.Setting.Value)]);
        _silo = builder.UseDistributionSilo(DistributionSettings.From(builder.Configuration)).Build();
        _table = _silo.Services.GetRequiredService<IMembershipTable>();
        await _table.InitializeMembershipTableAsync(tryInitTableVersion: true);
    }

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _test.DisposeAsync();
    }

    [Fact]
    public async Task An_empty_cluster_has_a_version_and_no_member()
    {
        var read = await _table.ReadAllAsync();

        read.Members.ShouldBeEmpty();
        read.Version.Version.ShouldBe(0);
        (await _table.ReadRowAsync(Address(1))).Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_member_is_read_as_it_joined()
    {
        var joined = Member(1, SiloStatus.Active);
        (await _table.InsertRowAsync(joined, await NextVersion())).ShouldBeTrue();

        var read = (await _table.ReadRowAsync(joined.SiloAddress)).Members.Single().Item1;

        read.SiloAddress.ShouldBe(joined.SiloAddress);
        read.SiloName.ShouldBe(joined.SiloName);
        read.HostName.ShouldBe(joined.HostName);
        read.Status.ShouldBe(SiloStatus.Active);
        read.ProxyPort.ShouldBe(joined.ProxyPort);
        read.StartTime.ShouldBe(joined.StartTime);
        read.IAmAliveTime.ShouldBe(joined.IAmAliveTime);
        (await _table.ReadAllAsync()).Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_that_join_under_one_version_one_wins_and_the_other_leaves_no_trace()
    {
        var version = await NextVersion();

        var won = await Task.WhenAll(Enumerable.Range(1, 6).Select(i => _table.InsertRowAsync(Member(i), version)));

        won.Count(yes => yes).ShouldBe(1);
        var read = await _table.ReadAllAsync();
        read.Members.Count.ShouldBe(1);
        read.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_member_cannot_join_twice()
    {
        (await _table.InsertRowAsync(Member(1), await NextVersion())).ShouldBeTrue();

        (await _table.InsertRowAsync(Member(1, SiloStatus.Dead), await NextVersion())).ShouldBeFalse();

        var read = await _table.ReadAllAsync();
        read.Members.Single().Item1.Status.ShouldBe(SiloStatus.Joining);
        read.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_changes_under_one_version_one_wins_and_the_version_grows_by_one()
    {
        await _table.InsertRowAsync(Member(1), await NextVersion());
        var version = await NextVersion();

        var won = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Update(Member(1, SiloStatus.Dead), version)));

        won.Count(yes => yes).ShouldBe(1);
        (await _table.ReadAllAsync()).Version.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_of_a_member_that_is_not_there_changes_nothing()
    {
        (await Update(Member(1, SiloStatus.Dead), await NextVersion())).ShouldBeFalse();

        (await _table.ReadAllAsync()).Version.Version.ShouldBe(0);
    }

    [Fact]
    public async Task Suspicions_and_signs_of_life_are_kept()
    {
        var member = Member(1, SiloStatus.Active);
        await _table.InsertRowAsync(member, await NextVersion());
        member.SuspectTimes = [Tuple.Create(Address(2), member.StartTime)];
        (await Update(member, await NextVersion())).ShouldBeTrue();
        member.IAmAliveTime = member.StartTime.AddMinutes(1);
        await _table.UpdateIAmAliveAsync(member);

        var read = (await _table.ReadRowAsync(member.SiloAddress)).Members.Single().Item1;

        read.SuspectTimes!.Single().Item1.ShouldBe(Address(2));
        read.IAmAliveTime.ShouldBe(member.StartTime.AddMinutes(1));
    }

    [Fact]
    public async Task Only_dead_members_are_cleaned_up()
    {
        await _table.InsertRowAsync(Member(1, SiloStatus.Dead), await NextVersion());
        await _table.InsertRowAsync(Member(2, SiloStatus.Active), await NextVersion());

        await _table.CleanupDefunctSiloEntriesAsync(DateTimeOffset.MaxValue.AddDays(-2));

        (await _table.ReadAllAsync()).Members.Single().Item1.SiloAddress.ShouldBe(Address(2));
        await _table.DeleteMembershipTableEntriesAsync("distribution");
        (await _test.Database.Read(connection => Dapper.SqlMapper.ExecuteScalarAsync<long>(connection, "SELECT count(*) FROM orleans_members"))).ShouldBe(0);
    }

    [Fact]
    public async Task Clients_find_the_gateways_of_active_silos_only()
    {
        var gateways = Client(_test).Services.GetRequiredService<IGatewayListProvider>();
        await _table.InsertRowAsync(Member(1, SiloStatus.Joining), await NextVersion());
        await _table.InsertRowAsync(Member(2, SiloStatus.Active), await NextVersion());
        await _table.InsertRowAsync(Member(3, SiloStatus.Dead), await NextVersion());
        var silent = Member(4, SiloStatus.Active);
        silent.ProxyPort = 0;
        await _table.InsertRowAsync(silent, await NextVersion());
        await gateways.InitializeGatewayListProvider();

        (await gateways.GetGateways()).Select(uri => uri.Port).ShouldBe([Member(2).ProxyPort]);
    }

    private static WebApplication Client(TestDatabase test)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new(DistributionSettings.ConnectionStringSetting, test.Setting.Value)]);
        return builder.UseDistributionClient(DistributionSettings.From(builder.Configuration)).Build();
    }

    private Task<bool> Update(MembershipEntry member, TableVersion version) => _table.UpdateRowAsync(member, version.VersionEtag, version);

    private async Task<TableVersion> NextVersion() => (await _table.ReadAllAsync()).Version.Next();

    private static SiloAddress Address(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 20_000 + number), number);

    private static MembershipEntry Member(int number, SiloStatus status = SiloStatus.Joining) => new()
    {
        SiloAddress = Address(number),
        SiloName = $"silo {number}",
        HostName = "host",
        Status = status,
        ProxyPort = 30_000 + number,
        StartTime = new DateTime(2026, 3, 29, 1, 30, 15, 250, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 3, 29, 1, 31, 0, DateTimeKind.Utc),
    };
}
