using System.Linq.Expressions;
using System.Reflection;
using Distribution.Api.GraphQL.Errors;
using Distribution.Api.Security;
using Distribution.Api.Security.Venues;
using Distribution.Primitives;
using GraphQL;

namespace Distribution.Api.GraphQL.TypeSystem;

/// <summary>
/// Stands before a field: a caller of some venues gets past only with ids of things of those venues. All fields are made with it, so that no feature has to
/// think of it. A field that needs more than the role reader, and names nothing that belongs to a venue, is for callers of all venues, unless it keeps to the caller's by itself.
/// </summary>
internal sealed class GuardedField
{
    private readonly Func<IResolveFieldContext, object?[]> _named;
    private readonly Role _role;
    private readonly bool _answersNull;
    private readonly bool _keepsToVenues;

    private GuardedField(Func<IResolveFieldContext, object?[]> named, Role role, bool answersNull, bool keepsToVenues = false)
    {
        _named = named;
        _role = role;
        _answersNull = answersNull;
        _keepsToVenues = keepsToVenues;
    }

    /// <summary>Null where there is nothing to guard.</summary>
    /// <param name="values">How the value of each parameter is read.</param>
    /// <param name="source">The parameter that is the object itself: the caller has it already, so only a higher role is a question there.</param>
    /// <param name="answersNull">Whether null is the answer where there is no such thing.</param>
    public static GuardedField? Of(
        MethodInfo method, IReadOnlyList<Expression> values, ParameterExpression context, Func<ParameterInfo, bool> isArgument, ParameterInfo? source, bool answersNull)
    {
        var role = method.GetCustomAttribute<RequiresAttribute>()?.Role ?? Role.Reader;
        var named = method.GetParameters()
            .Zip(values)
            .Where(bound => IdsWithin.Types(bound.First.ParameterType).Any() && bound.First.GetCustomAttribute<ChosenByCallerAttribute>() is null)
            .Where(bound => bound.First == source ? role > Role.Reader : isArgument(bound.First))
            .Select(bound => Expression.Convert(bound.Second, typeof(object)))
            .ToList();
        return named.Count == 0 && role is Role.Reader ? null : new GuardedField(Reader(named, context), role, answersNull, method.IsDefined(typeof(KeepsToVenuesAttribute)));
    }

    /// <summary>A property that needs a role has to be of an object that says which venue it belongs to.</summary>
    public static GuardedField? Of(PropertyInfo property, Expression source, ParameterExpression context) =>
        property.GetCustomAttribute<RequiresAttribute>() is { Role: > Role.Reader and var role } ? new GuardedField(Reader([source], context), role, answersNull: false) : null;

    /// <summary>The same resolver, with the guard before it.</summary>
    public Func<IResolveFieldContext, ValueTask<object?>> Before(Func<IResolveFieldContext, ValueTask<object?>> resolve) => context =>
    {
        var passes = Passes(context);
        return passes.IsCompletedSuccessfully && passes.Result ? resolve(context) : Later(passes, resolve, context);
    };

    private static async ValueTask<object?> Later(ValueTask<bool> passes, Func<IResolveFieldContext, ValueTask<object?>> resolve, IResolveFieldContext context) =>
        await passes ? await resolve(context) : null;

    private static Func<IResolveFieldContext, object?[]> Reader(IEnumerable<Expression> values, ParameterExpression context) =>
        Expression.Lambda<Func<IResolveFieldContext, object?[]>>(Expression.NewArrayInit(typeof(object), values), context).Compile();

    /// <summary>True where the field may run, false where null is its answer.</summary>
    /// <exception cref="RefusedException">A thing is unknown, to this caller at least.</exception>
    /// <exception cref="ApiError">The caller's role does not reach.</exception>
    private ValueTask<bool> Passes(IResolveFieldContext context)
    {
        var caller = Caller.In(context.UserContext);
        return caller.Venues is null ? new(true) : Check(caller, context);
    }

    private async ValueTask<bool> Check(Caller caller, IResolveFieldContext context)
    {
        var guard = context.RequestServices!.GetRequiredService<VenueGuard>();
        var things = _named(context).SelectMany(IdsWithin.Of).Where(thing => guard.Directory.Leads(thing.Type)).ToList();
        if (things.Count == 0 && _role > Role.Reader && !_keepsToVenues)
        {
            throw new ApiError(ErrorCodes.Forbidden, $"The field {context.FieldDefinition.Name} is for callers of all venues.", context.FieldDefinition.Name);
        }

        try
        {
            return await guard.Check(caller, _role, things) is not { } refusal || (_answersNull ? false : throw new RefusedException([refusal]));
        }
        catch (RoleTooLowException problem)
        {
            throw new ApiError(ErrorCodes.Forbidden, problem.Message, context.FieldDefinition.Name);
        }
    }
}
