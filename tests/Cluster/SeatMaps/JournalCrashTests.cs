using CsCheck;
using Dapper;
using Distribution.Primitives;
using Distribution.SeatMaps;
using Distribution.SeatMaps.Journal;
using Distribution.Storage;
using Distribution.Tests.Fixtures;
using static Distribution.Tests.Fixtures.SmallHall;

namespace Distribution.Tests.Cluster.SeatMaps;

/// <summary>
/// Lives of a seat map that end at a write, at each side of it, against a model that is nothing but the entries which must have survived:
/// all that was acknowledged, and what was written before anybody could be told, without a gap.
/// </summary>
public sealed class JournalCrashTests
{
    private static readonly DateTimeOffset Start = new(2027, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private enum End
    {
        /// <summary>The last batch is durable, and its callers were told.</summary>
        Clean,
        /// <summary>The database refused the batch.</summary>
        BeforeWrite,
        /// <summary>The batch is durable; the process ended before anybody was told.</summary>
        BeforeAnswer,
        /// <summary>Another activation opened the journal.</summary>
        Fenced,
    }

    // A life: batches of choices, whether a snapshot is taken after it, and how it ends.
    private static readonly Gen<(int[][] Batches, bool Snapshot, End End)[]> Lives = Gen.Select(
        Gen.Int[0, 1_000_000].Array[1, 6].Array[1, 5], Gen.Bool, Gen.Enum<End>()).Array[1, 6];

    [Theory]
    [InlineData(Dialect.Sqlite, 60)]
    [InlineData(Dialect.PostgreSql, 60)]
    public async Task Whatever_was_acknowledged_survives_and_nothing_else_appears(Dialect dialect, int samples)
    {
        await using var test = await TestDatabase.Create(dialect);
        await Lives.SampleAsync(async lives => await Live(test.Database, lives), iter: samples, threads: 1);
    }

    private static async Task Live(Database database, (int[][] Batches, bool Snapshot, End End)[] lives)
    {
        var (index, performance, journal) = (new PlaceIndex(Plan), NewId.Of<PerformanceId>(), new SeatMapJournal(database));
        var survived = new List<JournalEntry>();
        foreach (var (batches, snapshot, end) in lives)
        {
            var opening = await journal.Open(performance, CancellationToken.None);
            var state = opening.Restore(index);
            Bytes(state).ShouldBe(Bytes(Replay(index, survived)));
            var untold = new List<JournalEntry>();
            await OneAtATime(() => LiveOnce(database, journal, performance, opening.Epoch, state, batches, end, survived, untold));
            survived.AddRange(await Written(journal, performance, survived.Count, untold));
            if (snapshot && end is End.Clean)
            {
                (await journal.SaveSnapshot(performance, opening.Epoch, state.Version, Start, Bytes(state))).ShouldBeTrue();
            }
        }

        var last = await journal.Open(performance, CancellationToken.None);
        Bytes(last.Restore(index)).ShouldBe(Bytes(Replay(index, survived)));
    }

    /// <summary>As a grain runs: nothing of it at the same time.</summary>
    private static Task OneAtATime(Func<Task> life) => Task.Factory.StartNew(
        life, CancellationToken.None, TaskCreationOptions.DenyChildAttach, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();

    private static async Task LiveOnce(
        Database database,
        SeatMapJournal journal,
        PerformanceId performance,
        long epoch,
        SeatMapState state,
        int[][] batches,
        End end,
        List<JournalEntry> survived,
        List<JournalEntry> untold)
    {
        var (ending, ended) = (false, false);
        var writer = new JournalWriter(
            journal,
            performance,
            epoch,
            state.Version,
            TimeProvider.System,
            _ =>
            {
                if (ending && end is End.BeforeAnswer)
                {
                    throw new InvalidOperationException("The process ends before anybody is told.");
                }
            },
            () => ended = true);
        var engine = new SeatMapEngine(state);
        foreach (var (number, batch) in batches.Index())
        {
            var decided = new List<JournalEntry>();
            ending = number == batches.Length - 1;
            await using var trouble = ending ? await Trouble(database, journal, performance, end) : null;
            foreach (var choice in batch)
            {
                engine.Execute(Command(state, choice), Start.AddSeconds(number), entry =>
                {
                    decided.Add(entry);
                    writer.Add(entry);
                });
            }

            var durable = await writer.Durable();
            durable.ShouldBe(decided.Count == 0 || !ending || end is End.Clean);
            ended.ShouldBe(!durable);
            (durable ? survived : end is End.BeforeAnswer ? untold : []).AddRange(decided);
        }
    }

    /// <summary>Of the entries that nobody was told of those that are in the journal: the first ones, without a gap, and at least one.</summary>
    private static async Task<IEnumerable<JournalEntry>> Written(SeatMapJournal journal, PerformanceId performance, int before, List<JournalEntry> untold)
    {
        if (untold.Count == 0)
        {
            return [];
        }

        var last = JournalCodec.Decode((await journal.ReadBack(performance, long.MaxValue, 1)).ShouldHaveSingleItem())[^1].Version;
        last.ShouldBeInRange(before + 1, before + untold.Count);
        return untold.Take((int)last - before);
    }

    private static async Task<IAsyncDisposable?> Trouble(Database database, SeatMapJournal journal, PerformanceId performance, End end)
    {
        switch (end)
        {
            case End.Fenced:
                await journal.Open(performance, CancellationToken.None);
                return null;
            case End.BeforeWrite:
                await database.Write((connection, transaction) => connection.ExecuteAsync("ALTER TABLE seat_map_journal RENAME TO journal_away", transaction: transaction));
                return new Back(database);
            default:
                return null;
        }
    }

    private static ISeatMapCommand Command(SeatMapState state, int choice)
    {
        var (place, kind) = (choice % state.Index.Count, choice / state.Index.Count % 6);
        var (name, hold) = (state.Index.Name(place), state[place].Status == SaleStatus.Held ? ((SaleRecord.Held)state.Sale(state[place].Sale)).Hold : NewId.Of<HoldId>());
        var selection = state.Index.IsNumbered(place) ? Select(name) : Select($"Steh*{1 + (place % 3)}");
        return kind switch
        {
            0 => new AssignPlaces(Context(), Fnac, selection),
            1 => new HoldPlaces(Context(), null, selection, TimeSpan.FromMinutes(15), "customer"),
            2 => new ConfirmHold(Context(), hold, NewId.Of<OrderId>()),
            3 => new ReleaseHold(Context(), hold),
            4 => new ImportSale(Context(), FnacLink.Interface, FnacLink.Channel, NewId.Of<TicketId>(), NewId.Of<OrderId>(), new PlaceKey(name), null),
            _ => new BeginExport(Context(), FnacLink.Interface, FnacLink.Channel),
        };
    }

    private static SeatMapState Replay(PlaceIndex index, List<JournalEntry> entries)
    {
        var state = new SeatMapState(index);
        entries.ForEach(state.Apply);
        return state;
    }

    /// <summary>Two states are the same when their snapshots are.</summary>
    private static byte[] Bytes(SeatMapState state)
    {
        var bytes = new ByteWriter();
        SnapshotCodec.Encode(state)(bytes);
        return bytes.Written.ToArray();
    }

    private sealed class Back(Database database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() =>
            await database.Write((connection, transaction) => connection.ExecuteAsync("ALTER TABLE journal_away RENAME TO seat_map_journal", transaction: transaction));
    }
}
