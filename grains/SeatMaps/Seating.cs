namespace Distribution.SeatMaps;

/// <summary>How the best available places are to one another: the step that found them. The numbers stand in the journal and never change.</summary>
public enum Seating : byte
{
    /// <summary>Neighbours in one row; no single seat is left alone, unless accessible places were asked for.</summary>
    Neighbours = 1,
    /// <summary>Neighbours in one row; beside them a single seat is left alone.</summary>
    NeighboursLeavingOneAlone = 2,
    /// <summary>In one unnumbered area.</summary>
    OneArea = 3,
    /// <summary>Two groups of neighbours, one row behind the other.</summary>
    TwoRows = 4,
    /// <summary>Apart; of a party with accessible places each of them has a companion place beside it, as far as there was one.</summary>
    Apart = 5,
    /// <summary>Neighbours in one row, with a companion place for each accessible one as far as so many come along.</summary>
    NeighboursWithCompanions = 6,
    /// <summary>In one row with gaps, the others as near to the accessible places as may be.</summary>
    OneRow = 7,
}
