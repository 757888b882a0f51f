using System.Collections.Concurrent;
using System.Collections.Immutable;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Live;
using Distribution.Api.GraphQL.Uploads;
using Distribution.Api.Security;
using Distribution.Primitives;
using Orleans.Runtime;

namespace Distribution.Tests.Api;

/// <summary>A schema that does what the product's own can't be made to do at will, served by the product's transports.</summary>
public static class TestSchema
{
    public static readonly IReadOnlyCollection<Type> FieldClasses =
        [typeof(TestQueries), typeof(TestMutations), typeof(TestSubscriptions), typeof(BranchFields)];
}

public enum Leaf
{
    OakLeaf = 1,
    /// <summary>With needles.</summary>
    Pine,
}

/// <summary>Something that holds more of its kind.</summary>
/// <param name="Number">Counted from 1.</param>
public sealed record Branch(int Number);

/// <summary>Everything that an argument can be.</summary>
public sealed record Sample(
    VenueId Venue,
    PlaceKey Place,
    AreaKey? Area,
    Money Price,
    DateTimeOffset At,
    TimeSpan For,
    long Count,
    Leaf Leaf,
    ImmutableArray<PlaceKey> Places,
    IReadOnlyList<int> Numbers,
    string? Note = null,
    int Size = 7);

/// <summary>Something whose even ones are broken.</summary>
public sealed record Twig(int Number)
{
    public string Sure => Number % 2 == 0 ? throw new InvalidOperationException("secret-detail") : "sure";

    public string? Maybe => Number % 2 == 0 ? throw new InvalidOperationException("secret-detail") : null;

    public string Missing => Number % 2 == 0 ? null! : "there";

    public ImmutableArray<ImmutableArray<int>> Rings => [[Number], [], [Number, Number + 1]];
}

[FieldsOf<Branch>]
public static class BranchFields
{
    public static ImmutableArray<Branch> Branches(Branch branch) => [new(branch.Number + 1), new(branch.Number + 2)];

    public static Deferred<string?> Name(Branch branch, NameLoader loader) => loader.Load(branch.Number);

    [Requires(Role.Administrator)]
    public static string Secret(Branch branch) => $"secret {branch.Number}";
}

/// <summary>Branches, some at a time.</summary>
public sealed record BranchList(ImmutableArray<Branch> Items);

[QueryFields]
public static class TestQueries
{
    [Requires(Role.Reader)]
    public static BranchList Page(int first = 10) => new([.. Enumerable.Range(1, Math.Min(first, 3)).Select(number => new Branch(number))]);

    [Requires(Role.Reader)]
    public static string Hello(string name = "world") => $"Hello {name}";

    [Requires(Role.Reader)]
    public static string Who(Caller caller) => $"{caller.Name}: {caller.Role}";

    [Requires(Role.Reader)]
    public static Branch Tree() => new(1);

    [Requires(Role.Reader)]
    public static Sample Echo(Sample sample) => sample;

    [Requires(Role.Reader)]
    public static VenueId? EchoId(VenueId? id) => id;

    [Requires(Role.Reader)]
    public static ReadOnlyMemory<byte> EchoBytes(ReadOnlyMemory<byte> bytes) => bytes;

    [Requires(Role.Reader)]
    public static IReadOnlyList<Twig?> Twigs(int count) => Enumerable.Range(1, count).Select(number => new Twig(number)).ToList();

    [Requires(Role.Reader)]
    public static async Task<IReadOnlyList<Twig>?> SureTwigs(int count)
    {
        await Task.Yield();
        return Enumerable.Range(1, count).Select(number => new Twig(number)).ToList();
    }

    /// <summary>Answers only when it is given up.</summary>
    [Requires(Role.Reader)]
    public static async Task<string?> Endless(Broadcast<int> numbers, CancellationToken cancellationToken)
    {
        numbers.Publish(1);
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return null;
    }

    [Requires(Role.Reader)]
    public static Task<Outcome<string>> Refused() => Task.FromResult<Outcome<string>>(new Outcome<string>.Refused(
        [new Refusal(RefusalCode.PlaceHeld, "D-14-1", "The place D-14-1 is held."), new Refusal(RefusalCode.PlaceSold, "D-14-2", "The place D-14-2 is sold.")]));

