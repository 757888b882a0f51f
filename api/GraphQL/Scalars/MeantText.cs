using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;
using Distribution.Api.GraphQL.Errors;
using Distribution.Primitives;
using Distribution.Api.GraphQL.TypeSystem;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Distribution.Api.GraphQL.Scalars;

/// <summary>
/// A string whose name says what it is: <c>timeZone</c>, <c>currency</c>, <c>email</c>, <c>url</c>, <c>color</c>. In the engine it is a string, checked by
/// its rules; clients get a scalar that says so and is checked before anything runs.
/// </summary>
internal sealed partial class MeantText : ScalarGraphType
{
    private readonly Func<string, bool> _fits;
    private readonly string _expected;

    private MeantText(string name, string url, string description, string expected, Func<string, bool> fits)
    {
        Name = name;
        Description = description;
        _expected = expected;
        _fits = fits;
        SpecifiedBy.Mark(this, url);
    }

    /// <summary>New ones for each schema, by the name of the parameter or property.</summary>
    public static IReadOnlyDictionary<string, ScalarGraphType> ByName()
    {
        var email = new MeantText(
            "EmailAddress",
            "https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address",
            "An e-mail address, such as box.office@venue.example.",
            "one e-mail address without a name, such as box.office@venue.example",
            text => MailAddress.TryCreate(text, out var address) && address.Address == text);
        return new Dictionary<string, ScalarGraphType>(StringComparer.OrdinalIgnoreCase)
        {
            ["timeZone"] = new MeantText(
                "TimeZone",
                "https://www.iana.org/time-zones",
                "A time zone by its name in the IANA database, such as Europe/Paris.",
                "a name of the IANA database, such as Europe/Paris",
                text => text.Length <= 64 && TimeZoneName().IsMatch(text)),
            ["currency"] = new MeantText(
                "Currency", "https://www.iso.org/iso-4217-currency-codes.html", "A currency by its code in ISO 4217, such as EUR.", "three capital letters, such as EUR", Money.IsCurrency),
            ["email"] = email,
            ["emails"] = email,
            ["url"] = new MeantText(
                "URL",
                "https://url.spec.whatwg.org/#url-writing",
                "An absolute URL, or one that is relative to the address of this API.",
                "a URL, such as https://venue.example/exchange",
                text => Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _)),
            ["color"] = new MeantText(
                "HexColorCode",
                "https://drafts.csswg.org/css-color/#hex-notation",
                "A colour as a number sign and six hexadecimal digits, such as #1e88e5.",
                "a number sign and six hexadecimal digits, such as #1e88e5",
                text => HexColor().IsMatch(text)),
        };
    }

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => Parse(text.Value.ToString()),
        GraphQLNullValue => null,
        _ => throw Misfit(value.Kind.ToString()),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text => Parse(text),
        _ => throw Misfit(string.Create(CultureInfo.InvariantCulture, $"{value}")),
    };

    public override object? Serialize(object? value) => value as string;

    private object Parse(string text) => _fits(text) ? text : new UnfitInput("", Problem(text));

    private FormatException Misfit(string text) => new(Problem(text));

    private string Problem(string text) => $"“{ErrorText.Start(text)}” is no {Name}: {_expected} is expected.";

    [GeneratedRegex(@"\A[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TimeZoneName();

    [GeneratedRegex(@"\A#[0-9A-Fa-f]{6}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HexColor();
}
