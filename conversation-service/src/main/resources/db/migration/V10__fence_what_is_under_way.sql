-- A message that is sent under a key: who is sending it, whether its fate is unknown, and what the scenario called its target.
alter table sent_message
    add column lease_owner uuid,
    add column unknown     boolean not null default false,
    add column target      text;

-- Who asked for an inquiry and as what; the service's own attempts beside its callers'; whether its content was erased.
alter table inquiry
    add column requested_by   text,
    add column requested_role text,
    add column own_attempts   integer not null default 0,
    add column person         text,
    add column erased_at      timestamptz;

-- Whoever changes a conversation's experts at Twilio holds its claim meanwhile, under a lease that ends by itself.
create table conversation_claim (
    conversation_sid text        constraint conversation_claim_pk primary key,
    owner            uuid        not null,
    leased_until     timestamptz not null
);

-- What people of ours are in a conversation, as we decided it. A participant's attributes at Twilio can be written by a browser.
create table member (
    conversation_sid text        not null,
    identity         text        not null,
    role             text        not null constraint member_role_known check (role in ('admin', 'bot', 'expert', 'traveler')),
    name             text,
    added_at         timestamptz not null default now(),
    constraint member_pk primary key (conversation_sid, identity)
);
-- A removal that the reconciler concluded is taken back when Twilio shows the conversation again; one that Twilio told is final.
alter table conversation add column removed_by text;

-- The trusted label of a message and since when; how often it was written at Twilio; what its text says of wanting messages at all;
-- what a channel adds to it, such as a location.
alter table message
    add column label            text,
    add column label_at         timestamptz,
    add column label_writes     smallint not null default 0,
    add column opt_out          boolean,
    add column channel_metadata text;

-- Messages whose label is to be written at Twilio.
create table label_task (
    message_sid      text        constraint label_task_pk primary key,
    conversation_sid text        not null,
    due_at           timestamptz not null default now(),
    attempts         integer     not null default 0,
    owner            uuid
);
create index label_task_by_due on label_task (due_at);

-- The newest read horizon counts, which may be a lower one. One person's addresses have one key. Of somebody who was erased nothing is taken
-- in any more.
alter table participant
    add column erased       boolean not null default false,
    add column last_read_at timestamptz,
    add column person       text;

-- What the reconciler knows of a conversation, beside the row that the mirror writes with every message.
create table conversation_check (
    conversation_sid text        constraint conversation_check_pk primary key
                                 constraint conversation_check_in_conversation references conversation,
    event_at         timestamptz,
    checked_at       timestamptz,
    check_after      timestamptz,
    hold_until       timestamptz,
    failed_at        timestamptz,
    failures         integer     not null default 0,
    missing_since    timestamptz
);
create index conversation_check_by_unchecked_event on conversation_check (event_at) where checked_at is null or event_at > checked_at;
create index conversation_check_by_check_after on conversation_check (check_after) where check_after is not null;
create index conversation_check_by_checked_at on conversation_check (checked_at nulls first);

-- A record without a payload is a tombstone: what was known under its key is gone. One instance at a time publishes, under a lease.
alter table outbox alter column payload drop not null;
create table outbox_lease (
    id           boolean     not null default true
                             constraint outbox_lease_pk primary key constraint outbox_lease_is_one check (id),
    owner        uuid,
    leased_until timestamptz not null default '-infinity'
);
insert into outbox_lease default values;

-- Who or what is to be erased, how far that is, and the receipt; the subject itself is kept only until it is done.
create table erasure (
    id            uuid        constraint erasure_pk primary key,
    kind          text        not null constraint erasure_kind_known check (kind in ('identity', 'address', 'conversation')),
    subject       text,
    requested_by  text        not null,
    requested_at  timestamptz not null,
    finished_at   timestamptz,
    owner         uuid,
    leased_until  timestamptz,
    attempts      integer     not null default 0,
    failure       text,
    conversations integer     not null default 0,
    messages      integer     not null default 0,
    memberships   integer     not null default 0,
    users         integer     not null default 0,
    rows_here     bigint      not null default 0
);
create index erasure_unfinished on erasure (requested_at) where finished_at is null;
