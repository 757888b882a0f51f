-- The catalog's version: whoever changes the catalog raises it, and fails if somebody else did so in the meantime.
CREATE TABLE catalog_venue (
    venue_id uuid NOT NULL PRIMARY KEY,
    version bigint NOT NULL
);

-- One row for each thing in a catalog; body is the entry as JSON, the other columns are copies to search by.
CREATE TABLE catalog_entry (
    id uuid NOT NULL PRIMARY KEY,
    venue_id uuid NOT NULL REFERENCES catalog_venue (venue_id),
    kind text NOT NULL,
    scope_id uuid NOT NULL,
    name text NULL,
    channel_id uuid NULL,
    body text NOT NULL
);

-- Names are unique within their scope: the venue, or for a performance its event.
CREATE UNIQUE INDEX catalog_entry_name ON catalog_entry (scope_id, kind, name);
CREATE UNIQUE INDEX catalog_entry_interface_channel ON catalog_entry (channel_id) WHERE kind = 'DistributorInterface';
CREATE INDEX catalog_entry_venue ON catalog_entry (venue_id);
CREATE INDEX catalog_entry_channel ON catalog_entry (channel_id, kind);
CREATE INDEX catalog_entry_kind ON catalog_entry (kind, name, id);

-- Every accepted command: what makes a repeat harmless, and the record of who changed what.
CREATE TABLE catalog_command (
    id uuid NOT NULL PRIMARY KEY,
    venue_id uuid NOT NULL REFERENCES catalog_venue (venue_id),
    entry_id uuid NOT NULL REFERENCES catalog_entry (id),
    content text NOT NULL,
    who text NOT NULL,
    at bigint NOT NULL
);

-- Seating plans by the hash of their content. A row never changes.
CREATE TABLE seating_plan (
    hash text NOT NULL PRIMARY KEY,
    body bytea NOT NULL
);
