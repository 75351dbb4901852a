-- What the reconciler knows of a conversation: the last event, the last check, and when the next one is due.
alter table conversation
    add column service_sid        text,
    add column event_at           timestamptz,
    add column checked_at         timestamptz,
    add column check_after        timestamptz,
    add column check_requested_at timestamptz,
    add column check_failures     integer not null default 0;
create index conversation_by_unchecked_event on conversation (event_at)
    where removed_at is null and (checked_at is null or event_at > checked_at);
create index conversation_by_check_after on conversation (check_after) where removed_at is null and check_after is not null;
create index conversation_by_check_request on conversation (check_requested_at) where check_requested_at is not null;

-- Places in a conversation at which Twilio has no message: asked once, not for ever.
create table absent_message (
    conversation_sid text   not null constraint absent_message_in_conversation references conversation,
    message_index    bigint not null,
    constraint absent_message_pk primary key (conversation_sid, message_index)
);

-- Who reconciles now: one row, one instance at a time.
create table reconciler (
    id            boolean     not null default true
                              constraint reconciler_pk primary key constraint reconciler_is_one check (id),
    owner         uuid,
    leased_until  timestamptz,
    discovered_at timestamptz
);
insert into reconciler default values;

-- Checks of everything, asked for by a person.
create table reconciliation (
    id               bigint      generated always as identity constraint reconciliation_pk primary key,
    requested_at     timestamptz not null,
    listed_at        timestamptz,
    finished_at      timestamptz,
    total            bigint      not null default 0,
    checked          bigint      not null default 0,
    failed           bigint      not null default 0,
    messages_found   bigint      not null default 0,
    events_published bigint      not null default 0
);
create unique index reconciliation_one_at_a_time on reconciliation ((finished_at is null)) where finished_at is null;
