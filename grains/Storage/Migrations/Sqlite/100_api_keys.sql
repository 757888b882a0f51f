-- Keys by which programs use the API. Of the key itself only its SHA-256 is kept. Role is the highest of the venues where there are any.
CREATE TABLE api_key (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    prefix text NOT NULL,
    name text NOT NULL,
    role integer NOT NULL,
    venues text,
    created_at INTEGER NOT NULL,
    created_by text NOT NULL,
    expires_at INTEGER,
    last_used_at INTEGER,
    revoked_at INTEGER
);

CREATE INDEX api_key_newest ON api_key (created_at DESC, id);
