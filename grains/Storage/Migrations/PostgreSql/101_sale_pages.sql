-- Pages of sales from the moment before they are acknowledged until their lines are in sale_line: whole, so that keeping one costs one row.
CREATE TABLE sale_page (
    interface_id uuid NOT NULL,
    execution_id uuid NOT NULL,
    number integer NOT NULL,
    received_at bigint NOT NULL,
    body bytea NOT NULL,
    PRIMARY KEY (interface_id, execution_id, number)
);

-- It is read and gone within a moment: to compress it costs more than it saves.
ALTER TABLE sale_page ALTER COLUMN body SET STORAGE EXTERNAL;
