-- Orleans grain storage: snapshots that only save time. The names of the queries, their parameters and the columns they return are Orleans' contract;
-- the table is ours, with the primary key that makes a second first write impossible.

create table grain_snapshot (
    service   text    not null,
    type      text    not null,
    n0        integer not null,
    n1        integer not null,
    extension text    not null,
    payload   blob,
    version   integer not null,
    primary key (service, type, n0, n1, extension)
) strict, without rowid;

create table OrleansQuery (QueryKey text primary key, QueryText text not null) strict, without rowid;

insert into OrleansQuery (QueryKey, QueryText) values
('ReadFromStorageKey', '
    select payload as PayloadBinary, version as Version from grain_snapshot
    where service = @ServiceId and type = @GrainTypeString and n0 = @GrainIdN0 and n1 = @GrainIdN1 and extension = coalesce(@GrainIdExtensionString, '''')'),
('WriteToStorageKey', '
    insert into grain_snapshot (service, type, n0, n1, extension, payload, version)
    values (@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1)
    on conflict (service, type, n0, n1, extension) do update set payload = excluded.payload, version = version + 1
    where version = @GrainStateVersion
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
