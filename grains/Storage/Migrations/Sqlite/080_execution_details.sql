-- What a run worked on, one by one, and what became of it. It refers to its execution without a foreign key, whose check would cost as much as the row.
CREATE TABLE execution_item (
    execution_id TEXT NOT NULL,
    position integer NOT NULL,
    kind integer NOT NULL,
    performance_id TEXT,
    subject text NOT NULL,
    action integer,
    outcome integer NOT NULL,
    note text,
    error text,
    PRIMARY KEY (execution_id, position)
);

-- Outcomes: 4 failed, 5 in doubt.
CREATE INDEX execution_item_failed ON execution_item (execution_id, position) WHERE outcome IN (4, 5);

-- What was sent to the distributor and what it answered, without secrets.
CREATE TABLE execution_exchange (
    execution_id TEXT NOT NULL REFERENCES execution,
    position integer NOT NULL,
    at INTEGER NOT NULL,
    took integer NOT NULL,
    request text NOT NULL,
    sent text,
    sent_length integer NOT NULL,
    status integer,
    answer text,
    answer_length integer NOT NULL,
    attempts integer NOT NULL,
    problem text,
    PRIMARY KEY (execution_id, position)
);

-- What failed in the last run that tried it. It goes once it went through.
CREATE TABLE failing_item (
    interface_id TEXT NOT NULL,
    function integer NOT NULL,
    item text NOT NULL,
    since INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    times integer NOT NULL,
    PRIMARY KEY (interface_id, function, item)
);

-- What runs leave out because somebody said so. A row without an end is in force.
CREATE TABLE skipped_item (
    id TEXT PRIMARY KEY,
    interface_id TEXT NOT NULL,
    function integer NOT NULL,
    item text NOT NULL,
    kind integer NOT NULL,
    performance_id TEXT,
    subject text NOT NULL,
    reason text NOT NULL,
    who text NOT NULL,
    at INTEGER NOT NULL,
    end_command TEXT,
    ended_by text,
    ended_at INTEGER
);

CREATE UNIQUE INDEX skipped_item_in_force ON skipped_item (interface_id, function, item) WHERE ended_at IS NULL;
CREATE INDEX skipped_item_in_order ON skipped_item (interface_id, at, id);

-- What the people of an interface were told. A write raises the version it read.
CREATE TABLE alert_state (
    interface_id TEXT PRIMARY KEY,
    state text NOT NULL,
    version INTEGER NOT NULL
);

-- E-mails, each to one address, from before they are sent. One without a next attempt was sent or given up.
CREATE TABLE mail (
    id TEXT PRIMARY KEY,
    interface_id TEXT NOT NULL,
    kind integer NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    html text NOT NULL,
    created_at INTEGER NOT NULL,
    next_attempt INTEGER,
    attempts integer NOT NULL,
    sent_at INTEGER,
    given_up_at INTEGER,
    problem text
);

CREATE INDEX mail_due ON mail (next_attempt) WHERE next_attempt IS NOT NULL;
CREATE INDEX mail_in_order ON mail (created_at, id);
