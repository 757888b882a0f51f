using System.Globalization;
using System.Text;

namespace Distribution.Benchmarks.Stage;

/// <summary>A made-up arena of equal blocks with equal rows; each category has a quarter of the blocks, the best ones first.</summary>
internal sealed record GeneratedHall(int Blocks, int RowsPerBlock, int SeatsPerRow)
{
    public const int CategoryCount = 4;

    /// <summary>50,000 seats.</summary>
    public static readonly GeneratedHall Arena = new(40, 50, 25);

    /// <summary>80,000 seats.</summary>
    public static readonly GeneratedHall Stadium = new(64, 50, 25);

    public int Seats => Blocks * RowsPerBlock * SeatsPerRow;

    public static string Category(long number) => $"Cat {(number % CategoryCount) + 1}";

    /// <summary>The key of a seat by its number in the plan.</summary>
    public string Key(int seat)
    {
        var row = seat / SeatsPerRow;
        return string.Create(CultureInfo.InvariantCulture, $"{Block(row / RowsPerBlock)}-{(row % RowsPerBlock) + 1}-{(seat % SeatsPerRow) + 1}");
    }

    /// <summary>The number of a seat's category, from 0.</summary>
    public int CategoryOf(int seat) => seat * CategoryCount / Seats;

    public string ToCsv()
    {
        var text = new StringBuilder("area,block,row,seat,category,x,y\n");
        for (var seat = 0; seat < Seats; seat++)
        {
            var row = seat / SeatsPerRow;
            var block = row / RowsPerBlock;
            text.Append(CultureInfo.InvariantCulture, $"Arena,{Block(block)},{(row % RowsPerBlock) + 1},{(seat % SeatsPerRow) + 1},");
            var (x, y) = ((block % 8 * (SeatsPerRow + 5)) + (seat % SeatsPerRow), (block / 8 * (RowsPerBlock + 5)) + (row % RowsPerBlock));
            text.Append(CultureInfo.InvariantCulture, $"{Category(CategoryOf(seat))},{x},{y}\n");
        }

        return text.ToString();
    }

    /// <summary>The code of a block by its turn.</summary>
    public static string Block(int block) => string.Create(CultureInfo.InvariantCulture, $"B{block + 1}");
}
