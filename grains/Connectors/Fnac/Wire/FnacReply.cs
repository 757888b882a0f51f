using System.Globalization;
using System.Xml;

namespace Distribution.Connectors.Fnac.Wire;

/// <summary>An answer: what was asked for, or Fnac's error, or what is wrong with it. Exactly one of the three is there.</summary>
internal sealed record FnacReply<T>(T? Value, FnacError? Error, string? Problem)
    where T : class
{
    /// <param name="request">What is answered. An error may bear no message id, where Fnac could not read it.</param>
    /// <param name="content">Reads the service's element, with a reader that stands on it and ends with it.</param>
    public static FnacReply<T> Read(ReadOnlyMemory<byte> body, FnacRequest request, Func<XmlReader, T> content)
    {
        if (FnacDocument.Problem(body) is { } problem)
        {
            return new FnacReply<T>(null, null, problem);
        }

        try
        {
            using var reader = FnacDocument.Open(body);
            return Read(reader, request, content);
        }
        catch (FnacFormatException wrong)
        {
            return new FnacReply<T>(null, null, wrong.Message);
        }
        catch (XmlException exception)
        {
            return new FnacReply<T>(null, null, $"it has something else where a text should be ({FnacDocument.Where(exception)})");
        }
    }

    private static FnacReply<T> Read(XmlReader reader, FnacRequest request, Func<XmlReader, T> content)
    {
        reader.MoveToContent();
        if (reader.LocalName != "Reponse" || reader.NamespaceURI != FnacDocument.Namespace)
        {
            throw new FnacFormatException(
                $"it begins with <{Text.Quoted(reader.LocalName)}> of the namespace “{Text.Quoted(reader.NamespaceURI)}”, not with <Reponse> of {FnacDocument.Namespace}");
        }

        var message = Guid.TryParseExact(reader.GetAttribute("message"), "D", out var id) ? id : (Guid?)null;
        T? value = null;
        foreach (var element in FnacReading.Children(reader))
        {
            if (element.LocalName == "Erreur" && value is null && (message == request.Message || message == Guid.Empty))
            {
                return new FnacReply<T>(null, FnacError.Read(element), null);
            }

            if (element.LocalName == request.Service.Element)
            {
                value = message != request.Message ? throw new FnacFormatException("it is the answer to another message")
                    : value is null ? content(element)
                    : throw new FnacFormatException($"<{request.Service.Element}> is there twice");
            }
        }

        return new FnacReply<T>(value ?? throw new FnacFormatException($"it has no <{request.Service.Element}>"), null, null);
    }
}

/// <summary>README.md, "Errors".</summary>
internal sealed record FnacError(string Code, string? Field, long? LastVersion, string Message)
{
    public static FnacError Read(XmlReader reader)
    {
        var code = reader.GetAttribute("code") ?? "";
        var field = reader.GetAttribute("champ");
        var last = long.TryParse(reader.GetAttribute("derniereVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : (long?)null;
        return new FnacError(code, field, last, reader.ReadElementContentAsString());
    }
}

/// <summary>An answer does not keep to the protocol; the message says how, as the end of a sentence. It never leaves this folder.</summary>
internal sealed class FnacFormatException(string problem) : Exception(problem);
