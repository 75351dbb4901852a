-- By which ways the news of a message came: 1 for its webhook, 2 for Event Streams, 4 for the reconciler, added up.
-- Outside a transaction, for the index: whatever an interrupted run left behind is made anew.
drop table if exists message_way;
create table message_way (
    message_sid text        constraint message_way_pk primary key,
    ways        integer     not null,
    seen_at     timestamptz not null
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index concurrently message_way_by_age on message_way (seen_at);
