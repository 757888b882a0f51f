namespace Distribution.Silo;

/// <summary>The process can't start as it is configured. The message is one line that says which setting and why, without secrets.</summary>
public sealed class StartRefusedException(string setting, string reason, Exception? inner = null) : Exception($"{setting}: {reason}", inner)
{
    /// <summary>As it is written in configuration, such as <c>Distribution:DataDirectory</c>.</summary>
    public string Setting { get; } = setting;
}
