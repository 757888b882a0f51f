using Distribution.Primitives;
using Distribution.SeatMaps.Journal;

namespace Distribution.SeatMaps;

/// <summary>
/// What accepted commands were answered, so that the same command again is answered the same: about 50 bytes for each, for <see cref="Window"/>, unless
/// more than <see cref="MaxCommands"/> or <see cref="MaxBytes"/> came since.
/// </summary>
internal sealed class CommandMemory
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public const int MaxCommands = 200_000;

    /// <summary>Of all answers together; only answers with thousands of places ever come to this.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    // By id, where its bytes begin; they end where the next one's begin.
    private readonly RecentIds<uint> _commands = new();
    private readonly RecentBytes _bytes = new();
    private readonly ByteWriter _scratch = new();

    // Times and versions stand as differences to those of the first command.
    private (long Ticks, long Version) _base;
    private (long Ticks, long Version) _oldest;

    public int Count => _commands.Count;

    public (ulong Fingerprint, Answer Answer)? Find(CommandId command) =>
        _commands.Find(command.Value) is { } start ? Read(start, _commands.After(command.Value)) : null;

    /// <summary>The command that made a version.</summary>
    public (ulong Fingerprint, Answer Answer)? At(long version)
    {
        // Every version has one, so they stand in the order of the versions.
        var turn = version - _oldest.Version;
        return _commands.At(turn) is var (_, start) && Read(start, _commands.At(turn + 1)?.Value) is var found && found.Answer.Version == version ? found : null;
    }

    private (ulong Fingerprint, Answer Answer) Read(uint start, uint? end)
    {
        var from = new ByteReader(_bytes.Read(start, end));
        var at = from.Time(_base.Ticks);
        var version = _base.Version + from.Difference();
        return (from.Fixed(), AnswerCodec.Read(ref from, new EntryFacts(at)) with { Version = version });
    }

    public void Add(CommandId command, ulong fingerprint, DateTimeOffset at, long version, in Answer answer)
    {
        if (_commands.Count == 0)
        {
            _base = _oldest = (at.UtcTicks, version);
        }

        _scratch.Clear();
        _scratch.Difference(at.UtcTicks - _base.Ticks);
        _scratch.Difference(version - _base.Version);
        _scratch.Fixed(fingerprint);
        AnswerCodec.Write(_scratch, answer, new EntryFacts(at));
        _commands.Add(command.Value, _bytes.Add(_scratch.Written));
    }

    /// <summary>Forgets the oldest command if it is too old, or one too many.</summary>
    /// <param name="version">The version that the forgotten command made.</param>
    public bool TryForget(DateTimeOffset now, out long version)
    {
        version = _oldest.Version;
        if (_commands.Count == 0 || (_commands.Count <= MaxCommands && _bytes.Length <= MaxBytes && now.UtcTicks - _oldest.Ticks <= Window.Ticks))
        {
            return false;
        }

        _commands.DropOldest();
        _bytes.DropBefore(_commands.Count == 0 ? null : _commands.Oldest.Value);
        FindOldest();
        return true;
    }

    public Picture Take() => new(_commands.Take(), _bytes.Picture(), _base.Ticks, _base.Version);

    /// <summary>What <see cref="Picture.Write"/> wrote, into a memory that is new.</summary>
    public void Read(ref ByteReader from)
    {
        _base = (from.Number(), from.Number());
        for (var count = from.Length(); count > 0; count--)
        {
            var id = from.Id();
            _commands.Add(id, _bytes.Add(from.Bytes(from.Length())));
        }

        FindOldest();
    }

    private void FindOldest()
    {
        if (_commands.Count > 0)
        {
            var from = new ByteReader(_bytes.Read(_commands.Oldest.Value, _commands.At(1)?.Value));
            _oldest = (from.Time(_base.Ticks).UtcTicks, _base.Version + from.Difference());
        }
    }

    /// <summary>All that was remembered at a moment, which is written while other commands are remembered.</summary>
    internal readonly struct Picture(RecentIds<uint>.Picture commands, RecentBytes bytes, long ticks, long version)
    {
        /// <summary>The oldest first.</summary>
        public void Write(ByteWriter to)
        {
            to.Number(ticks);
            to.Number(version);
            to.Number(commands.Count);
            for (var turn = 0; turn < commands.Count; turn++)
            {
                var (id, start) = commands[turn];
                var command = bytes.Read(start, turn + 1 < commands.Count ? commands[turn + 1].Value : null);
                to.Id(id);
                to.Number(command.Length);
                to.Bytes(command);
            }
        }
    }
}
