-- Every file of sales that came by hand or was fetched. State: 1 waiting, 2 read, 3 unusable, 4 of a dry run. The content is there while it waits; the rest is
-- how a file is known again.
CREATE TABLE sales_file (
    id TEXT PRIMARY KEY,
    interface_id TEXT NOT NULL,
    name text NOT NULL,
    size INTEGER NOT NULL,
    hash text NOT NULL,
    modified_at INTEGER,
    fetched_from text,
    who text NOT NULL,
    received_at INTEGER NOT NULL,
    state integer NOT NULL,
    execution_id TEXT,
    lines integer NOT NULL,
    unreadable integer NOT NULL,
    problem text,
    content BLOB
);

CREATE INDEX sales_file_waiting ON sales_file (interface_id, received_at, id) WHERE state = 1;
CREATE INDEX sales_file_in_order ON sales_file (interface_id, received_at, id);
CREATE INDEX sales_file_by_name ON sales_file (interface_id, name);

-- The keys by which SFTP servers were known the first time.
CREATE TABLE known_host (
    server text PRIMARY KEY,
    fingerprint text NOT NULL,
    trusted_at INTEGER NOT NULL
);

-- What a distributor was told by people or by a file, and who agreed. The body is the whole allotment with what was added and withdrawn.
CREATE TABLE allotment_sheet (
    interface_id TEXT NOT NULL,
    performance_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_by text NOT NULL,
    body text NOT NULL,
    word text,
    PRIMARY KEY (interface_id, performance_id, version)
);

CREATE TABLE allotment_word (
    command_id TEXT PRIMARY KEY,
    interface_id TEXT NOT NULL,
    performance_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    body text NOT NULL
);
