-- The last automatic reply of a conversation, until it is sent under its idempotency key: the conversation and the message it answers.
create table away_reply (
    conversation_sid text        constraint away_reply_pk primary key,
    first_index      bigint      not null,
    body             text        not null,
    decided_at       timestamptz not null,
    due_at           timestamptz,
    attempts         integer     not null default 0,
    owner            uuid
);
create index away_reply_by_due on away_reply (due_at) where due_at is not null;
