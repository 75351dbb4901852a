-- Contact details found in messages before a booking: hidden, only flagged, or published although they should have been hidden. Of a message
-- with hidden ones, the original text, encrypted.
create table contact_detail (
    id               uuid        constraint contact_detail_pk primary key,
    conversation_sid text        not null,
    message_sid      text,
    author           text,
    direction        text        not null,
    outcome          text        not null,
    details          text        not null,
    key_id           text,
    original         bytea,
    found_at         timestamptz not null default now(),
    reported         boolean     not null default false
);
create index contact_detail_by_conversation on contact_detail (conversation_sid, found_at, id);
create index contact_detail_by_message on contact_detail (message_sid, found_at) where message_sid is not null;
create index contact_detail_by_age on contact_detail (found_at);

-- What an admin or a scenario has set for a conversation.
create table contact_detail_setting (
    conversation_sid text        constraint contact_detail_setting_pk primary key,
    mode             text        not null,
    changed_at       timestamptz not null
);

-- Mirrored messages with contact details, to be decided on after the mirror's transaction.
create table contact_detail_task (
    message_sid      text        constraint contact_detail_task_pk primary key,
    conversation_sid text        not null,
    due_at           timestamptz not null default now(),
    attempts         integer     not null default 0,
    owner            uuid
);
create index contact_detail_task_by_due on contact_detail_task (due_at);
create index contact_detail_task_by_conversation on contact_detail_task (conversation_sid);
