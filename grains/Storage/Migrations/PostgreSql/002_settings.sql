CREATE TABLE settings
(
    name  text  NOT NULL PRIMARY KEY,
    value bytea NOT NULL
);

CREATE TABLE data_protection_keys
(
    name text NOT NULL PRIMARY KEY,
    xml  text NOT NULL
);
