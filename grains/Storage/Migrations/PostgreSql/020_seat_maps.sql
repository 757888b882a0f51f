-- The head row is the fence: an append must find its own epoch and version there.
CREATE TABLE seat_map (
    performance_id uuid PRIMARY KEY,
    epoch bigint NOT NULL,
    version bigint NOT NULL
);

-- One row for each batch of accepted commands; version is that of its last entry.
CREATE TABLE seat_map_journal (
    performance_id uuid NOT NULL REFERENCES seat_map,
    version bigint NOT NULL,
    epoch bigint NOT NULL,
    at bigint NOT NULL,
    entries bytea NOT NULL,
    PRIMARY KEY (performance_id, version)
);

-- The whole seat map at one version; a journal row up to that version is needed for the audit log only.
CREATE TABLE seat_map_snapshot (
    performance_id uuid PRIMARY KEY REFERENCES seat_map,
    version bigint NOT NULL,
    at bigint NOT NULL,
    body bytea NOT NULL
);

-- Already compact: compressing it would cost more than it saves.
ALTER TABLE seat_map_journal ALTER COLUMN entries SET STORAGE EXTERNAL;
ALTER TABLE seat_map_snapshot ALTER COLUMN body SET STORAGE EXTERNAL;
