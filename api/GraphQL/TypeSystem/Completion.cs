using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.GraphQL.Execution;
using Distribution.Primitives;
using GraphQL.DataLoader;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>Turns whatever a field method answers (a value, a task, an outcome, a task of an outcome) into what the library awaits.</summary>
internal static class Completion
{
    public static Expression Of(Expression value)
    {
        if (Argument(value.Type, typeof(Task<>)) is { } task)
        {
            return Argument(task, typeof(Outcome<>)) is { } done ? Call(nameof(OfTaskOfOutcome), value, done) : Call(nameof(OfTask), value, task);
        }

        if (Argument(value.Type, typeof(ValueTask<>)) is { } valueTask)
        {
            return Call(nameof(OfTask), Expression.Call(value, nameof(ValueTask<int>.AsTask), null), valueTask);
        }

        return Argument(value.Type, typeof(Outcome<>)) is { } outcome
            ? Call(nameof(OfOutcome), value, outcome)
            : Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(value, typeof(object)));
    }

    /// <summary>Whether a value of this type is an answer as it is: nothing has to be awaited, loaded or taken out of it.</summary>
    public static bool IsPlain(Type type) =>
        !typeof(IDataLoaderResult).IsAssignableFrom(type)
        && !new[] { typeof(Task<>), typeof(ValueTask<>), typeof(Outcome<>) }.Any(carrier => Argument(type, carrier) is not null);

    /// <summary>The same, with null for what there is not.</summary>
    public static Expression OrNull(Expression value)
    {
        if (Argument(value.Type, typeof(Deferred<>)) is { } loaded && Argument(loaded, typeof(Outcome<>)) is { } later)
        {
            return Call(nameof(OfDeferredOrNull), value, later);
        }

        if (Argument(value.Type, typeof(Task<>)) is { } task && Argument(task, typeof(Outcome<>)) is { } done)
        {
            return Call(nameof(OfTaskOrNull), value, done);
        }

        return Argument(value.Type, typeof(Outcome<>)) is { } outcome ? Call(nameof(OfOutcomeOrNull), value, outcome) : Of(value);
    }

    /// <summary>Whether a method's answer can be a refusal.</summary>
    public static bool CanRefuse(Type answer) =>
        Argument(answer, typeof(Outcome<>)) is not null
        || new[] { typeof(Task<>), typeof(Deferred<>) }.Any(carrier => Argument(answer, carrier) is { } carried && Argument(carried, typeof(Outcome<>)) is not null);

    /// <summary>The same, with an outcome that is refused as <see cref="Refusals"/> rather than an exception.</summary>
    public static Expression WithRefusals(Expression value)
    {
        if (Argument(value.Type, typeof(Task<>)) is { } task && Argument(task, typeof(Outcome<>)) is { } done)
        {
            return Call(nameof(RefusalsOfTask), value, done);
        }

        return Argument(value.Type, typeof(Outcome<>)) is { } outcome ? Call(nameof(RefusalsOf), value, outcome) : Of(value);
    }

    public static Type? Argument(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition ? type.GetGenericArguments()[0] : null;

    private static MethodCallExpression Call(string method, Expression value, Type type) =>
        Expression.Call(typeof(Completion).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type), value);

    private static async ValueTask<object?> OfTask<T>(Task<T> task) => await task;

    private static async ValueTask<object?> OfTaskOfOutcome<T>(Task<Outcome<T>> task) => (await task).OrThrow();

    private static ValueTask<object?> OfOutcome<T>(Outcome<T> outcome) => new(outcome.OrThrow());

    private static ValueTask<object?> OfDeferredOrNull<T>(Deferred<Outcome<T>> deferred) => new(deferred.Then(ValueOrNull));

    private static async ValueTask<object?> OfTaskOrNull<T>(Task<Outcome<T>> task) => ValueOrNull(await task);

    private static ValueTask<object?> OfOutcomeOrNull<T>(Outcome<T> outcome) => new(ValueOrNull(outcome));

    private static object? ValueOrNull<T>(Outcome<T> outcome) => outcome.Match<object?>(
        value => value,
        refusals => refusals.All(refusal => refusal.Code is RefusalCode.NotFound) ? null : throw new RefusedException(refusals));

    private static async ValueTask<object?> RefusalsOfTask<T>(Task<Outcome<T>> task) => await RefusalsOf(await task);

    private static ValueTask<object?> RefusalsOf<T>(Outcome<T> outcome) => new(outcome.Match<object?>(value => value, refusals => new Refusals(refusals)));
}

/// <summary>The answer of a command that was refused.</summary>
internal sealed record Refusals(ImmutableArray<Refusal> All);
