namespace Distribution.Distributors;

/// <summary>Looks mappings up in both directions; made once for a run, so that a run uses one version throughout.</summary>
internal sealed class MappingIndex
{
    private readonly Dictionary<(MappingKind, string), string> _theirs;
    private readonly Dictionary<(MappingKind, string), string> _ours;

    public MappingIndex(MappingSet set)
    {
        Version = set.Version;
        _theirs = set.Mappings.ToDictionary(m => (m.Kind, m.Ours), m => m.Theirs);
        _ours = set.Mappings.GroupBy(m => (m.Kind, m.Theirs)).ToDictionary(group => group.Key, group => group.First().Ours);
    }

    public long Version { get; }

    public string? Theirs(MappingKind kind, string ours) => _theirs.GetValueOrDefault((kind, ours));

    public string? Ours(MappingKind kind, string theirs) => _ours.GetValueOrDefault((kind, theirs));

    public IEnumerable<string> AllOurs(MappingKind kind) => _theirs.Keys.Where(key => key.Item1 == kind).Select(key => key.Item2);
}
