using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using Distribution.Distributors;
using Distribution.Distributors.Health;

namespace Distribution.Alerts;

/// <summary>What an e-mail says, as plain text and as simple HTML in which everything that came from elsewhere is escaped.</summary>
internal sealed record MailText(string Subject, string Plain, string Html)
{
    /// <summary>Characters of a name in a subject.</summary>
    private const int MaxName = 100;

    /// <summary>Characters of what a run said.</summary>
    private const int MaxSaid = 1_000;

    /// <param name="publicUrl">Null: there are no links.</param>
    public static MailText Of(AlertKind kind, string distributor, string venue, ImmutableArray<FunctionHealth> functions, MailLanguage language, Uri? publicUrl)
    {
        var words = MailWords.In(language);
        var name = OneLine(distributor, MaxName);
        var paragraphs = new List<Paragraph> { new(words.Opening(kind, name, OneLine(venue, MaxName))) };
        var told = kind is AlertKind.Recovered ? functions : [.. AlertRules.TroublesOf(functions)];
        foreach (var health in told)
        {
            paragraphs.AddRange(kind is AlertKind.Recovered ? [] : Of(health, words, publicUrl));
        }

        paragraphs.Add(new Paragraph(words.Footer));
        return new MailText(OneLine(words.Subject(kind, name), 200), Plainly(paragraphs), AsHtml(paragraphs, language));
    }

    /// <summary>Without control characters, so that a header stays one line, and no longer than so many characters.</summary>
    public static string OneLine(string text, int max)
    {
        var line = string.Concat(text.EnumerateRunes().Where(rune => rune != Rune.ReplacementChar).Select(rune => IsBreak(rune) ? " " : rune.ToString()));
        return line.Length <= max ? line : $"{line[..(char.IsHighSurrogate(line[max - 2]) ? max - 2 : max - 1)]}…";
    }

    private static bool IsBreak(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static IEnumerable<Paragraph> Of(FunctionHealth health, MailWords words, Uri? publicUrl)
    {
        var since = health.State is HealthState.Late ? health.Due : health.FailingSince;
        yield return new($"{words.Function(health.Function)} : {words.State(health, since?.ToString("f", words.Culture) is { } moment ? $"{moment} UTC" : null, health.ErrorCount)}", IsHeading: true);
        if (health.Problem is { } problem)
        {
            yield return new(OneLine(problem, MaxSaid));
        }

        if (health.FirstError is { } error)
        {
            yield return new($"{words.FirstError} ({words.WhoMends(error.Kind)}) : {OneLine(error.Message, MaxSaid)}");
            yield return new($"{words.WhatToDo} : {OneLine(error.WhatToDo, MaxSaid)}");
        }

        if (publicUrl is not null && health.LastRun is { } run)
        {
            yield return new(words.Look, Link: $"{publicUrl.AbsoluteUri.TrimEnd('/')}/executions/{run}");
        }
    }

    private static string Plainly(IEnumerable<Paragraph> paragraphs) =>
        string.Concat(paragraphs.Select(paragraph => $"{paragraph.Text}{(paragraph.Link is { } link ? $" : {link}" : "")}\r\n\r\n"));

    private static string AsHtml(IEnumerable<Paragraph> paragraphs, MailLanguage language)
    {
        var body = string.Concat(paragraphs.Select(paragraph => paragraph switch
        {
            { IsHeading: true } => $"<h3>{Escaped(paragraph.Text)}</h3>\r\n",
            { Link: { } link } => $"<p><a href=\"{Escaped(link)}\">{Escaped(paragraph.Text)}</a></p>\r\n",
            _ => $"<p>{Escaped(paragraph.Text)}</p>\r\n",
        }));
        return $"<!DOCTYPE html>\r\n<html lang=\"{(language is MailLanguage.English ? "en" : "fr")}\"><head><meta charset=\"utf-8\"></head><body>\r\n{body}</body></html>\r\n";
    }

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private sealed record Paragraph(string Text, bool IsHeading = false, string? Link = null);
}
