using Distribution.Connectors;
using Distribution.Distributors;

namespace Distribution.Sales;

/// <summary>Reads a distributor's sales, page after page: each is durable here, with its cursor, before it is acknowledged.</summary>
/// <param name="after">The cursor of the last page that is durable.</param>
internal sealed class PageReading(FunctionJob job, IDistributorConnector connector, PageStore pages, string? after, TimeProvider time)
{
    /// <summary>Pages in one run; what is beyond comes in the next.</summary>
    public const int MaxPages = 10_000;

    private const string StartsAgain = "Nothing to do here: its sales were read again from the beginning, and nothing is imported twice. Tell the distributor.";

    private string? _after = after;
    private string? _last;
    private bool _startedAgain;
    private bool _isOver;
    private int _pages;

    /// <summary>Null where there is no more, or where the report says why no more can be read.</summary>
    public async Task<KeptPage?> Next(CancellationToken cancellationToken)
    {
        while (!_isOver && _pages < MaxPages)
        {
            switch (await connector.PullSales(job.Link, _after, cancellationToken))
            {
                case PullAnswer.UnknownCursor unknown when _after is not null && !_startedAgain:
                    job.Report.Add(unknown.Error.Kind, _after, unknown.Error.Message, StartsAgain);
                    (_after, _last, _startedAgain) = (null, null, true);
                    break;
                case PullAnswer.Page page:
                    return await Keep(page, cancellationToken);
                case var answer:
                    job.Report.Fail(job.Interface.Name, Error(answer)!);
                    _isOver = true;
                    break;
            }
        }

        return null;
    }

    public static ExchangeError? Error(PullAnswer answer) => answer switch
    {
        PullAnswer.Failed failed => failed.Error,
        PullAnswer.UnknownCursor unknown => unknown.Error,
        _ => null,
    };

    private async Task<KeptPage?> Keep(PullAnswer.Page page, CancellationToken cancellationToken)
    {
        if (page is { Lines.IsEmpty: true, Cursor: null })
        {
            _isOver = true;
            return null;
        }

        var kept = await pages.Keep(job.Interface.Interface, page, _pages++, job.LinkVersion, job.Execution, time.GetUtcNow());
        _isOver = !await Acknowledge(page.Cursor, cancellationToken) || !page.More;
        (_after, _last) = (page.Cursor ?? _after, page.Cursor);
        return kept;
    }

    private async Task<bool> Acknowledge(string? cursor, CancellationToken cancellationToken)
    {
        if (cursor is null)
        {
            return true;
        }

        if (cursor == _last)
        {
            job.Report.Fail(cursor, new ExchangeError(ErrorKind.External, $"The distributor sent the page {cursor} again after it was acknowledged.", "Ask the distributor why its sales do not move on; nothing is imported twice."));
            return false;
        }

        if (await connector.AcknowledgeSales(job.Link, cursor, cancellationToken) is { } error)
        {
            job.Report.Fail(cursor, error);
            return false;
        }

        return true;
    }
}
