-- State: 1 running; one that lost its process is 5 (interrupted) without an end until it is run again. Error kinds: bit 0 external, 1 technical, 2 mapping.
CREATE TABLE execution (
    id uuid PRIMARY KEY,
    venue_id uuid NOT NULL,
    interface_id uuid NOT NULL,
    function integer NOT NULL,
    performance_id uuid,
    trigger_kind integer NOT NULL,
    who text NOT NULL,
    state integer NOT NULL,
    started_at bigint NOT NULL,
    ended_at bigint,
    counts text NOT NULL,
    error_count integer NOT NULL,
    first_error text,
    error_kinds integer NOT NULL DEFAULT 0,
    dry_run integer NOT NULL DEFAULT 0,
    again_of uuid,
    only_failed integer NOT NULL DEFAULT 0,
    file_id uuid,
    done integer,
    total integer,
    items integer NOT NULL DEFAULT 0,
    items_left_out integer NOT NULL DEFAULT 0,
    cancelled_by text,
    cancelled_at bigint,
    details_pruned integer NOT NULL DEFAULT 0
);

CREATE INDEX execution_in_order ON execution (started_at, id);
CREATE INDEX execution_of_venue ON execution (venue_id, started_at, id);
CREATE INDEX execution_of_function ON execution (interface_id, function, started_at, id);
-- The last guard of "one run of a function at a time".
CREATE UNIQUE INDEX execution_running ON execution (interface_id, function) WHERE state = 1;

CREATE INDEX execution_of_interface ON execution (interface_id, started_at, id);

CREATE TABLE execution_error (
    execution_id uuid NOT NULL REFERENCES execution,
    position integer NOT NULL,
    kind integer NOT NULL,
    subject text NOT NULL,
    message text NOT NULL,
    what_to_do text NOT NULL,
    since bigint,
    times integer NOT NULL DEFAULT 1,
    PRIMARY KEY (execution_id, position)
);
