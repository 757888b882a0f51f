-- Our books held against the distributor's; runs: how many comparisons in a row found a difference.
CREATE TABLE reconciliation (
    id TEXT PRIMARY KEY,
    interface_id TEXT NOT NULL,
    performance_id TEXT NOT NULL,
    execution_id TEXT NOT NULL,
    compared_at INTEGER NOT NULL,
    body text NOT NULL,
    runs integer NOT NULL,
    alarm INTEGER NOT NULL
);

CREATE INDEX reconciliation_of_performance ON reconciliation (interface_id, performance_id, compared_at);
CREATE INDEX reconciliation_of_interface ON reconciliation (interface_id, compared_at);
