CREATE TABLE execution (
    id uuid PRIMARY KEY,
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
    first_error text
);

CREATE INDEX execution_of_interface ON execution (interface_id, started_at, id);

CREATE TABLE execution_error (
    execution_id uuid NOT NULL REFERENCES execution,
    position integer NOT NULL,
    kind integer NOT NULL,
    subject text NOT NULL,
    message text NOT NULL,
    what_to_do text NOT NULL,
    PRIMARY KEY (execution_id, position)
);
