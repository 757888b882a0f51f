-- How far an interface has read its distributor's sales: the cursor of the last page whose lines are in sale_line. It means something to
-- the distributor behind that version of the interface's link only.
CREATE TABLE sale_cursor (
    interface_id TEXT PRIMARY KEY,
    link_version INTEGER NOT NULL,
    cursor text NOT NULL
);
