-- What our API changed at Twilio and wrote into the mirror from Twilio's answer. An event that reports the change deletes the row; the
-- reconciler publishes what is left. Messages that were added need none: message_way says which were reported.
create table own_change (
    conversation_sid text not null,
    event_type text not null,
    sid text not null,
    changed_at timestamptz not null,
    constraint own_change_pk primary key (conversation_sid, event_type, sid)
);
create index own_change_by_time on own_change (changed_at);
