using System.Xml;
using System.Xml.Linq;

namespace Distribution.Sandbox.Fnac;

/// <summary>One request: who asks, and what for.</summary>
/// <param name="Body">The element of the service.</param>
internal sealed record FnacRequest(Guid Message, string Login, string Password, string ManagerCode, XElement Body)
{
    /// <summary>The request, or what is wrong with it as a whole.</summary>
    public static async Task<(FnacRequest? Request, FnacAnswer? Problem)> Read(HttpRequest http)
    {
        try
        {
            using var reader = XmlReader.Create(http.Body, FnacXml.Reading);
            var document = await XDocument.LoadAsync(reader, LoadOptions.PreserveWhitespace, http.HttpContext.RequestAborted);
            return Of(document.Root!);
        }
        catch (XmlException exception)
        {
            return (null, FnacAnswer.Error("XML_INVALIDE", exception.Message));
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, FnacAnswer.TooLarge);
        }
    }

    public string? Attribute(string name) => Body.Attribute(name)?.Value;

    /// <summary>Whether it is not that service's, or has an attribute that the service does not know.</summary>
    public FnacAnswer? Problem(string service, params string[] attributes) =>
        Body.Name == FnacXml.Ns + service ? Unknown(Body, attributes, []) : FnacAnswer.Invalid(Body.Name.LocalName, $"A {service} is asked for here.");

    /// <summary>What an element has that is not known.</summary>
    public static FnacAnswer? Unknown(XElement element, string[] attributes, string[] children)
    {
        var attribute = element.Attributes().FirstOrDefault(known => !known.IsNamespaceDeclaration && !attributes.Contains(known.Name.ToString()));
        var child = element.Elements().FirstOrDefault(known => known.Name.Namespace != FnacXml.Ns || !children.Contains(known.Name.LocalName));
        return (attribute?.Name ?? child?.Name) is { } unknown ? FnacAnswer.Invalid($"{element.Name.LocalName}/{unknown.LocalName}", "Not known here.") : null;
    }

    private static (FnacRequest? Request, FnacAnswer? Problem) Of(XElement root)
    {
        if (root.Name != FnacXml.Ns + "Demande")
        {
            return (null, FnacAnswer.Invalid(root.Name.LocalName, "A Demande in the namespace of this service is asked for."));
        }

        if (!Guid.TryParseExact(root.Attribute("message")?.Value, "D", out var message) || message == Guid.Empty)
        {
            return (null, FnacAnswer.Invalid("message", "Not a UUID."));
        }

        var elements = root.Elements().ToList();
        if (elements.Count != 2 || elements[0].Name != FnacXml.Ns + "Identification")
        {
            return (null, FnacAnswer.Invalid("Demande", "It has an Identification, then one service."));
        }

        string Text(string name) => elements[0].Element(FnacXml.Ns + name)?.Value ?? "";
        return (new FnacRequest(message, Text("Login"), Text("MotDePasse"), Text("CodeGestionnaire"), elements[1]), null);
    }
}
