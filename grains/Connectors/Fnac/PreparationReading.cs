using System.Xml;
using Distribution.Connectors.Fnac.Wire;

namespace Distribution.Connectors.Fnac;

internal static class PreparationReading
{
    /// <summary>The answer to a preparation; an error of the protocol is thrown for <see cref="FnacReply{T}"/>.</summary>
    public static AccessControlPreparation Read(XmlReader reader, string performance)
    {
        if (reader.GetAttribute("seance") != performance)
        {
            throw new FnacFormatException("it is the answer about another performance");
        }

        var tickets = FnacReading.Required(FnacReading.Count(reader, "billets"), "PreparationControle", "billets");
        return new AccessControlPreparation(
            tickets, FnacReading.Required(LineChecks.Time(reader.GetAttribute("cloture")), "PreparationControle", "cloture"));
    }
}
