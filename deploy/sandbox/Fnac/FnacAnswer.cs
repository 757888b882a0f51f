using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Distribution.Sandbox.Fnac;

/// <summary>What Fnac answers: a yes with the service's element, or an error. Both are 200; other statuses come from what stands before it.</summary>
internal sealed class FnacAnswer
{
    public static readonly FnacAnswer TooLarge = new(
        StatusCodes.Status413PayloadTooLarge, Erreur("TROP_GRAND", "The request is larger than 64 MiB.").WriteTo);

    private readonly int _status;
    private readonly Action<XmlWriter> _content;

    private FnacAnswer(int status, Action<XmlWriter> content)
    {
        _status = status;
        _content = content;
    }

    public static FnacAnswer Yes(XElement content) => new(StatusCodes.Status200OK, content.WriteTo);

    public static FnacAnswer Yes(Action<XmlWriter> content) => new(StatusCodes.Status200OK, content);

    public static FnacAnswer Error(string code, string message, params XAttribute[] more) =>
        new(StatusCodes.Status200OK, Erreur(code, message, more).WriteTo);

    public static FnacAnswer Invalid(string field, string message) => Error("CHAMP_INVALIDE", message, new XAttribute("champ", field));

    /// <param name="message">Of the request; empty where that could not be read.</param>
    public IResult Result(Guid message)
    {
        var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            writer.WriteStartElement("Reponse", FnacXml.Ns.NamespaceName);
            writer.WriteAttributeString("message", message.ToString());
            _content(writer);
            writer.WriteEndElement();
        }

        return new Xml(_status, bytes);
    }

    private static XElement Erreur(string code, string message, params XAttribute[] more) =>
        new(FnacXml.Ns + "Erreur", new XAttribute("code", code), more, message);

    private sealed class Xml(int status, MemoryStream bytes) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = FnacEndpoints.Samples.ContentType;
            httpContext.Response.ContentLength = bytes.Length;
            await httpContext.Response.Body.WriteAsync(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), httpContext.RequestAborted);
        }
    }
}
