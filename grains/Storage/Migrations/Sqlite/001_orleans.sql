-- What the Orleans ADO.NET providers run, read by them from OrleansQuery when they start. They know parameters and result
-- columns by name; the tables are ours.
CREATE TABLE OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The persisted state of a grain. The hashes that Orleans offers for a narrow index are not needed with this key.
-- A cleared state keeps its row and its version, so that an activation from before can't write it back.
CREATE TABLE orleans_grain_state
(
    service_id TEXT NOT NULL,
    grain_type TEXT NOT NULL,
    id_0       INTEGER NOT NULL,
    id_1       INTEGER NOT NULL,
    id_text    TEXT NOT NULL,
    payload    BLOB,
    version    INTEGER NOT NULL,
    PRIMARY KEY (service_id, grain_type, id_0, id_1, id_text)
) STRICT;

-- One statement for a first write (no version) and every later one (compare and swap): no row comes back from a conflict,
-- and of two first writes the second is one.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
    INSERT INTO orleans_grain_state (service_id, grain_type, id_0, id_1, id_text, payload, version)
    SELECT @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1
    WHERE @GrainStateVersion IS NULL OR EXISTS (
      SELECT 1 FROM orleans_grain_state
      WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
      AND id_text = coalesce(@GrainIdExtensionString, ''''))
    ON CONFLICT (service_id, grain_type, id_0, id_1, id_text) DO UPDATE
    SET payload = excluded.payload, version = orleans_grain_state.version + 1
    WHERE orleans_grain_state.version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion'),
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version FROM orleans_grain_state
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
      AND id_text = coalesce(@GrainIdExtensionString, '''')'),
('ClearStorageKey', '
    UPDATE orleans_grain_state SET payload = NULL, version = version + 1
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
      AND id_text = coalesce(@GrainIdExtensionString, '''')
      AND version = @GrainStateVersion
    RETURNING version AS NewGrainStateVersion'),
('DeleteStorageKey', '
    DELETE FROM orleans_grain_state
    WHERE service_id = @ServiceId AND grain_type = @GrainTypeString AND id_0 = @GrainIdN0 AND id_1 = @GrainIdN1
      AND id_text = coalesce(@GrainIdExtensionString, '''')
      AND version = @GrainStateVersion
    RETURNING version + 1 AS NewGrainStateVersion');

CREATE TABLE orleans_reminders
(
    service_id TEXT NOT NULL,
    grain_id   TEXT NOT NULL,
    name       TEXT NOT NULL,
    start_time TEXT NOT NULL,
    period_ms  INTEGER NOT NULL,
    grain_hash INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    PRIMARY KEY (service_id, grain_id, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX orleans_reminders_by_hash ON orleans_reminders (service_id, grain_hash);

-- Hashes are signed. Range 1 is (begin, end]; range 2 wraps around the end of the ring.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('UpsertReminderRowKey', '
    INSERT INTO orleans_reminders (service_id, grain_id, name, start_time, period_ms, grain_hash, version)
    VALUES (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    ON CONFLICT (service_id, grain_id, name) DO UPDATE
    SET start_time = excluded.start_time, period_ms = excluded.period_ms, grain_hash = excluded.grain_hash, version = orleans_reminders.version + 1
    RETURNING version AS Version'),
('ReadReminderRowKey', '
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName'),
('ReadReminderRowsKey', '
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId'),
('ReadRangeRows1Key', '
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash'),
('ReadRangeRows2Key', '
    SELECT grain_id AS GrainId, name AS ReminderName, start_time AS StartTime, period_ms AS Period, version AS Version FROM orleans_reminders
    WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)'),
('DeleteReminderRowKey', '
    DELETE FROM orleans_reminders
    WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version;
    SELECT changes()'),
('DeleteReminderRowsKey', '
    DELETE FROM orleans_reminders WHERE service_id = @ServiceId');
