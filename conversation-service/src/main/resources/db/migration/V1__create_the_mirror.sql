create table conversation (
    sid                text        constraint conversation_pk primary key,
    unique_name        text,
    friendly_name      text,
    attributes         text        not null default '{}',
    inquiry_id         text,
    state              text        not null default 'active'
                                   constraint conversation_state_known check (state in ('initializing', 'active', 'inactive', 'closed')),
    state_at           timestamptz,
    created_at         timestamptz,
    updated_at         timestamptz,
    removed_at         timestamptz,
    last_message_index bigint,
    last_activity_at   timestamptz not null,
    directory          jsonb,
    search             tsvector    generated always as (to_tsvector('simple', coalesce(friendly_name, ''))) stored
);
create index conversation_by_activity on conversation (last_activity_at desc, sid desc) where removed_at is null;
create index conversation_by_inquiry on conversation (inquiry_id) where inquiry_id is not null;
create index conversation_by_text on conversation using gin (search);

create table participant (
    sid              text        constraint participant_pk primary key,
    conversation_sid text        not null constraint participant_in_conversation references conversation,
    identity         text,
    address          text,
    proxy_address    text,
    channel          text,
    role_sid         text,
    attributes       text        not null default '{}',
    last_read_index  bigint,
    created_at       timestamptz,
    updated_at       timestamptz,
    removed_at       timestamptz
);
create index participant_by_conversation on participant (conversation_sid);
create index participant_by_identity on participant (identity, conversation_sid) where removed_at is null;
create index participant_by_address on participant (address) where removed_at is null;

create table message (
    sid              text        constraint message_pk primary key,
    conversation_sid text        not null constraint message_in_conversation references conversation,
    message_index    bigint      not null,
    author           text,
    participant_sid  text,
    body             text,
    attributes       text        not null default '{}',
    media            text,
    source           text,
    created_at       timestamptz not null,
    updated_at       timestamptz,
    removed_at       timestamptz,
    search           tsvector    generated always as (to_tsvector('simple', coalesce(body, ''))) stored
);
create index message_by_conversation on message (conversation_sid, message_index desc);
create index message_by_text on message using gin (search);

create table delivery_receipt (
    sid              text        constraint delivery_receipt_pk primary key,
    message_sid      text        not null,
    participant_sid  text,
    status           text        not null,
    error_code       text,
    updated_at       timestamptz not null
);
create index delivery_receipt_by_message on delivery_receipt (message_sid);

create table inquiry (
    id               text        constraint inquiry_pk primary key,
    content          jsonb       not null,
    conversation_sid text,
    completed_at     timestamptz,
    leased_until     timestamptz,
    created_at       timestamptz not null
);
create index inquiry_by_conversation on inquiry (conversation_sid) where conversation_sid is not null;

create table sent_message (
    sender           text        not null,
    idempotency_key  text        not null,
    content_hash     text        not null,
    client_id        uuid        not null,
    conversation_sid text        not null,
    message_sid      text,
    message_index    bigint,
    leased_until     timestamptz,
    created_at       timestamptz not null,
    constraint sent_message_pk primary key (sender, idempotency_key)
);

create table outbox (
    id         bigint      generated always as identity constraint outbox_pk primary key,
    topic      text        not null,
    record_key text        not null,
    payload    text        not null,
    created_at timestamptz not null default now()
);
