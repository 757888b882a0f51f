namespace Distribution.Primitives;

/// <summary>Time zones by their IANA names, such as <c>Europe/Berlin</c>; a Windows name is unknown here on every machine.</summary>
internal static class IanaTimeZone
{
    private const int MaxLength = 64;

    /// <summary>Null where this machine knows none of that name.</summary>
    public static TimeZoneInfo? Find(string? id) =>
        id is { Length: > 0 and <= MaxLength }
            && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
            && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            && zone.HasIanaId
            ? zone
            : null;
}
