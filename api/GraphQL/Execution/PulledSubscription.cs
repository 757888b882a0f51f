using System.Runtime.CompilerServices;
using Distribution.Api.GraphQL.Errors;
using GraphQL;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Runs a subscription as a stream that is pulled; see <see cref="StreamResolver"/>.</summary>
internal static class PulledSubscription
{
    /// <returns>With a stream, or with what kept it from being opened.</returns>
    public static async Task<ExecutionResult> Open(OperationRun run)
    {
        if (run.Plan.Selection(run.Variables).Of(run.Plan.Root) is not [var field])
        {
            return new ExecutionResult(new ApiError(ErrorCodes.Validation, "A subscription follows one field, and this one leaves it out.", subject: "subscription"));
        }

        var node = new ObjectNode([field], null, null, null);
        try
        {
            var events = await ((StreamResolver)field.Definition.StreamResolver!).Open(new FieldContext(run, node, field));
            return new ExecutionResult
            {
                Executed = true,
                Streams = new Dictionary<string, IObservable<ExecutionResult>>(StringComparer.Ordinal) { [field.Name] = new ResultStream(Results(run, node, events)) },
            };
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !run.CancellationToken.IsCancellationRequested)
        {
            return Failed(run, node, problem);
        }
    }

    private static async IAsyncEnumerable<ExecutionResult> Results(
        OperationRun subscription, ObjectNode node, IAsyncEnumerable<object?> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        using var deadline = new Deadline(TimeProvider.System, null, cancellationToken);
        while (true)
        {
            var run = subscription.Again(deadline);
            ExecutionResult? failed = null;
            try
            {
                if (!await source.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                yield break;
            }
            catch (Exception problem)
            {
                failed = Failed(run, node, problem);
            }

            if (failed is not null)
            {
                yield return failed;
                yield break;
            }

            yield return await run.Result(source.Current, oneByOne: false);
        }
    }

    private static ExecutionResult Failed(OperationRun run, ObjectNode node, Exception problem)
    {
        run.Report(node.Fields[0], node.PathOf(node.Fields[0]), problem);
        return new ExecutionResult { Errors = run.Errors };
    }
}

/// <summary>Carries a pulled stream through the library's result, which has room for observables only.</summary>
internal sealed class ResultStream(IAsyncEnumerable<ExecutionResult> results) : IObservable<ExecutionResult>
{
    public IAsyncEnumerable<ExecutionResult> Results { get; } = results;

    /// <summary>The same, and something that ends with it.</summary>
    public ResultStream With(IDisposable place) => new(Held(Results, place));

    public IDisposable Subscribe(IObserver<ExecutionResult> observer) => throw new NotSupportedException("This stream is pulled.");

    private static async IAsyncEnumerable<ExecutionResult> Held(
        IAsyncEnumerable<ExecutionResult> results, IDisposable place, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var held = place;
        await foreach (var result in results.WithCancellation(cancellationToken))
        {
            yield return result;
        }
    }
}
