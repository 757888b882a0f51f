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
    private readonly bool _isOfObject;

    private GuardedField(Func<IResolveFieldContext, object?[]> named, Role role, bool answersNull, bool isOfObject, bool keepsToVenues = false)
    {
        _named = named;
        _role = role;
        _answersNull = answersNull;
        _isOfObject = isOfObject;
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
            .ToList();
        return named.Count == 0 && role is Role.Reader
            ? null
            : new GuardedField(
                Reader(named.Select(bound => bound.Second), context),
                role,
                answersNull,
                isOfObject: named is [var (only, _)] && only == source,
                method.IsDefined(typeof(KeepsToVenuesAttribute)));
    }

    /// <summary>A property that needs a role has to be of an object that says which venue it belongs to.</summary>
    public static GuardedField? Of(PropertyInfo property, Expression source, ParameterExpression context) =>
        property.GetCustomAttribute<RequiresAttribute>() is { Role: > Role.Reader and var role } ? new GuardedField(Reader([source], context), role, answersNull: false, isOfObject: true) : null;

    /// <summary>The same resolver, with the guard before it.</summary>
    /// <param name="looksForAll">Whether callers of all venues, who may use everything, are told as well of what there is not.</param>
    public Func<IResolveFieldContext, ValueTask<object?>> Before(Func<IResolveFieldContext, ValueTask<object?>> resolve, bool looksForAll = false) => context =>
    {
        var caller = Caller.In(context.UserContext);
        var passes = caller.Venues is null && !looksForAll ? new ValueTask<bool>(true) : Passes(caller, context);
        return passes.IsCompletedSuccessfully && passes.Result ? resolve(context) : Later(passes, resolve, context);
    };

    private static async ValueTask<object?> Later(ValueTask<bool> passes, Func<IResolveFieldContext, ValueTask<object?>> resolve, IResolveFieldContext context) =>
        await passes ? await resolve(context) : null;

    private static Func<IResolveFieldContext, object?[]> Reader(IEnumerable<Expression> values, ParameterExpression context) =>
        Expression.Lambda<Func<IResolveFieldContext, object?[]>>(Expression.NewArrayInit(typeof(object), values.Select(value => Expression.Convert(value, typeof(object)))), context).Compile();

    /// <summary>True where the field may run, false where null is its answer.</summary>
    /// <exception cref="RefusedException">A thing is unknown, to this caller at least.</exception>
    /// <exception cref="ApiError">The caller's role does not reach.</exception>
    private async ValueTask<bool> Passes(Caller caller, IResolveFieldContext context)
    {
        var guard = context.RequestServices!.GetRequiredService<VenueGuard>();
        var things = _named(context).SelectMany(IdsWithin.Of).Where(thing => guard.Directory.Leads(thing.Type)).ToList();
        if (_isOfObject && things.Any(thing => thing.Type == typeof(VenueId)))
        {
            // The object says whose it is, so a list of many needs no look for each.
            things.RemoveAll(thing => thing.Type != typeof(VenueId));
        }

        if (things.Count == 0 && _role > Role.Reader && !_keepsToVenues && caller.Venues is not null)
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
