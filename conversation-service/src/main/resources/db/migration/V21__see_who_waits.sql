-- Conversations whose clocks and notices are to be looked at, and when. The mirror asks for a look in its own transaction; the revision tells
-- whether it asked again during one. Up to the dismissed message no answer is needed.
create table attention_review (
    conversation_sid text        constraint attention_review_pk primary key,
    due_at           timestamptz,
    revision         bigint      not null default 0,
    owner            uuid,
    leased_until     timestamptz,
    failures         integer     not null default 0,
    dismissed_index  bigint
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
create index attention_review_by_due on attention_review (due_at) where due_at is not null;

-- Since when a traveler waits, and until when an answer is expected.
create table response_clock (
    conversation_sid text        constraint response_clock_pk primary key,
    state            text        not null constraint response_clock_state_known check (state in ('idle', 'waiting', 'at-risk', 'overdue')),
    answered_index   bigint,
    first_index      bigint,
    first_reply      boolean,
    waiting_since    timestamptz,
    risk_at          timestamptz,
    due_at           timestamptz,
    target           text,
    constraint response_clock_waits check ((state = 'idle') = (waiting_since is null))
);
create index response_clock_by_wait on response_clock (waiting_since, conversation_sid) where waiting_since is not null;

-- Waits that ended, for reports.
create table response_time (
    conversation_sid text        not null,
    first_index      bigint      not null,
    reply            text        not null constraint response_time_reply_known check (reply in ('first', 'next')),
    outcome          text        not null
                                 constraint response_time_outcome_known check (outcome in ('answered', 'not-needed', 'handover', 'closed')),
    expert           text,
    target           text        not null,
    waiting_since    timestamptz not null,
    ended_at         timestamptz not null,
    worked_ms        bigint      not null,
    allowed_ms       bigint      not null,
    met              boolean     not null,
    constraint response_time_pk primary key (conversation_sid, first_index, waiting_since)
);
create index response_time_by_end on response_time (ended_at);

-- Of what a member was notified.
create table unread_notice (
    participant_sid  text        constraint unread_notice_pk primary key,
    conversation_sid text        not null,
    identity         text        not null,
    first_index      bigint      not null,
    last_index       bigint      not null,
    stage            integer     not null,
    sent_at          timestamptz not null
);
create index unread_notice_by_conversation on unread_notice (conversation_sid);

-- Members who look at a conversation now.
create table member_focus (
    participant_sid  text        constraint member_focus_pk primary key,
    conversation_sid text        not null,
    identity         text        not null,
    focused_until    timestamptz not null
);
create index member_focus_by_conversation on member_focus (conversation_sid);
create index member_focus_by_end on member_focus (focused_until);

-- What an admin set for one conversation; null for the common setting.
create table conversation_attention (
    conversation_sid text        constraint conversation_attention_pk primary key,
    notices          boolean,
    clock            boolean,
    tag              text,
    changed_at       timestamptz not null
);

-- Decisions that are to be published: beside the outbox, whose earlier publishers know one topic only.
create table attention_outbox (
    id         bigint      generated always as identity constraint attention_outbox_pk primary key,
    record_key text        not null,
    payload    text        not null,
    created_at timestamptz not null default now()
);
create index attention_outbox_by_key on attention_outbox (record_key);
create table attention_outbox_lease (
    id           boolean     not null default true
                             constraint attention_outbox_lease_pk primary key constraint attention_outbox_lease_is_one check (id),
    owner        uuid,
    leased_until timestamptz not null default '-infinity'
);
insert into attention_outbox_lease default values;

-- Who wrote within the last day is not forgotten.
insert into attention_review (conversation_sid, due_at)
select sid, now() from conversation where removed_at is null and state <> 'closed' and last_activity_at > now() - interval '1 day';
