namespace Distribution.Sandbox;

/// <summary>How a sandbox runs. From the command line or the environment: <c>--Sandbox:Url=…</c>, <c>Sandbox__Url=…</c>.</summary>
public sealed class SandboxOptions
{
    /// <summary>Where it listens; port 0 takes a free one. <c>http://localhost:5090</c> by default. It is a toy with a known password: keep it on loopback.</summary>
    public Uri Url { get; set; } = new("http://localhost:5090");

    /// <summary>Where its databases are, one per distributor. <c>./data/sandbox</c> by default.</summary>
    public string DataDirectory { get; set; } = Path.Combine("data", "sandbox");

    /// <summary>What the venue must send until the control API sets other credentials. <c>venue</c> by default.</summary>
    public string User { get; set; } = "venue";

    /// <summary><c>sandbox</c> by default.</summary>
    public string Password { get; set; } = "sandbox";

    /// <summary>What a distributor that asks for a manager code wants; <c>GEST-0042</c> by default.</summary>
    public string ManagerCode { get; set; } = "GEST-0042";

    /// <summary>Of every choice it makes: the same requests to a fresh data directory give the same sales. 1 by default.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Whether requests are logged. False by default.</summary>
    public bool LogToConsole { get; set; }

    public TimeProvider Time { get; set; } = TimeProvider.System;
}
