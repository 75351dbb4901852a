-- A lease is a token: whoever lost it changes nothing any more. While a lane is leased, ready_at is the lease's end.
alter table lane add column lease uuid;
update lane set ready_at = leased_until where leased_until is not null and ready_at is not null;
drop index lane_by_readiness;
create index lane_by_readiness on lane (destination, ready_at) where ready_at is not null;
alter table lane set (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

alter table delivery
    -- A long text goes out in parts, each a delivery of its own.
    add column part          integer not null default 1,
    add column parts         integer not null default 1,
    -- How often the message has gone from scenario to scenario.
    add column hops          integer not null default 0,
    -- Attempts that count for the retry schedule; a repeat by hand begins anew.
    add column failures      integer not null default 0,
    -- Since when an attempt that must not be repeated blindly is under way, and to which address.
    add column sending_since timestamptz,
    add column address       text,
    -- When a setting decides about a delivery whose fate is unknown.
    add column decide_at     timestamptz,
    -- The last that the provider told about it.
    add column provider_status text;
update delivery set failures = attempts;

alter table delivery drop constraint delivery_once_per_event;
alter table delivery add constraint delivery_once_per_event unique (event_id, destination, part);
alter table delivery drop constraint delivery_state_known;
alter table delivery add constraint delivery_state_known
    check (state in ('waiting', 'held', 'unknown', 'delivered', 'failed', 'expired'));

drop index delivery_open_by_lane;
create index delivery_open_by_lane on delivery (destination, lane, position) where state in ('waiting', 'held', 'unknown');
create index delivery_open_by_age on delivery (destination, occurred_at) where state in ('waiting', 'held', 'unknown');
create index delivery_held on delivery (address) where state = 'held';
create index delivery_uncertain on delivery (address) where state = 'unknown' or sending_since is not null;
drop index delivery_by_state;
create index delivery_by_conversation on delivery (lane, position desc);
create index delivery_finished on delivery (finished_at) where finished_at is not null;
alter table delivery set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

alter table destination_state
    add column last_error    text,
    add column last_error_at timestamptz;

-- Instances that are alive, and how they see the destinations.
create table instance (
    id       uuid        constraint instance_pk primary key,
    seen_at  timestamptz not null,
    circuits jsonb       not null
);

-- Statuses of texts may come before we have written down their SIDs.
create table text_status (
    provider_sid text        constraint text_status_pk primary key,
    delivery_id  uuid,
    rank         integer     not null,
    status       text        not null,
    error_code   integer,
    updated_at   timestamptz not null
);
create index text_status_by_age on text_status (updated_at);

-- What a phone told one of our senders.
create table phone (
    address       text        not null,
    sender        text        not null,
    wrote_at      timestamptz,
    opted_out     boolean     not null default false,
    keyword_at    timestamptz,
    constraint phone_pk primary key (address, sender)
);

-- How often a conversation's messages have gone from scenario to scenario since a person wrote.
create table loop_guard (
    conversation_sid text    constraint loop_guard_pk primary key,
    message_index    bigint  not null,
    via              text,
    hops             integer not null
);
