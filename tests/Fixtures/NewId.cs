using System.Security.Cryptography;
using Distribution.Primitives;

namespace Distribution.Tests.Fixtures;

/// <summary>Ids for tests, where it does not matter which.</summary>
internal static class NewId
{
    public static Guid Guid() => new(RandomNumberGenerator.GetBytes(16));

    public static T Of<T>() where T : struct, IId<T> => T.From(Guid());
}
