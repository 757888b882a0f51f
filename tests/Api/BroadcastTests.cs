using Distribution.Api.GraphQL.Live;

namespace Distribution.Tests.Api;

/// <summary>One publisher, many readers.</summary>
public sealed class BroadcastTests
{
    [Fact]
    public async Task Every_reader_gets_every_event_in_order()
    {
        var broadcast = new Broadcast<int>(capacity: 8);
        using var one = broadcast.Open();
        using var two = broadcast.Open();

        for (var i = 0; i < 8; i++)
        {
            broadcast.Publish(i);
        }

        (await Take(one, 8)).ShouldBe(Enumerable.Range(0, 8));
        (await Take(two, 8)).ShouldBe(Enumerable.Range(0, 8));
    }

    [Fact]
    public async Task A_reader_that_is_full_ends_after_what_it_has_and_holds_nobody_back()
    {
        var broadcast = new Broadcast<int>(capacity: 2);
        using var slow = broadcast.Open();
        using var fast = broadcast.Open();

        for (var i = 0; i < 4; i++)
        {
            broadcast.Publish(i);
            (await Take(fast, 1)).ShouldBe([i]);
        }

        var seen = new List<int>();
        var problem = await Should.ThrowAsync<Exception>(async () =>
        {
            await foreach (var item in slow.Read(CancellationToken.None))
            {
                seen.Add(item);
            }
        });
        seen.ShouldBe([0, 1]);
        problem.Message.ShouldContain("subscribe again");
    }

    [Fact]
    public void A_reader_that_left_is_forgotten()
    {
        var broadcast = new Broadcast<int>();
        broadcast.Open().Dispose();

        broadcast.Readers.ShouldBe(0);
        broadcast.Publish(1);
    }

    private static async Task<List<int>> Take(Broadcast<int>.Reader reader, int count)
    {
        var items = new List<int>();
        await foreach (var item in reader.Read(CancellationToken.None))
        {
            items.Add(item);
            if (items.Count == count)
            {
                break;
            }
        }

        return items;
    }
}
