-- A sale of a place that somebody else has: both sides, and what was decided. State: 1 open, 2 resolving, 3 resolved, 4 gone.
-- The states of sale_line grow by 3 (a decision about it is being carried out) and 4 (refused for good).
CREATE TABLE sale_conflict (
    id uuid PRIMARY KEY,
    venue_id uuid NOT NULL,
    interface_id uuid NOT NULL,
    performance_id uuid NOT NULL,
    reference text NOT NULL,
    sale_reference text NOT NULL,
    ticket_reference text NOT NULL,
    place text NOT NULL,
    is_area boolean NOT NULL,
    price bigint NOT NULL,
    currency text NOT NULL,
    sold_at bigint NOT NULL,
    holder text NOT NULL,
    state integer NOT NULL,
    opened_at bigint NOT NULL,
    resolution_command uuid UNIQUE,
    fingerprint text,
    resolution text,
    UNIQUE (interface_id, reference)
);

CREATE INDEX sale_conflict_by_age ON sale_conflict (opened_at, id);
CREATE INDEX sale_conflict_of_venue ON sale_conflict (venue_id, state, opened_at, id);
CREATE INDEX sale_conflict_of_interface ON sale_conflict (interface_id, state, opened_at, id);
CREATE INDEX sale_conflict_of_performance ON sale_conflict (performance_id, state, opened_at, id);

-- Commands that decided many conflicts at once, each with what it said.
CREATE TABLE conflict_list (
    command_id uuid PRIMARY KEY,
    fingerprint text NOT NULL
);

-- Who mends the line's error, and by which version of the mappings it was last tried.
ALTER TABLE sale_line ADD COLUMN error_kind integer;
ALTER TABLE sale_line ADD COLUMN mapping_version bigint;
