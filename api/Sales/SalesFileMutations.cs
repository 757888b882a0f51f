using Distribution.Api.GraphQL.Fields;
using Distribution.Api.GraphQL.Uploads;
using Distribution.Api.Security;
using Distribution.Distributors;
using Distribution.Primitives;
using Distribution.Sales.Files;

namespace Distribution.Api.Sales;

[MutationFields]
public static class SalesFileMutations
{
    /// <summary>
    /// Imports a file of sales, as the interface's distributor makes them; its link may be down. Answers once the file is kept and its import has started; the
    /// execution's id is the command's id. A sale that was imported before, by link or by file, stays one ticket. A line that can't be taken waits with its error.
    /// </summary>
    /// <param name="interface">Its type must have the capability `files`.</param>
    /// <param name="file">At most 24 MiB and 200,000 lines.</param>
    /// <param name="dryRun">Only says of each of its lines what would become of it, as the items of the execution; takes nothing of the file.</param>
    [Requires(Role.Operator)]
    public static async Task<Outcome<Execution>> ImportSalesFile(
        CommandContext command, SalesFileUpload files, CancellationToken cancellationToken, DistributorInterfaceId @interface, Upload file, bool dryRun = false)
    {
        await using var content = file.Open();
        return await files.Import(command, @interface, content, file.Name, dryRun, cancellationToken);
    }
}
