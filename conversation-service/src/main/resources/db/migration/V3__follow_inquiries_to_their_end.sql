alter table inquiry
    add column on_conflict     text    not null default 'fail'
                               constraint inquiry_on_conflict_known check (on_conflict in ('fail', 'reuse')),
    add column reused_sid      text,
    add column lease_owner     uuid,
    add column attempts        integer not null default 0,
    add column next_attempt_at timestamptz,
    add column failure         text;
create index inquiry_unfinished on inquiry (created_at) where conversation_sid is null;
create index inquiry_by_address on inquiry ((content -> 'traveler' ->> 'address')) where conversation_sid is not null;
