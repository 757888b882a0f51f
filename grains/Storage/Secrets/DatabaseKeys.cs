using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Distribution.Storage.Secrets;

/// <summary>
/// The Data Protection key ring, kept in the database. The interface is synchronous and may be called in a grain's turn,
/// whose scheduler must not be waited for: hence <see cref="Task.Run(Func{Task})"/>.
/// </summary>
internal sealed class DatabaseKeys(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Task.Run(() => database.Read(connection => connection.QueryAsync<string>("SELECT xml FROM data_protection_keys ORDER BY name")))
            .GetAwaiter().GetResult().Select(xml => XElement.Parse(xml)).ToList();

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => database.Write((connection, transaction) => connection.ExecuteAsync(
                """
                INSERT INTO data_protection_keys (name, xml) VALUES (@name, @xml)
                ON CONFLICT (name) DO UPDATE SET xml = excluded.xml
                """,
                new { name = friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) },
                transaction)))
            .GetAwaiter().GetResult();
}
