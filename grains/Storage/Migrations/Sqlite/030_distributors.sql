CREATE TABLE execution (
    id TEXT PRIMARY KEY,
    interface_id TEXT NOT NULL,
    function integer NOT NULL,
    performance_id TEXT,
    trigger_kind integer NOT NULL,
    who text NOT NULL,
    state integer NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    counts text NOT NULL,
    error_count integer NOT NULL,
    first_error text
);

CREATE INDEX execution_of_interface ON execution (interface_id, started_at, id);

CREATE TABLE execution_error (
    execution_id TEXT NOT NULL REFERENCES execution,
    position integer NOT NULL,
    kind integer NOT NULL,
    subject text NOT NULL,
    message text NOT NULL,
    what_to_do text NOT NULL,
    PRIMARY KEY (execution_id, position)
);
