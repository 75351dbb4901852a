-- Messages whose delivery failed, written by the mirror with the receipt. A review decides once about each.
create table undelivered_message (
    message_sid      text        constraint undelivered_message_pk primary key,
    conversation_sid text        not null,
    error_code       text,
    noted_at         timestamptz not null default now(),
    settled_at       timestamptz
);
create index undelivered_message_by_conversation on undelivered_message (conversation_sid);

-- What reviews decided about arrivals: of a conversation's latest messages, those that did not arrive; the WhatsApp window and the opt-out
-- that were reported last. Instances of the earlier release neither read nor change these columns.
alter table response_clock
    add column undelivered  integer not null default 0,
    add column window_of    timestamptz,
    add column opted_out_at timestamptz;
