namespace Distribution.Api.Security;

/// <summary>What a caller may do. Each role may also do what the ones before it may.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Reader = 1,
    /// <summary>Holds and sells places.</summary>
    Sales,
    /// <summary>Manages the catalog, contingents and distributor interfaces.</summary>
    Operator,
    /// <summary>Issues tokens.</summary>
    Administrator,
}

internal static class Roles
{
    /// <summary>By name, whatever the case; null for what is no role.</summary>
    public static Role? TryParse(string? text) =>
        text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse<Role>(text, ignoreCase: true, out var role) && Enum.IsDefined(role) ? role : null;
}
