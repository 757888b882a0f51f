-- Our books held against the distributor's; runs: how many comparisons in a row found a difference.
CREATE TABLE reconciliation (
    id uuid PRIMARY KEY,
    interface_id uuid NOT NULL,
    performance_id uuid NOT NULL,
    execution_id uuid NOT NULL,
    compared_at bigint NOT NULL,
    body text NOT NULL,
    runs integer NOT NULL,
    alarm boolean NOT NULL
);

CREATE INDEX reconciliation_of_performance ON reconciliation (interface_id, performance_id, compared_at);
CREATE INDEX reconciliation_of_interface ON reconciliation (interface_id, compared_at);