    [Requires(Role.Reader)]
    public static string? Broken() => throw new InvalidOperationException("secret-detail");

    [Requires(Role.Reader)]
    public static Task<string?> Unreachable() => throw new SiloUnavailableException("secret-detail");

    [Requires(Role.Sales)]
    public static string Till() => "open";

    [Requires(Role.Operator)]
    public static string Office() => "open";

    [Requires(Role.Administrator)]
    public static string Vault() => "open";
}

[MutationFields]
public static class TestMutations
{
    private static readonly ConcurrentDictionary<string, string> Words = new(StringComparer.Ordinal);

    [Requires(Role.Reader)]
    public static string Command(CommandContext command) => $"{command.Id} by {command.Who}";

    /// <summary>Answers all letters of a word so far; two at once would lose one.</summary>
    [Requires(Role.Reader)]
    public static async Task<string> Spell(string word, string letter)
    {
        var before = Words.GetValueOrDefault(word, "");
        await Task.Yield();
        return Words[word] = before + letter;
    }

    /// <summary>Refuses whatever it is given; an exclamation mark before the subject is left away.</summary>
    [Requires(Role.Reader)]
    [return: Named("branch")]
    public static Task<Outcome<Branch>> Refuse(CommandContext command, string subject, IReadOnlyList<PlaceKey> places, Sample? sample = null, bool throws = false)
    {
        Outcome<Branch> refused = new Outcome<Branch>.Refused(
            [new Refusal(RefusalCode.Overloaded, subject.TrimStart('!'), "Too much at once."), new Refusal(RefusalCode.PlaceSold, places[^1].ToString(), "It is sold.")]);
        return throws ? Task.FromResult<Outcome<Branch>>(refused.OrThrow()) : Task.FromResult(refused);
    }

    [Requires(Role.Reader)]
    public static Branch? Grow(CommandContext command, int by = 3) => by < 0 ? throw new InvalidOperationException("secret-detail") : new Branch(by);

    /// <summary>Answers what came, as name and content.</summary>
    [Requires(Role.Reader)]
    public static async Task<string> Send(Upload file, IReadOnlyList<Upload?>? more = null)
    {
        var texts = new List<string>();
        foreach (var upload in (more ?? []).OfType<Upload>().Prepend(file))
        {
            using var reader = new StreamReader(upload.Open());
            texts.Add($"{upload.Name}={await reader.ReadToEndAsync()}");
        }

        return string.Join('|', texts);
    }
}

[SubscriptionFields]
public static class TestSubscriptions
{
    /// <summary>Numbers as the test publishes them.</summary>
    [Requires(Role.Reader)]
    public static IAsyncEnumerable<int> Numbers(Broadcast<int> numbers, CancellationToken cancellationToken) => numbers.Read(cancellationToken);

    /// <summary>Counts to a number at once.</summary>
    [Requires(Role.Reader)]
    public static async IAsyncEnumerable<Branch> CountTo(int to)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            yield return new Branch(i);
        }
    }

    /// <summary>Never opens.</summary>
    [Requires(Role.Reader)]
    public static Task<Outcome<IAsyncEnumerable<int>>> NeverOpens() =>
        Task.FromResult<Outcome<IAsyncEnumerable<int>>>(new Refusal(RefusalCode.NotFound, "x", "There is no x."));

    /// <summary>Breaks after its first event.</summary>
    [Requires(Role.Reader)]
    public static async IAsyncEnumerable<int> Breaks()
    {
        yield return 1;
        await Task.Yield();
        throw new InvalidOperationException("secret-detail");
    }

    [Requires(Role.Operator)]
    public static IAsyncEnumerable<int> Guarded(Broadcast<int> numbers, CancellationToken cancellationToken) => numbers.Read(cancellationToken);
}

/// <summary>Remembers how it was asked.</summary>
public sealed class NameLoader : BatchLoader<int, string>
{
    public static readonly ConcurrentQueue<int> BatchSizes = new();

    protected override Task<IReadOnlyDictionary<int, string>> Load(IReadOnlyCollection<int> keys, CancellationToken cancellationToken)
    {
        BatchSizes.Enqueue(keys.Count);
        return Task.FromResult<IReadOnlyDictionary<int, string>>(keys.Where(key => key < 100).ToDictionary(key => key, key => $"branch {key}"));
    }
}
