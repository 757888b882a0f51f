using System.Collections.Immutable;
using System.Reflection;
using Distribution.Primitives;
using Distribution.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Distribution.Tests.Cluster;

public sealed class PrimitivesOnTheWireTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static TheoryData<string> Ids => [.. AllIds().Select(type => type.Name)];

    public void Dispose() => _services.Dispose();

    [Theory]
    [MemberData(nameof(Ids))]
    public void An_id_arrives_as_it_was_sent(string name)
    {
        var type = AllIds().Single(id => id.Name == name);
        var sent = Activator.CreateInstance(type, NewId.Guid())!;

        RoundTrip<object>(sent).ShouldBe(sent);
        Copy<object>(sent).ShouldBe(sent);
    }

    [Fact]
    public void Money_and_keys_arrive_as_they_were_sent()
    {
        ShouldArrive(new Money(-1_999, "EUR"));
        ShouldArrive(new PlaceKey("D-14-1"));
        ShouldArrive(new AreaKey("Stehplatz Süd"));
    }

    [Fact]
    public void A_command_context_arrives_with_and_without_its_options()
    {
        ShouldArrive(new CommandContext(NewId.Of<CommandId>(), "marie"));
        ShouldArrive(new CommandContext(NewId.Of<CommandId>(), "import", NewId.Of<SalesChannelId>(), NewId.Of<ExecutionId>()));
    }

    [Fact]
    public void A_refusal_arrives_as_it_was_sent() =>
        ShouldArrive(new Refusal(RefusalCode.PlaceHeld, "D-14-1", "The place is held until 20:15; try again later."));

    [Fact]
    public void A_done_outcome_arrives_equal_whatever_it_holds()
    {
        ShouldArrive<Outcome<OrderId>>(NewId.Of<OrderId>());
        ShouldArrive<Outcome<int>>(42);
        ShouldArrive<Outcome<string>>("text");
        ShouldArrive<Outcome<Money>>(new Money(1, "CHF"));
        ShouldArrive<Outcome<Refusal>>(new Outcome<Refusal>.Done(new Refusal(RefusalCode.NotFound, "a", "b")));
    }

    [Fact]
    public void A_refused_outcome_arrives_with_every_reason_in_order()
    {
        Outcome<ImmutableArray<PlaceKey>> sent = new Outcome<ImmutableArray<PlaceKey>>.Refused(
            [new(RefusalCode.PlaceSold, "A-1-1", "sold"), new(RefusalCode.PlaceHeld, "A-1-2", "held")]);

        var arrived = RoundTrip<object>(sent).ShouldBeOfType<Outcome<ImmutableArray<PlaceKey>>.Refused>();

        arrived.Refusals.ShouldBe(((Outcome<ImmutableArray<PlaceKey>>.Refused)sent).Refusals);
        arrived.First.CanRetry.ShouldBeFalse();
    }

    [Fact]
    public void An_outcome_inside_an_outcome_arrives()
    {
        Outcome<Outcome<OrderId>> sent = new Outcome<Outcome<OrderId>>.Done(NewId.Of<OrderId>());
        ShouldArrive(sent);
    }

    [Fact]
    public void A_default_id_is_refused_when_it_is_made_but_crosses_as_nothing_in_an_option() =>
        ShouldArrive<SalesChannelId?>(null);

    /// <summary>Orleans reads a type name up to the arity: what stands behind it is lost, and the wrong type is read, without end.</summary>
    [Fact]
    public void An_alias_has_nothing_behind_its_arity() =>
        typeof(IId<>).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<AliasAttribute>(inherit: false))
            .Select(attribute => attribute.Alias)
            .Where(alias => alias.Contains('`') && !int.TryParse(alias[(alias.IndexOf('`') + 1)..], out _))
            .ShouldBeEmpty();

    private static IEnumerable<Type> AllIds() =>
        typeof(IId<>).Assembly.GetTypes().Where(type => type.IsValueType && type.GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>)));

    private void ShouldArrive<T>(T sent)
    {
        RoundTrip(sent).ShouldBe(sent);
        Copy(sent).ShouldBe(sent);
    }

    private T? RoundTrip<T>(T value)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value));
    }

    private T? Copy<T>(T value) => _services.GetRequiredService<DeepCopier>().Copy(value);
}
