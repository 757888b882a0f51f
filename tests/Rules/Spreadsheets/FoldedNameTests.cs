using CsCheck;
using Distribution.Spreadsheets;

namespace Distribution.Tests.Rules.Spreadsheets;

public sealed class FoldedNameTests
{
    [Theory]
    [InlineData("Œuvre n° 5", "OEUVRE N°5", true)]
    [InlineData("L’été — à Paris", "l'ete a paris", true)]
    [InlineData("Straße", "STRASSE", true)]
    [InlineData("e\u0301te\u0301", "été", true)]
    [InlineData("①②", "12", true)]
    [InlineData("Été", "Eté 2", false)]
    [InlineData("Bloc A", "Bloc B", false)]
    public void Names_are_equal_but_for_case_accents_and_punctuation(string one, string other, bool equal) => (FoldedName.Of(one) == FoldedName.Of(other)).ShouldBe(equal);

    [Fact]
    public void Folding_twice_is_folding_once_and_no_text_is_too_odd() => Gen.String.Sample(text => FoldedName.Of(FoldedName.Of(text)).ShouldBe(FoldedName.Of(text)));
}
