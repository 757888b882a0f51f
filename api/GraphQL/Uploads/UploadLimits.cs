namespace Distribution.Api.GraphQL.Uploads;

/// <summary>What a multipart request may bring; the whole of it is bounded by <see cref="Transport.RequestLimits.Body"/>. In bytes unless said otherwise.</summary>
internal static class UploadLimits
{
    public const int Files = 5;

    public const int FileBytes = 24 * 1024 * 1024;

    /// <summary>The part <c>operations</c>.</summary>
    public const int Operations = 1024 * 1024;

    /// <summary>The part <c>map</c>.</summary>
    public const int Map = 16 * 1024;

    /// <summary>Variables that files are put into, all files together.</summary>
    public const int Paths = 20;

    /// <summary>Letters of a path, and of a file's name.</summary>
    public const int Name = 200;

    /// <summary>Letters of the boundary; RFC 2046 has 70.</summary>
    public const int Boundary = 70;

    public const int PartHeaders = 8;
    public const int PartHeaderBytes = 4 * 1024;
}
