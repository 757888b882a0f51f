namespace Distribution.Sandbox.Storage;

internal static class Schema
{
    /// <summary>Made anew at each start where it is missing. Ids come from counters that a reset leaves alone, so that no ticket id is ever used twice.</summary>
    public const string Script = """
        CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS credential (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS performance (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, catalogue TEXT NOT NULL, last_version INTEGER NOT NULL DEFAULT 0,
            tickets_per_minute INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS place (
            performance TEXT NOT NULL REFERENCES performance(id), place TEXT NOT NULL,
            block TEXT NOT NULL, row TEXT NOT NULL, seat TEXT NOT NULL, category TEXT NOT NULL,
            ticket INTEGER NULL, PRIMARY KEY (performance, place));
        CREATE TABLE IF NOT EXISTS area (
            performance TEXT NOT NULL REFERENCES performance(id), area TEXT NOT NULL, category TEXT NOT NULL,
            allotted INTEGER NOT NULL, sold INTEGER NOT NULL, CHECK (0 <= sold AND sold <= allotted), PRIMARY KEY (performance, area));
        CREATE TABLE IF NOT EXISTS closing (performance TEXT PRIMARY KEY REFERENCES performance(id), at INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS message (id TEXT PRIMARY KEY, performance TEXT NOT NULL, content TEXT NOT NULL, answer TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS ticket (
            number INTEGER PRIMARY KEY, sale INTEGER NOT NULL, performance TEXT NOT NULL, place TEXT NULL, area TEXT NULL,
            category TEXT NOT NULL, audience TEXT NOT NULL, amount INTEGER NOT NULL, currency TEXT NOT NULL,
            sold_at INTEGER NOT NULL, cancelled_at INTEGER NULL, ghost INTEGER NOT NULL DEFAULT 0, CHECK ((place IS NULL) <> (area IS NULL)));
        CREATE UNIQUE INDEX IF NOT EXISTS ticket_one_per_place ON ticket (performance, place) WHERE place IS NOT NULL AND cancelled_at IS NULL AND ghost = 0;
        CREATE TABLE IF NOT EXISTS line (seq INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL, type TEXT NOT NULL, ticket INTEGER NULL, raw TEXT NULL);
        CREATE TABLE IF NOT EXISTS feed (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), acknowledged INTEGER NOT NULL, given INTEGER NOT NULL);
        INSERT INTO feed VALUES (1, 0, 0) ON CONFLICT DO NOTHING;
        CREATE TABLE IF NOT EXISTS failure (id INTEGER PRIMARY KEY AUTOINCREMENT, times INTEGER NULL, body TEXT NOT NULL);
        """;

    public const string Reset = """
        DELETE FROM credential; DELETE FROM failure; DELETE FROM message; DELETE FROM line; DELETE FROM ticket;
        DELETE FROM place; DELETE FROM area; DELETE FROM closing; DELETE FROM performance;
        UPDATE feed SET acknowledged = given;
        """;
}
