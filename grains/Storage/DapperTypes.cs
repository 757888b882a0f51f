using System.Data;
using System.Globalization;
using Dapper;
using Distribution.Primitives;
using Microsoft.Data.Sqlite;

namespace Distribution.Storage;

/// <summary>
/// How values stand in the database, on both dialects: an id is a <c>uuid</c> (SQLite: lower-case text), a time is
/// <c>bigint</c> unix milliseconds, a key is text. SQL parameters and columns can be our own types.
/// </summary>
internal static class DapperTypes
{
    private static readonly Lazy<bool> Registered = new(RegisterAll);

    public static void Register() => _ = Registered.Value;

    private static bool RegisterAll()
    {
        // Dapper asks a handler only for types it has no opinion of its own about.
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new GuidHandler());
        SqlMapper.AddTypeHandler(new TimeHandler());
        SqlMapper.AddTypeHandler(new KeyHandler<PlaceKey>(key => key.Value, text => new PlaceKey(text)));
        SqlMapper.AddTypeHandler(new KeyHandler<AreaKey>(key => key.Value, text => new AreaKey(text)));
        foreach (var id in typeof(IId<>).Assembly.GetTypes().Where(IsId))
        {
            SqlMapper.AddTypeHandler(id, (SqlMapper.ITypeHandler)Activator.CreateInstance(typeof(IdHandler<>).MakeGenericType(id))!);
        }

        return true;
    }

    private static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));

    private static void SetGuid(IDbDataParameter parameter, Guid value) =>
        parameter.Value = parameter is SqliteParameter ? value.ToString("D") : value;

    private static Guid ToGuid(object value) => value switch
    {
        Guid guid => guid,
        string text => Guid.Parse(text, CultureInfo.InvariantCulture),
        _ => throw new DataException($"The database holds a {value.GetType().Name} where an id is expected."),
    };

    private sealed class GuidHandler : SqlMapper.TypeHandler<Guid>
    {
        public override void SetValue(IDbDataParameter parameter, Guid value) => SetGuid(parameter, value);

        public override Guid Parse(object value) => ToGuid(value);
    }

    private sealed class IdHandler<T> : SqlMapper.TypeHandler<T> where T : struct, IId<T>
    {
        public override void SetValue(IDbDataParameter parameter, T value) => SetGuid(parameter, value.Value);

        public override T Parse(object value) => T.From(ToGuid(value));
    }

    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUnixTimeMilliseconds();

        public override DateTimeOffset Parse(object value) => DateTimeOffset.FromUnixTimeMilliseconds((long)value);
    }

    private sealed class KeyHandler<T>(Func<T, string> text, Func<string, T> parse) : SqlMapper.TypeHandler<T> where T : struct
    {
        public override void SetValue(IDbDataParameter parameter, T value) => parameter.Value = text(value);

        public override T Parse(object value) => parse((string)value);
    }
}
