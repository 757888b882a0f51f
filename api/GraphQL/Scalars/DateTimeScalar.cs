using System.Globalization;
using System.Text.RegularExpressions;
using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Scalars;

internal sealed partial class DateTimeScalar : TextScalar<DateTimeOffset>
{
    public DateTimeScalar() : base(Read, Write)
    {
        Name = "DateTime";
        Description = "A moment as RFC 3339 with an offset, such as 2026-11-24T19:30:00Z. Answers are always in UTC, to the millisecond where there are any.";
        SpecifiedBy.Mark(this, "https://scalars.graphql.org/andimarek/date-time.html");
    }

    private static DateTimeOffset Read(string text) =>
        Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment.ToUniversalTime()
            : throw new FormatException($"“{ErrorText.Start(text)}” is no DateTime: one is written as RFC 3339 with an offset, such as 2026-11-24T19:30:00Z.");

    private static string Write(DateTimeOffset moment) =>
        moment.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,7})?([Zz]|[+-]\d\d:\d\d)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Rfc3339();
}
