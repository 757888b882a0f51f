-- Keys by which programs use the API. Of the key itself only its SHA-256 is kept. Role is the highest of the venues where there are any.
CREATE TABLE api_key (
    id uuid PRIMARY KEY,
    hash bytea NOT NULL UNIQUE,
    prefix text NOT NULL,
    name text NOT NULL,
    role integer NOT NULL,
    venues text,
    created_at bigint NOT NULL,
    created_by text NOT NULL,
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint
);

CREATE INDEX api_key_newest ON api_key (created_at DESC, id);
