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
