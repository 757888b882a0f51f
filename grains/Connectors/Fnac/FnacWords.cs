using Distribution.Connectors.Fnac.Wire;
using Distribution.Connectors.Http;
using Distribution.Distributors;

namespace Distribution.Connectors.Fnac;

/// <summary>What Fnac's errors mean (README.md, "Errors").</summary>
internal static class FnacWords
{
    public const string UnknownSequence = "SEQUENCE_INCONNUE";

    /// <param name="subject">What was asked, such as <c>the allotment of performance “FN-4711”</c>.</param>
    public static ExchangeError Refused(ExchangeWords words, FnacError error, string subject) => error.Code switch
    {
        "IDENTIFICATION" => new(
            ErrorKind.Technical,
            $"Fnac refused the user or password of the interface, or its manager code{ExchangeWords.Said(error.Message)}.",
            "Correct them in the interface's set-up, then run it again."),
        "SEANCE_INCONNUE" => words.UnknownPerformance(subject, error.Message),
        "VERSION_DEPASSEE" => words.Superseded(subject, error.LastVersion),
        "MESSAGE_DIFFERENT" => words.OtherContent(subject),
        UnknownSequence => words.UnknownCursor(error.Message),
        "XML_INVALIDE" or "CHAMP_INVALIDE" or "TROP_GRAND" => words.NotAccepted(subject, error.Field, error.Message),
        _ => new(
            ErrorKind.Technical,
            $"Fnac answered {subject} with the error “{Text.Quoted(error.Code)}”, which was not agreed{ExchangeWords.Said(error.Message)}.",
            ExchangeWords.Later),
    };

    /// <summary>The version that it has already, where that is why it did not take an allotment.</summary>
    public static long? LastVersion(FnacError? error) => error?.Code == "VERSION_DEPASSEE" ? error.LastVersion : null;

    /// <summary>Whether an error says that an allotment was not taken.</summary>
    public static bool NotTaken(FnacError? error) =>
        error?.Code is "IDENTIFICATION" or "SEANCE_INCONNUE" or "VERSION_DEPASSEE" or "XML_INVALIDE" or "CHAMP_INVALIDE" or "TROP_GRAND";
}
