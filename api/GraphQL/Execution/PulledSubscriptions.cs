using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>Runs subscriptions as streams that are pulled; see <see cref="StreamResolver"/>.</summary>
internal sealed class PulledSubscriptions : SubscriptionExecutionStrategy
{
    protected override async Task<IObservable<ExecutionResult>?> ResolveResponseStreamAsync(ExecutionContext context, ExecutionNode node)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        try
        {
            var resolver = (StreamResolver)node.FieldDefinition.StreamResolver!;
            var events = await resolver.Open(new global::GraphQL.ReadonlyResolveFieldContext(node, context));
            // What the library passes in is cleared when this call ends; events come later.
            return new ResultStream(Results(CloneExecutionContext(context, default), node, events));
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception problem)
        {
            context.Errors.Add(await ProcessErrorAsync(context, node, problem));
            return null;
        }
    }

    private async IAsyncEnumerable<ExecutionResult> Results(
        ExecutionContext subscription, ExecutionNode node, IAsyncEnumerable<object?> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            using var context = CloneExecutionContext(subscription, cancellationToken);
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
                failed = new ExecutionResult(await ProcessErrorAsync(context, node, problem)).AddErrors(context.Errors);
            }

            if (failed is not null)
            {
                yield return failed;
                yield break;
            }

            yield return await ProcessDataAsync(context, node, source.Current);
        }
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
