CREATE TABLE mapping_version (
    interface_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    fingerprint text NOT NULL,
    who text NOT NULL,
    made_at INTEGER NOT NULL,
    file text,
    change_count integer NOT NULL,
    changes text NOT NULL,
    whole text,
    PRIMARY KEY (interface_id, version),
    UNIQUE (interface_id, command_id)
);

ALTER TABLE execution ADD COLUMN mapping_version INTEGER NOT NULL DEFAULT 0;
