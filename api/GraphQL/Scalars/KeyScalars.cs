using Distribution.Catalog.SeatingPlans;
using Distribution.Primitives;

namespace Distribution.Api.GraphQL.Scalars;

internal sealed class PlaceKeyScalar : TextScalar<PlaceKey>
{
    public PlaceKeyScalar() : base(text => new PlaceKey(text), key => key.Value)
    {
        Name = "PlaceKey";
        Description = $"The name of a numbered place in its seating plan, such as D-14-1: 1 to {KeyText.MaxLength} characters, none of them a control character.";
    }
}

internal sealed class AreaKeyScalar : TextScalar<AreaKey>
{
    public AreaKeyScalar() : base(text => new AreaKey(text), key => key.Value)
    {
        Name = "AreaKey";
        Description = $"The name of an unnumbered area in its seating plan: 1 to {KeyText.MaxLength} characters, none of them a control character.";
    }
}

internal sealed class PlanHashScalar : TextScalar<PlanHash>
{
    public PlanHashScalar() : base(text => new PlanHash(text), hash => hash.Value)
    {
        Name = "PlanHash";
        Description = $"The identity of a seating plan's content, as {PlanHash.Length} hexadecimal digits: what is kept under it never changes.";
    }
}
