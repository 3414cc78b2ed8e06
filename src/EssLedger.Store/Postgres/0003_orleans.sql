-- What Orleans keeps here: which silos live, reminders, and snapshots that only save time. The names of the queries, their parameters and the columns
-- that they return are Orleans' contract; tables and statements are ours, with the keys that make a second first write impossible.

create table OrleansQuery (QueryKey text primary key, QueryText text not null);

create table cluster (
    id      text primary key,
    version int  not null default 0,
    changed timestamptz not null default now()
);

create table silo (
    cluster       text not null references cluster,
    address       text not null,
    port          int  not null,
    generation    int  not null,
    name          text not null,
    host          text not null,
    status        int  not null,
    gateway_port  int,
    suspicions    text,
    started_at    timestamptz not null,
    alive_at      timestamptz not null,
    primary key (cluster, address, port, generation)
);

insert into OrleansQuery (QueryKey, QueryText) values
('MembershipReadAllKey', '
    select c.id as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.name as SiloName, s.host as HostName, s.status as Status,
        s.gateway_port as ProxyPort, s.suspicions as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, c.version as Version
    from cluster c left join silo s on s.cluster = c.id where c.id = @DeploymentId'),
('MembershipReadRowKey', '
    select c.id as DeploymentId, s.address as Address, s.port as Port, s.generation as Generation, s.name as SiloName, s.host as HostName, s.status as Status,
        s.gateway_port as ProxyPort, s.suspicions as SuspectTimes, s.started_at as StartTime, s.alive_at as IAmAliveTime, c.version as Version
    from cluster c left join silo s on s.cluster = c.id and s.address = @Address and s.port = @Port and s.generation = @Generation
    where c.id = @DeploymentId'),
('InsertMembershipVersionKey', '
    with made as (insert into cluster (id) values (@DeploymentId) on conflict do nothing returning 1) select count(*)::int from made'),
('InsertMembershipKey', '
    with turn as (
        update cluster set version = version + 1, changed = now() where id = @DeploymentId and version = @Version
            and not exists (select from silo where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning id),
    made as (
        insert into silo (cluster, address, port, generation, name, host, status, gateway_port, started_at, alive_at)
        select id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime from turn returning 1)
    select count(*)::int from made'),
('UpdateMembershipKey', '
    with turn as (
        update cluster set version = version + 1, changed = now() where id = @DeploymentId and version = @Version
            and exists (select from silo where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation)
        returning id),
    made as (
        update silo set status = @Status, suspicions = @SuspectTimes, alive_at = greatest(alive_at, @IAmAliveTime) from turn
        where cluster = turn.id and address = @Address and port = @Port and generation = @Generation returning 1)
    select count(*)::int from made'),
('UpdateIAmAlivetimeKey', '
    update silo set alive_at = greatest(alive_at, @IAmAliveTime) where cluster = @DeploymentId and address = @Address and port = @Port and generation = @Generation'),
('DeleteMembershipTableEntriesKey', '
    with gone as (delete from silo where cluster = @DeploymentId) delete from cluster where id = @DeploymentId'),
('GatewaysQueryKey', '
    select address as Address, gateway_port as ProxyPort, generation as Generation from silo where cluster = @DeploymentId and status = @Status and gateway_port > 0'),
('CleanupDefunctSiloEntriesKey', '
    delete from silo where cluster = @DeploymentId and alive_at < @IAmAliveTime and started_at < @IAmAliveTime and coalesce(suspicions, '''') = '''' and status = 6'),
('CleanupDefunctSiloEntryKey', '
    delete from silo where cluster = @DeploymentId and status = 6 and address = @Address and port = @Port and generation = @Generation
        and alive_at = @IAmAliveTime and started_at = @StartTime and coalesce(suspicions, '''') = coalesce(@SuspectTimes, '''')');

create table grain_snapshot (
    service   text   not null,
    type      text   not null,
    n0        bigint not null,
    n1        bigint not null,
    extension text   not null,
    payload   bytea,
    version   int    not null,
    primary key (service, type, n0, n1, extension)
);

insert into OrleansQuery (QueryKey, QueryText) values
('ReadFromStorageKey', '
    select payload as PayloadBinary, version as Version from grain_snapshot
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')'),
('WriteToStorageKey', '
    insert into grain_snapshot (service, type, n0, n1, extension, payload, version)
    values (@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1)
    on conflict (service, type, n0, n1, extension) do update set payload = excluded.payload, version = grain_snapshot.version + 1
    where grain_snapshot.version = @GrainStateVersion
    returning version as NewGrainStateVersion'),
('ClearStorageKey', '
    update grain_snapshot set payload = null, version = version + 1
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')
      and version = @GrainStateVersion
    returning version as NewGrainStateVersion'),
('DeleteStorageKey', '
    delete from grain_snapshot
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')
      and version = @GrainStateVersion
    returning version + 1 as NewGrainStateVersion');

create table reminder (
    service    text        not null,
    grain      text        not null,
    name       text        not null,
    starts_at  timestamptz not null,
    period     bigint      not null,           -- milliseconds
    grain_hash int         not null,
    version    int         not null,
    primary key (service, grain, name)
);

insert into OrleansQuery (QueryKey, QueryText) values
('ReadReminderRowsKey', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder where service = @ServiceId and grain = @GrainId'),
('ReadReminderRowKey', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder
    where service = @ServiceId and grain = @GrainId and name = @ReminderName'),
('ReadRangeRows1Key', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder
    where service = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash'),
('ReadRangeRows2Key', '
    select grain as GrainId, name as ReminderName, starts_at as StartTime, period as Period, version as Version from reminder
    where service = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)'),
('UpsertReminderRowKey', '
    insert into reminder (service, grain, name, starts_at, period, grain_hash, version) values (@ServiceId, @GrainId, @ReminderName, @StartTime, @Period, @GrainHash, 0)
    on conflict (service, grain, name) do update set starts_at = excluded.starts_at, period = excluded.period, grain_hash = excluded.grain_hash, version = reminder.version + 1
    returning version'),
('DeleteReminderRowKey', '
    with gone as (delete from reminder where service = @ServiceId and grain = @GrainId and name = @ReminderName and version = @Version returning 1) select count(*)::int from gone'),
('DeleteReminderRowsKey', '
    delete from reminder where service = @ServiceId');
