namespace Distribution.Catalog.SeatingPlans;

/// <summary>Whom a numbered place is made for. A request that names no place gets standard seats, unless it asks for accessible places.</summary>
public enum SeatKind : byte
{
    /// <summary>A seat for anybody.</summary>
    Standard,

    /// <summary>A place for a wheelchair.</summary>
    Accessible,

    /// <summary>A seat for somebody who comes with the person in an accessible place.</summary>
    Companion,
}
