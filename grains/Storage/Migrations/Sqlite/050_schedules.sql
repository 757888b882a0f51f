-- When functions of interfaces run by themselves. State: 1 paused, 2 active, 3 ended, 4 removed. A write raises the version it read.
CREATE TABLE schedule (
    id TEXT PRIMARY KEY,
    venue_id TEXT NOT NULL,
    interface_id TEXT NOT NULL,
    function integer NOT NULL,
    performance_id TEXT,
    plan text NOT NULL,
    state integer NOT NULL,
    created_at INTEGER NOT NULL,
    anchor INTEGER NOT NULL,
    next_due INTEGER,
    last_execution_id TEXT,
    last_due INTEGER,
    passed_over INTEGER,
    passed_over_in_a_row integer NOT NULL,
    skipped INTEGER,
    problem text,
    planned_at INTEGER,
    version INTEGER NOT NULL
);

CREATE INDEX schedule_in_order ON schedule (created_at, id);
CREATE INDEX schedule_of_interface ON schedule (interface_id, state);
CREATE INDEX schedule_of_venue ON schedule (venue_id, created_at, id);

-- Every accepted command: what makes a repeat harmless, and the record of who changed what.
CREATE TABLE schedule_command (
    id TEXT PRIMARY KEY,
    schedule_id TEXT NOT NULL REFERENCES schedule,
    interface_id TEXT NOT NULL,
    content text NOT NULL,
    who text NOT NULL,
    at INTEGER NOT NULL
);

-- What a preflight found to be missing when it ran.
ALTER TABLE execution ADD COLUMN warning text;
