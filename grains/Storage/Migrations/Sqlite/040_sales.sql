-- Every line a distributor ever sent, from the moment before it is acknowledged. State: 1 waiting, 2 done.
CREATE TABLE sale_line (
    interface_id TEXT NOT NULL,
    reference text NOT NULL,
    position INTEGER NOT NULL,
    ticket_reference text,
    body text NOT NULL,
    state integer NOT NULL,
    execution_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    error text,
    PRIMARY KEY (interface_id, reference)
);

CREATE UNIQUE INDEX sale_line_in_order ON sale_line (interface_id, position);
CREATE INDEX sale_line_waiting ON sale_line (interface_id, position) WHERE state = 1;
CREATE INDEX sale_line_of_ticket ON sale_line (interface_id, ticket_reference);

CREATE TABLE sales_order (
    id TEXT PRIMARY KEY,
    venue_id TEXT NOT NULL,
    interface_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    sale_reference text NOT NULL,
    sold_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (interface_id, sale_reference)
);

CREATE TABLE ticket (
    id TEXT PRIMARY KEY,
    order_id TEXT NOT NULL REFERENCES sales_order,
    interface_id TEXT NOT NULL,
    ticket_reference text NOT NULL,
    performance_id TEXT NOT NULL,
    place integer NOT NULL,
    place_name text NOT NULL,
    category text NOT NULL,
    audience_id TEXT NOT NULL,
    price INTEGER NOT NULL,
    currency text NOT NULL,
    barcode text,
    sold_at INTEGER NOT NULL,
    cancelled_at INTEGER,
    execution_id TEXT NOT NULL,
    warning text,
    UNIQUE (interface_id, ticket_reference)
);

CREATE INDEX ticket_of_order ON ticket (order_id);
CREATE INDEX ticket_of_performance ON ticket (performance_id);
-- The last guard of I1: a place has at most one valid ticket, whatever went wrong before.
CREATE UNIQUE INDEX ticket_of_place ON ticket (performance_id, place) WHERE cancelled_at IS NULL;
