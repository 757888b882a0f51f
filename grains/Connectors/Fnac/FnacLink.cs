using System.Xml;
using Distribution.Connectors.Http;

namespace Distribution.Connectors.Fnac;

/// <summary>What must be right about a link before anything is sent over it.</summary>
internal static class FnacLink
{
    /// <summary>What is wrong with the link; null when nothing is.</summary>
    public static ExchangeError? Problem(ConnectorLink link) =>
        LinkCheck.Problem(link.Url) ?? Problem("user", link.User) ?? Problem("password", link.Password) ?? Problem("manager code", link.ManagerCode);

    private static ExchangeError? Problem(string noun, string text) =>
        text.Length == 0 || text.Any(char.IsControl) || !IsXml(text)
            ? LinkCheck.Credentials($"{noun} is empty or has a character that can't be sent")
            : null;

    private static bool IsXml(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
