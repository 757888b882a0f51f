using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using PdfSharp.Fonts;

namespace Distribution.Printing;

/// <summary>
/// The font of everything printed: Inter, with letters of Latin, Greek and Cyrillic scripts. It comes with the program, so that a sheet looks
/// the same from every machine, whatever fonts that one has.
/// </summary>
internal sealed class InterFonts : IFontResolver
{
    public const string Family = "Inter";

    private const string Assembly = "Inter.dll";
    private const string Resource = "!AvaloniaResources";
    private static readonly Lazy<IReadOnlyDictionary<string, byte[]>> Faces = new(Load);

    /// <summary>PDFsharp asks one resolver for the whole process.</summary>
    public static void Register() => GlobalFontSettings.FontResolver ??= new InterFonts();

    public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(isBold ? "Inter-SemiBold.ttf" : "Inter-Regular.ttf");

    public byte[]? GetFont(string faceName) => Faces.Value.GetValueOrDefault(faceName);

    /// <summary>The font files lie in a resource of a package's assembly, of which nothing is run: an index of names, then the files.</summary>
    private static Dictionary<string, byte[]> Load()
    {
        using var reader = new BinaryReader(new MemoryStream(Resources()));
        var start = sizeof(int) + reader.ReadInt32();
        _ = reader.ReadInt32();
        var files = Enumerable.Range(0, reader.ReadInt32()).Select(_ => (Path: reader.ReadString(), Offset: reader.ReadInt32(), Size: reader.ReadInt32())).ToList();
        return files.ToDictionary(file => file.Path[(file.Path.LastIndexOf('/') + 1)..], File, StringComparer.Ordinal);

        byte[] File((string Path, int Offset, int Size) file)
        {
            reader.BaseStream.Position = start + file.Offset;
            return reader.ReadBytes(file.Size);
        }
    }

    private static byte[] Resources()
    {
        using var assembly = typeof(InterFonts).Assembly.GetManifestResourceStream(Assembly)
            ?? throw new InvalidOperationException("The program was built without its font: restore the packages and build it again.");
        using var image = new PEReader(assembly, PEStreamOptions.PrefetchEntireImage);
        var metadata = image.GetMetadataReader();
        var resource = metadata.ManifestResources.Select(metadata.GetManifestResource).Single(resource => metadata.StringComparer.Equals(resource.Name, Resource));
        var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
        var at = section.GetReader((int)resource.Offset, section.Length - (int)resource.Offset);
        return at.ReadBytes(at.ReadInt32());
    }
}
