using System.Reflection;
using Distribution.SeatMaps;

namespace Distribution.Tests.Tidy;

/// <summary>Design rules that the compiler does not know.</summary>
public sealed class DesignTests
{
    private static readonly Type[] Types = typeof(ISeatMapGrain).Assembly.GetTypes();

    private static readonly Type[] GrainInterfaces = [.. Types.Where(type => type.IsInterface && type != typeof(IAddressable) && typeof(IAddressable).IsAssignableFrom(type))];

    [Fact]
    public void Grains_are_internal_and_sealed() => Types
        .Where(type => typeof(Grain).IsAssignableFrom(type) && !(type is { IsNotPublic: true, IsSealed: true }))
        .ShouldBeEmpty();

    [Fact]
    public void What_crosses_the_wire_has_a_name_of_its_own()
    {
        var own = Types.Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null && !IsGenerated(type));
        own.Where(type => !type.GetCustomAttributes<AliasAttribute>(inherit: false).Any()).ShouldBeEmpty();
        GrainInterfaces.Where(type => !type.GetCustomAttributes<AliasAttribute>(inherit: false).Any()).ShouldBeEmpty();
        GrainInterfaces.SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<AliasAttribute>() is null)
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_two_things_on_the_wire_have_one_name()
    {
        var names = Types.Where(type => !IsGenerated(type)).SelectMany(type => type.GetCustomAttributes<AliasAttribute>(inherit: false).Select(alias => alias.Alias));
        names.CountBy(name => name).Where(name => name.Value > 1).ShouldBeEmpty();
    }

    [Fact]
    public void Commands_and_views_never_change() => Types
        .Where(type => type.GetCustomAttribute<ImmutableAttribute>() is not null)
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(property => property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit"))
        .Select(property => $"{property.DeclaringType!.Name}.{property.Name}")
        .ShouldBeEmpty();

    private static bool IsGenerated(Type type) => type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) is true || type.Name.Contains("Codec_", StringComparison.Ordinal);
}
