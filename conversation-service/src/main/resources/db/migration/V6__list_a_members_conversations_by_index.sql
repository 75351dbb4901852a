-- A member's list is read in its own order from one index: each membership carries its conversation's latest activity. Triggers keep
-- it, so that it holds whoever writes.
alter table participant add column activity_at timestamptz;
update participant p set activity_at = c.last_activity_at from conversation c where c.sid = p.conversation_sid;
create index participant_by_activity on participant (identity, activity_at desc, conversation_sid desc)
    where removed_at is null and identity is not null;

create function participant_takes_activity() returns trigger language plpgsql set search_path from current as $$
begin
    select last_activity_at into new.activity_at from conversation where sid = new.conversation_sid;
    return new;
end $$;
create trigger participant_takes_activity before insert on participant
    for each row execute function participant_takes_activity();

create function conversation_passes_activity_on() returns trigger language plpgsql set search_path from current as $$
begin
    update participant set activity_at = new.last_activity_at
     where conversation_sid = new.sid and removed_at is null and identity is not null;
    return null;
end $$;
create trigger conversation_passes_activity_on after update of last_activity_at on conversation
    for each row when (old.last_activity_at is distinct from new.last_activity_at)
    execute function conversation_passes_activity_on();
