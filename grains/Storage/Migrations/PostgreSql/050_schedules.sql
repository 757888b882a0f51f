-- When functions of interfaces run by themselves. State: 1 paused, 2 active, 3 ended, 4 removed. A write raises the version it read.
CREATE TABLE schedule (
    id uuid PRIMARY KEY,
    venue_id uuid NOT NULL,
    interface_id uuid NOT NULL,
    function integer NOT NULL,
    performance_id uuid,
    plan text NOT NULL,
    state integer NOT NULL,
    created_at bigint NOT NULL,
    anchor bigint NOT NULL,
    next_due bigint,
    last_execution_id uuid,
    last_due bigint,
    passed_over bigint,
    passed_over_in_a_row integer NOT NULL,
    skipped bigint,
    problem text,
    planned_at bigint,
    version bigint NOT NULL
);

CREATE INDEX schedule_in_order ON schedule (created_at, id);
CREATE INDEX schedule_of_interface ON schedule (interface_id, state);
CREATE INDEX schedule_of_venue ON schedule (venue_id, created_at, id);

-- Every accepted command: what makes a repeat harmless, and the record of who changed what.
CREATE TABLE schedule_command (
    id uuid PRIMARY KEY,
    schedule_id uuid NOT NULL REFERENCES schedule,
    interface_id uuid NOT NULL,
    content text NOT NULL,
    who text NOT NULL,
    at bigint NOT NULL
);

-- What a preflight found to be missing when it ran.
ALTER TABLE execution ADD COLUMN warning text;
