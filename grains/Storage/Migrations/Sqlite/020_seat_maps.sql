-- The head row is the fence: an append must find its own epoch and version there.
CREATE TABLE seat_map (
    performance_id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    version INTEGER NOT NULL
);

-- One row for each batch of accepted commands; version is that of its last entry.
CREATE TABLE seat_map_journal (
    performance_id TEXT NOT NULL REFERENCES seat_map,
    version INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    at INTEGER NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (performance_id, version)
);

-- The whole seat map at one version; a journal row up to that version is needed for the audit log only.
CREATE TABLE seat_map_snapshot (
    performance_id TEXT PRIMARY KEY REFERENCES seat_map,
    version INTEGER NOT NULL,
    at INTEGER NOT NULL,
    body BLOB NOT NULL
);
