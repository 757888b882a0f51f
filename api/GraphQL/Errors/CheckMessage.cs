namespace Distribution.Api.GraphQL.Errors;

/// <summary>What the domain's own checks say, which throw <see cref="ArgumentException"/>.</summary>
internal static class CheckMessage
{
    /// <summary>Without the name of the C# parameter, which .NET adds and which means nothing to the caller.</summary>
    public static string Of(ArgumentException problem) =>
        problem.ParamName is { } name ? problem.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : problem.Message;
}
