-- Pages of sales from the moment before they are acknowledged until their lines are in sale_line: whole, so that keeping one costs one row.
CREATE TABLE sale_page (
    interface_id TEXT NOT NULL,
    execution_id TEXT NOT NULL,
    number integer NOT NULL,
    received_at INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (interface_id, execution_id, number)
);
