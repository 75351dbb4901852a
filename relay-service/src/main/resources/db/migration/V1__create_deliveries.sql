create table directory (
    conversation_sid text        constraint directory_pk primary key,
    entry            jsonb       not null,
    updated_at       timestamptz not null
);

create table delivery (
    id               uuid        constraint delivery_pk primary key,
    position         bigint      generated always as identity constraint delivery_position_unique unique,
    destination      text        not null,
    lane             text        not null,
    event_id         text        not null,
    event_type       text        not null,
    event            text        not null,
    payload          text,
    state            text        not null
                                 constraint delivery_state_known
                                 check (state in ('waiting', 'unknown', 'delivered', 'failed', 'expired')),
    attempts         integer     not null default 0,
    next_attempt_at  timestamptz not null,
    expires_at       timestamptz not null,
    occurred_at      timestamptz not null,
    created_at       timestamptz not null,
    finished_at      timestamptz,
    last_outcome     text,
    provider_sid     text,
    constraint delivery_once_per_event unique (event_id, destination)
);
create index delivery_open_by_lane on delivery (destination, lane, position) where state in ('waiting', 'unknown');
create index delivery_by_state on delivery (state, position desc);
create index delivery_by_provider_sid on delivery (provider_sid) where provider_sid is not null;

create table delivery_attempt (
    delivery_id uuid        not null constraint delivery_attempt_of_delivery references delivery on delete cascade,
    number      integer     not null,
    started_at  timestamptz not null,
    duration_ms integer     not null,
    outcome     text        not null,
    status      integer,
    answer      text,
    constraint delivery_attempt_pk primary key (delivery_id, number)
);

create table lane (
    destination  text        not null,
    lane         text        not null,
    ready_at     timestamptz,
    leased_until timestamptz,
    constraint lane_pk primary key (destination, lane)
);
create index lane_by_readiness on lane (ready_at) where ready_at is not null;

create table destination_state (
    name      text        constraint destination_state_pk primary key,
    paused_at timestamptz,
    reason    text
);
