using Distribution.Connectors.Http;

namespace Distribution.Connectors.Fnac;

public sealed class FnacOptions : HttpExchangeOptions
{
    public const string Section = "Distribution:Connectors:Fnac";

    public override string ConfigurationSection => Section;
}
