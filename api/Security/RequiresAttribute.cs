namespace Distribution.Api.Security;

/// <summary>The role from which on a field may be used. Every root field has one, or the process does not start.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class RequiresAttribute(Role role) : Attribute
{
    internal const string MetadataKey = "requires";

    public Role Role { get; } = role;
}
