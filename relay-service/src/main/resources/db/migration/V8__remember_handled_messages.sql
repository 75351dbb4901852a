-- Message events that were handled, so that a copy that comes later by another way is recognized although no destination wanted the first.
-- Outside a transaction, for the index: whatever an interrupted run left behind is made anew.
drop table if exists known_event;
create table known_event (
    event_id text        constraint known_event_pk primary key,
    -- Whether its webhook was handled; false while only another way reported it.
    classic  boolean     not null,
    seen_at  timestamptz not null
) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
create index concurrently known_event_by_age on known_event (seen_at);
