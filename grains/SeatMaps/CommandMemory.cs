using Distribution.Primitives;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>
/// What accepted commands were answered, so that the same command again is answered the same: about 60 bytes for each, for
/// <see cref="Window"/>, unless more than <see cref="MaxCommands"/> came since.
/// </summary>
internal sealed class CommandMemory
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public const int MaxCommands = 200_000;

    private readonly RecentIds<Remembered> _commands = new();
    private readonly ByteWriter _scratch = new();

    // The answers' bytes in the order of the commands; those of forgotten commands stand at the front until they are half of it.
    private byte[] _answers = new byte[1024];
    private int _answersEnd;
    private long _answersBase;

    public int Count => _commands.Count;

    public (ulong Fingerprint, Answer Answer)? Find(CommandId command) =>
        _commands.Find(command.Value) is { } found ? (found.Fingerprint, AnswerOf(found)) : null;

    public void Add(CommandId command, ulong fingerprint, DateTimeOffset at, long version, in Answer answer)
    {
        _scratch.Clear();
        JournalCodec.Write(_scratch, answer);
        var written = _scratch.Written;
        if (_answers.Length - _answersEnd < written.Length)
        {
            MakeRoom(written.Length);
        }

        written.CopyTo(_answers.AsSpan(_answersEnd));
        _commands.Add(command.Value, new Remembered(fingerprint, at.UtcTicks, version, _answersBase + _answersEnd));
        _answersEnd += written.Length;
    }

    /// <summary>Forgets the oldest command if it is too old, or one too many.</summary>
    /// <param name="version">The version that the forgotten command made.</param>
    public bool TryForget(DateTimeOffset now, out long version)
    {
        version = 0;
        if (_commands.Count == 0)
        {
            return false;
        }

        var oldest = _commands.Oldest.Value;
        version = oldest.Version;
        if (_commands.Count <= MaxCommands && now.UtcTicks - oldest.AtTicks <= Window.Ticks)
        {
            return false;
        }

        _commands.DropOldest();
        return true;
    }

    /// <summary>The oldest first, as <see cref="Read"/> reads them.</summary>
    public void Write(ByteWriter to)
    {
        to.Number(_commands.Count);
        foreach (var (id, command) in _commands.All())
        {
            to.Id(id);
            to.Fixed(command.Fingerprint);
            to.Number(command.AtTicks);
            to.Number(command.Version);
            JournalCodec.Write(to, AnswerOf(command));
        }
    }

    public void Read(ref ByteReader from)
    {
        for (var count = from.Length(); count > 0; count--)
        {
            var (id, fingerprint, at, version) = (from.Id(), from.Fixed(), from.Number(), from.Number());
            Add(new CommandId(id), fingerprint, new DateTimeOffset(at, TimeSpan.Zero), version, JournalCodec.ReadAnswer(ref from));
        }
    }

    private Answer AnswerOf(Remembered command)
    {
        var from = new ByteReader(_answers.AsSpan((int)(command.AnswerAt - _answersBase), _answersEnd - (int)(command.AnswerAt - _answersBase)));
        return JournalCodec.ReadAnswer(ref from);
    }

    private void MakeRoom(int count)
    {
        var forgotten = _commands.Count == 0 ? _answersEnd : (int)(_commands.Oldest.Value.AnswerAt - _answersBase);
        var kept = _answers.AsSpan(forgotten, _answersEnd - forgotten);
        var target = forgotten * 2 >= _answersEnd && kept.Length + count <= _answers.Length
            ? _answers
            : new byte[Math.Max(_answers.Length, checked((kept.Length + count) * 3 / 2))];
        kept.CopyTo(target);
        _answers = target;
        _answersBase += forgotten;
        _answersEnd = kept.Length;
    }

    /// <param name="AnswerAt">Where its answer stands among all that were ever written.</param>
    private readonly record struct Remembered(ulong Fingerprint, long AtTicks, long Version, long AnswerAt);
}
