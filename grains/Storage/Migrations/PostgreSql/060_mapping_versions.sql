CREATE TABLE mapping_version (
    interface_id uuid NOT NULL,
    version bigint NOT NULL,
    command_id uuid NOT NULL,
    fingerprint text NOT NULL,
    who text NOT NULL,
    made_at bigint NOT NULL,
    file text,
    change_count integer NOT NULL,
    changes text NOT NULL,
    whole text,
    PRIMARY KEY (interface_id, version),
    UNIQUE (interface_id, command_id)
);

ALTER TABLE execution ADD COLUMN mapping_version bigint NOT NULL DEFAULT 0;
