using Orleans.Runtime;

namespace Distribution.Tests.Cluster;

public interface INoteGrain : IGrainWithGuidKey
{
    Task Write(string text);

    Task<string> Read();
}

/// <summary>The smallest grain that keeps something, to test what keeps it.</summary>
internal sealed class NoteGrain([PersistentState("note")] IPersistentState<Note> state) : Grain, INoteGrain
{
    public Task Write(string text)
    {
        state.State.Text = text;
        return state.WriteStateAsync();
    }

    public Task<string> Read() => Task.FromResult(state.State.Text);
}

[GenerateSerializer, Alias("Tests.Note")]
public sealed class Note
{
    [Id(0)] public string Text { get; set; } = "";
}

/// <summary>What <see cref="Note"/> may have become in a later version of the program.</summary>
[GenerateSerializer, Alias("Tests.NoteOfNextYear")]
public sealed class NoteOfNextYear
{
    [Id(0)] public string Text { get; set; } = "";

    [Id(1)] public List<string> Tags { get; set; } = [];
}
