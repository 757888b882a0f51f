-- Which tokens were issued under which command. The tokens themselves are kept nowhere: from this and the signing key each is made again.
CREATE TABLE issued_token (
    command_id TEXT PRIMARY KEY,
    name text NOT NULL,
    role integer,
    venues text,
    days integer NOT NULL,
    issued_at INTEGER NOT NULL,
    issued_by text NOT NULL
);
