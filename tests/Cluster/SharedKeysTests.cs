using Dapper;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Distribution.Tests.Cluster;

public sealed class SharedKeysTests
{
    public static TheoryData<Dialect> Dialects => TestDatabase.Dialects;

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_one_process_encrypted_another_one_reads(Dialect dialect)
    {
        await using var test = await TestDatabase.Create(dialect);
        await using var first = Host(test);
        await using var second = Host(test);
        await Task.WhenAll(Task.Run(() => first.PrepareStorage()), Task.Run(() => second.PrepareStorage()));

        var secret = Protector(first).Protect("a distributor's password");

        secret.ShouldNotContain("password");
        Protector(second).Unprotect(secret).ShouldBe("a distributor's password");
    }

    [Theory, MemberData(nameof(Dialects))]
    public async Task What_was_encrypted_before_a_restart_is_read_after_it(Dialect dialect)
    {
        await using var test = await TestDatabase.Create(dialect);
        string secret;
        await using (var before = Host(test))
        {
            await before.PrepareStorage();
            secret = Protector(before).Protect("text");
        }

        await using var after = Host(test);
        await after.PrepareStorage();
        Protector(after).Unprotect(secret).ShouldBe("text");
        (await test.Database.Read(connection => connection.ExecuteScalarAsync<long>("SELECT count(*) FROM data_protection_keys"))).ShouldBe(1);
    }

    private static ServiceProvider Host(TestDatabase test)
    {
        var services = new ServiceCollection();
        services.AddSingleton(test.Database);
        services.AddDistributionStorage();
        services.AddLogging();
        return services.BuildServiceProvider();
    }

    private static IDataProtector Protector(IServiceProvider services) =>
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector("distributor-password");
}
