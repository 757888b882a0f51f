namespace Distribution.Connectors;

public abstract record PreparationAnswer
{
    private PreparationAnswer()
    {
    }

    public sealed record Prepared(AccessControlPreparation Preparation) : PreparationAnswer;

    public sealed record Failed(ExchangeError Error) : PreparationAnswer;
}

/// <summary>A performance that the distributor has closed: its tickets and their barcodes are final.</summary>
/// <param name="Tickets">Valid tickets, all of which its sales tell.</param>
/// <param name="ClosedAt">When it was closed, the first time it was asked to.</param>
[GenerateSerializer, Immutable, Alias("AccessControlPreparation")]
public sealed record AccessControlPreparation(int Tickets, DateTimeOffset ClosedAt);
