using Distribution.Sandbox.Allotments;

namespace Distribution.Sandbox.Sales;

/// <summary>Sells at a rate: looks five times a second what is due of each performance, until nothing is left of it.</summary>
internal sealed class SteadySales(Performances performances, BoxOffice boxOffice, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<string, double> _due = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (performance, ticketsPerMinute) in performances.Rates())
            {
                var due = _due.GetValueOrDefault(performance) + (ticketsPerMinute * Tick.TotalMinutes);
                if (due >= 1)
                {
                    boxOffice.SellUpTo(performance, (int)due);
                }

                _due[performance] = due - Math.Floor(due);
            }
        }
    }
}
