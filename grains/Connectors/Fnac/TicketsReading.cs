using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using Distribution.Connectors.Fnac.Wire;

namespace Distribution.Connectors.Fnac;

/// <summary>Reads a page of the access control data. The page is read or not; its tickets are read one by one, by <see cref="TicketReading"/>.</summary>
internal static class TicketsReading
{
    /// <summary>The page; an error of the protocol is thrown for <see cref="FnacReply{T}"/>.</summary>
    /// <param name="since">As it was asked: the sequences of the page come after it, and its cursor is the last of them.</param>
    public static PullAnswer.Page Read(XmlReader reader, long since, int limit)
    {
        const string Element = "DonneesControle";
        var last = FnacReading.Required(FnacReading.Number(reader, "derniere"), Element, "derniere");
        var more = FnacReading.Required(FnacReading.Flag(reader, "suite"), Element, "suite");
        if (FnacReading.Number(reader, "depuis") != since)
        {
            throw new FnacFormatException($"it is not the page after the sequence {since}");
        }

        var lines = Lines(reader, since, last, limit);
        if (lines.IsEmpty)
        {
            return last == since && !more
                ? new PullAnswer.Page([], null, false)
                : throw new FnacFormatException("it has no tickets and says that there are some");
        }

        return new PullAnswer.Page(lines, last.ToString(CultureInfo.InvariantCulture), more);
    }

    /// <summary>A file: the element of the access control data, by itself or in an answer, with tickets of any number.</summary>
    public static SalesFileAnswer Read(SalesFile file)
    {
        if (FnacDocument.Problem(file.Content) is { } problem)
        {
            return SalesFileWords.Unusable(file, problem);
        }

        try
        {
            // Once over all of it, so that what is wrong with it is known before anything of it is taken.
            return Elements(file).Take(SalesFile.MaxLines + 1).Count() > SalesFile.MaxLines
                ? SalesFileWords.Unusable(file, SalesFileWords.TooManyLines)
                : new SalesFileAnswer.Read(Elements(file).Select((xml, index) => SalesFileWords.At(file, $"ticket {index + 1}", TicketReading.Read(xml))));
        }
        catch (FnacFormatException wrong)
        {
            return SalesFileWords.Unusable(file, wrong.Message);
        }
    }

    private static IEnumerable<string> Elements(SalesFile file)
    {
        using var reader = FnacDocument.Open(file.Content);
        reader.MoveToContent();
        if (reader.LocalName == "Reponse" && reader.NamespaceURI == FnacDocument.Namespace)
        {
            while (reader.Read() && reader.NodeType is not XmlNodeType.Element)
            {
                // Blanks before the element.
            }
        }

        if (reader.LocalName != "DonneesControle" || reader.NamespaceURI != FnacDocument.Namespace)
        {
            throw new FnacFormatException($"it has no <DonneesControle> of {FnacDocument.Namespace}");
        }

        foreach (var element in FnacReading.All(reader))
        {
            yield return element.ReadOuterXml();
        }
    }

    /// <summary>What stands where a ticket should is a line too, whatever it is: passed over, it would be a sale that nobody ever learns of.</summary>
    private static ImmutableArray<SaleLine> Lines(XmlReader reader, long since, long last, int limit)
    {
        var lines = ImmutableArray.CreateBuilder<SaleLine>();
        var before = since;
        foreach (var element in FnacReading.All(reader))
        {
            if (lines.Count == limit)
            {
                throw new FnacFormatException($"it has more tickets than the {limit} that were asked for");
            }

            if (FnacReading.Number(element, "sequence") is { } sequence)
            {
                if (sequence <= before || sequence > last)
                {
                    throw new FnacFormatException($"the sequence {sequence} does not stand between {before} and {last}");
                }

                before = sequence;
            }

            lines.Add(TicketReading.Read(element.ReadOuterXml()));
        }

        // With the last ticket's sequence missing, it is the ticket that is unreadable, not the page.
        return lines.Count == 0 || lines[^1] is SaleLine.Unreadable || before == last
            ? lines.ToImmutable()
            : throw new FnacFormatException($"its last ticket has the sequence {before}, not {last}");
    }
}
