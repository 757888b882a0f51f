namespace Distribution.Distributors.Executions;

/// <summary>How long what runs leave behind is kept.</summary>
/// <param name="Executions">400 days by default; 1 to 3,650. The last success of each function stays.</param>
/// <param name="Details">Items and exchanges, and e-mails; 90 days by default, at most as long as executions.</param>
public sealed record RetentionSettings(TimeSpan Executions, TimeSpan Details)
{
    public static readonly RetentionSettings Default = new(TimeSpan.FromDays(400), TimeSpan.FromDays(90));
}
