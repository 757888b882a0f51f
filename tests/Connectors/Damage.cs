namespace Distribution.Tests.Connectors;

/// <summary>Changes some bytes of a file, as broken links, editors and strangers do.</summary>
internal static class Damage
{
    public const int MaxEdits = 4;

    private static readonly byte[] Telling = "\";,\t|\n\r=:.<>{}[]&'0 9-/\0"u8.ToArray();

    /// <param name="edits">How many places were changed, 1 to <see cref="MaxEdits"/>.</param>
    public static byte[] To(byte[] sound, Random chance, out int edits)
    {
        var bytes = sound.ToList();
        edits = chance.Next(1, MaxEdits + 1);
        for (var edit = 0; edit < edits && bytes.Count > 0; edit++)
        {
            var at = chance.Next(bytes.Count);
            var length = Math.Min(chance.Next(1, 30), bytes.Count - at);
            switch (chance.Next(8))
            {
                case 0:
                    bytes[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << chance.Next(8));
                    break;
                case 2:
                    bytes[at] = Telling[chance.Next(Telling.Length)];
                    break;
                case 3:
                    bytes.Insert(at, Telling[chance.Next(Telling.Length)]);
                    break;
                case 4:
                    bytes.Insert(at, (byte)chance.Next(256));
                    break;
                case 5:
                    bytes.RemoveRange(at, length);
                    break;
                case 6:
                    bytes.InsertRange(chance.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.RemoveRange(at, chance.Next(4) == 0 ? bytes.Count - at : 1);
                    break;
            }
        }

        return [.. bytes];
    }
}
