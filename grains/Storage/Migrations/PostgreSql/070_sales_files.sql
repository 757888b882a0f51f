-- Every file of sales that came by hand or was fetched. State: 1 waiting, 2 read, 3 unusable. The content is there while it waits; the rest is
-- how a file is known again.
CREATE TABLE sales_file (
    id uuid PRIMARY KEY,
    interface_id uuid NOT NULL,
    name text NOT NULL,
    size bigint NOT NULL,
    hash text NOT NULL,
    modified_at bigint,
    fetched_from text,
    who text NOT NULL,
    received_at bigint NOT NULL,
    state integer NOT NULL,
    execution_id uuid,
    lines integer NOT NULL,
    unreadable integer NOT NULL,
    problem text,
    content bytea
);

CREATE INDEX sales_file_waiting ON sales_file (interface_id, received_at, id) WHERE state = 1;
CREATE INDEX sales_file_in_order ON sales_file (interface_id, received_at, id);
