namespace Distribution.Distributors;

/// <summary>Who mends an error of an execution.</summary>
public enum ErrorKind
{
    /// <summary>The distributor's data is wrong; the distributor mends it.</summary>
    External = 1,
    /// <summary>The link or a program failed; support mends it.</summary>
    Technical,
    /// <summary>A mapping is missing or wrong; the operator mends it.</summary>
    Mapping,
}
