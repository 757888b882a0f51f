namespace Distribution.Demo;

/// <summary>What a distributor is given on one performance, and what it does with it.</summary>
/// <param name="Name">In lower case also its member of the JSON line.</param>
/// <param name="Type">Of its connector; the sandbox plays it under the same name.</param>
/// <param name="Prefix">Of its own id of the performance.</param>
/// <param name="Cancelled">Of those that it sold.</param>
internal sealed record Deal(string Name, string Type, string Prefix, int Numbered, int Standing, int SoldNumbered, int SoldStanding, int Cancelled)
{
    public static readonly Deal Ticketnet = new("Ticketnet", "ticketnet", "TN", Numbered: 300, Standing: 50, SoldNumbered: 120, SoldStanding: 20, Cancelled: 3);
    public static readonly Deal Fnac = new("Fnac", "fnac", "FN", Numbered: 200, Standing: 40, SoldNumbered: 80, SoldStanding: 15, Cancelled: 2);
    public static readonly Deal Digitick = new("Digitick", "digitick", "DG", Numbered: 90, Standing: 30, SoldNumbered: 45, SoldStanding: 10, Cancelled: 2);
    public static readonly Deal File = new("File", "files", "FI", Numbered: 60, Standing: 20, SoldNumbered: 25, SoldStanding: 5, Cancelled: 1);

    public int Allotted => Numbered + Standing;

    public int Sold => SoldNumbered + SoldStanding;

    /// <summary>What <c>setUpDistributorInterface</c> needs for it, but for whom to tell.</summary>
    public Dictionary<string, object> SetUp(Uri sandbox) => Type switch
    {
        "ticketnet" => new() { ["url"] = sandbox, ["user"] = "venue", ["password"] = "sandbox" },
        "fnac" => new() { ["url"] = sandbox, ["user"] = "venue", ["password"] = "sandbox", ["managerCode"] = "GEST-0042" },
        // No SFTP server runs here: its files come by hand, and this address is never called.
        "digitick" => new() { ["url"] = "sftp://sftp.digitick.example/ventes", ["user"] = "venue", ["password"] = "sandbox" },
        _ => new()
        {
            ["url"] = "upload:",
            ["columns"] = "kind = kind; ticket = ticket; sale = sale; performance = performance; place = place; area = area; "
                + "category = category; audience : ADULT; price = price; currency : EUR; date = date; barcode = barcode",
        },
    };
}
