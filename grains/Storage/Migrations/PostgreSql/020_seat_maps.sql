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
