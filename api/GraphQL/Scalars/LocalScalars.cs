using System.Globalization;
using Distribution.Api.GraphQL.Errors;

namespace Distribution.Api.GraphQL.Scalars;

internal sealed class DateScalar : TextScalar<DateOnly>
{
    private const string Format = "yyyy-MM-dd";

    public DateScalar() : base(Read, date => date.ToString(Format, CultureInfo.InvariantCulture))
    {
        Name = "Date";
        Description = "A day of the calendar, whatever the time zone, such as 2027-03-06.";
        SpecifiedBy.Mark(this, "https://www.rfc-editor.org/rfc/rfc3339#section-5.6");
    }

    private static DateOnly Read(string text) => DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw new FormatException($"“{ErrorText.Start(text)}” is no Date: one is written as year, month and day, such as 2027-03-06.");
}

internal sealed class TimeOfDayScalar : TextScalar<TimeOnly>
{
    private const string Format = "HH:mm";

    public TimeOfDayScalar() : base(Read, time => time.ToString(Format, CultureInfo.InvariantCulture))
    {
        Name = "TimeOfDay";
        Description = "A minute of the day as the clock on the wall shows it, from 00:00 to 23:59.";
    }

    private static TimeOnly Read(string text) => TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw new FormatException($"“{ErrorText.Start(text)}” is no TimeOfDay: one is written with two digits each for hour and minute, from 00:00 to 23:59.");
}
