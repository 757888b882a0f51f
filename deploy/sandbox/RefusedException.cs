namespace Distribution.Sandbox;

/// <summary>A request of the control API that can't be done; it undoes the transaction it is thrown in.</summary>
/// <param name="status">The HTTP status: 400, 404 or 409.</param>
public sealed class RefusedException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    /// <summary>Stable, in snake case.</summary>
    public string Code => code;
}
