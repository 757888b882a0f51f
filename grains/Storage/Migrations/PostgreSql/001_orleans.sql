-- What the Orleans ADO.NET providers run, read by them from OrleansQuery when they start. They know parameters and result
-- columns by name; the tables are ours.
CREATE TABLE OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

-- The persisted state of a grain. The hashes that Orleans offers for a narrow index are not needed with this key.
-- A cleared state keeps its row and its version, so that an activation from before can't write it back.
CREATE TABLE orleans_grain_state
(
    service_id text COLLATE "C" NOT NULL,
    grain_type text COLLATE "C" NOT NULL,
    id_0       bigint NOT NULL,
    id_1       bigint NOT NULL,
    id_text    text COLLATE "C" NOT NULL,
    payload    bytea,
    version    integer NOT NULL,
    PRIMARY KEY (service_id, grain_type, id_0, id_1, id_text)
);

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
    service_id text COLLATE "C" NOT NULL,
    grain_id   text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    start_time timestamptz NOT NULL,
    period_ms  bigint NOT NULL,
    grain_hash integer NOT NULL,
    version    integer NOT NULL,
    PRIMARY KEY (service_id, grain_id, name)
);

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
    WITH gone AS (
      DELETE FROM orleans_reminders
      WHERE service_id = @ServiceId AND grain_id = @GrainId AND name = @ReminderName AND version = @Version
      RETURNING 1)
    SELECT count(*) FROM gone'),
('DeleteReminderRowsKey', '
    DELETE FROM orleans_reminders WHERE service_id = @ServiceId');

CREATE TABLE orleans_clusters
(
    deployment_id text COLLATE "C" NOT NULL PRIMARY KEY,
    version       integer NOT NULL
);

CREATE TABLE orleans_members
(
    deployment_id   text COLLATE "C" NOT NULL REFERENCES orleans_clusters ON DELETE CASCADE,
    address         text COLLATE "C" NOT NULL,
    port            integer NOT NULL,
    generation      integer NOT NULL,
    silo_name       text NOT NULL,
    host_name       text NOT NULL,
    status          integer NOT NULL,
    proxy_port      integer NOT NULL,
    suspect_times   text,
    start_time      timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    PRIMARY KEY (deployment_id, address, port, generation)
);

-- A change of a member and the next version of its cluster are one statement: whoever read an older version changes nothing.
-- Only dead members (status 6) are cleaned up.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('GatewaysQueryKey', '
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM orleans_members
    WHERE deployment_id = @DeploymentId AND status = @Status AND proxy_port > 0'),
('MembershipReadRowKey', '
    SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
      m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, c.version AS Version
    FROM orleans_clusters c
    LEFT JOIN orleans_members m ON m.deployment_id = c.deployment_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE c.deployment_id = @DeploymentId'),
('MembershipReadAllKey', '
    SELECT m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status,
      m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes, m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, c.version AS Version
    FROM orleans_clusters c
    LEFT JOIN orleans_members m ON m.deployment_id = c.deployment_id
    WHERE c.deployment_id = @DeploymentId'),
('InsertMembershipVersionKey', '
    WITH added AS (
      INSERT INTO orleans_clusters (deployment_id, version) VALUES (@DeploymentId, 0)
      ON CONFLICT (deployment_id) DO NOTHING
      RETURNING 1)
    SELECT count(*) FROM added'),
('InsertMembershipKey', '
    WITH next AS (
      UPDATE orleans_clusters SET version = version + 1
      WHERE deployment_id = @DeploymentId AND version = @Version
        AND NOT EXISTS (SELECT 1 FROM orleans_members WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
      RETURNING deployment_id),
    added AS (
      INSERT INTO orleans_members
        (deployment_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
      SELECT deployment_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM next
      RETURNING 1)
    SELECT count(*) FROM added'),
('UpdateMembershipKey', '
    WITH next AS (
      UPDATE orleans_clusters SET version = version + 1
      WHERE deployment_id = @DeploymentId AND version = @Version
        AND EXISTS (SELECT 1 FROM orleans_members WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
      RETURNING deployment_id),
    changed AS (
      UPDATE orleans_members m SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
      FROM next
      WHERE m.deployment_id = next.deployment_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
      RETURNING 1)
    SELECT count(*) FROM changed'),
('UpdateIAmAlivetimeKey', '
    UPDATE orleans_members SET i_am_alive_time = @IAmAliveTime
    WHERE deployment_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
('DeleteMembershipTableEntriesKey', '
    DELETE FROM orleans_clusters WHERE deployment_id = @DeploymentId'),
('CleanupDefunctSiloEntriesKey', '
    DELETE FROM orleans_members WHERE deployment_id = @DeploymentId AND status = 6 AND i_am_alive_time < @IAmAliveTime');
