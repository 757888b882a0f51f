namespace Distribution.Catalog.SeatingPlans;

/// <summary>The formats a seating plan can be imported from; the folder's README describes both.</summary>
[GenerateSerializer, Alias("SeatingPlanFormat")]
public enum SeatingPlanFormat
{
    /// <summary>The open seating plan JSON of pretix.</summary>
    PretixJson = 1,

    /// <summary>One line per seat under the header <c>area,block,row,seat,category,x,y</c>, and <c>kind</c> where not all seats are standard.</summary>
    Csv,
}

/// <summary>An unnumbered area, given beside a file that can only say numbered seats.</summary>
/// <param name="Key">1 to 64 characters; neither an area of the file nor another unnumbered area has it.</param>
/// <param name="Category">1 to 64 characters; a category the file does not know is added.</param>
/// <param name="Capacity">Places, from 1.</param>
[GenerateSerializer, Immutable, Alias("NewUnnumberedArea")]
public sealed record NewUnnumberedArea(string Key, string Category, int Capacity);
