using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.TypeSystem;
using Distribution.Primitives;
using GraphQL;
using GraphQL.Resolvers;

namespace Distribution.Api.GraphQL.Execution;

/// <summary>
/// Opens the stream of a subscription field. The library's own subscriptions push, without bound; these are pulled: the
/// next event is asked for once the last one was written to the client, so a slow client holds back only its own stream.
/// </summary>
internal sealed class StreamResolver(Func<IResolveFieldContext, ValueTask<IAsyncEnumerable<object?>>> open) : ISourceStreamResolver
{
    public ValueTask<IAsyncEnumerable<object?>> Open(IResolveFieldContext context) => open(context);

    public ValueTask<IObservable<object?>> ResolveAsync(IResolveFieldContext context) =>
        throw new NotSupportedException("Streams are pulled; see PulledSubscription.");

    /// <summary>Whether a method's answer is a stream, at once or after a task.</summary>
    public static bool Streams(Type answer) => EventType(Opened(answer)) is not null;

    /// <param name="call">From the field's context to the method's answer.</param>
    /// <param name="guard">Asked before a stream opens. Of a thing that there is not nothing would ever be told, so that somebody with a wrong id would wait for it.</param>
    public static StreamResolver Of(LambdaExpression call, GuardedField? guard)
    {
        var opened = Opened(call.ReturnType);
        var make = typeof(StreamResolver)
            .GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(EventType(opened)!);
        var completed = Completion.Of(call.Body);
        var open = Expression.Lambda<Func<IResolveFieldContext, ValueTask<object?>>>(completed, call.Parameters).Compile();
        return (StreamResolver)make.Invoke(null, [guard is null ? open : guard.Before(open, looksForAll: true)])!;
    }

    private static StreamResolver Make<T>(Func<IResolveFieldContext, ValueTask<object?>> open) =>
        new(async context => Boxed((IAsyncEnumerable<T>)(await open(context))!));

    private static async IAsyncEnumerable<object?> Boxed<T>(
        IAsyncEnumerable<T> events, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var value in events.WithCancellation(cancellationToken))
        {
            yield return value;
        }
    }

    private static Type Opened(Type answer)
    {
        var inTask = Completion.Argument(answer, typeof(Task<>)) ?? Completion.Argument(answer, typeof(ValueTask<>)) ?? answer;
        return Completion.Argument(inTask, typeof(Outcome<>)) ?? inTask;
    }

    private static Type? EventType(Type opened) => Completion.Argument(opened, typeof(IAsyncEnumerable<>));
}
