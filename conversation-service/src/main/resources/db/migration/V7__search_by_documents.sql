-- What a search looks through: of each conversation, the words of its name, and those of its messages, up to 64 of them together. Every
-- document also holds a word for each member, so that a member's own conversations with a word come from one look into one index. A
-- message first gets a document of its own; every sixteenth is folded with those before it, so that a message costs the same to take in
-- however long its conversation is. Triggers keep the documents, so that they hold whoever writes.
--
-- A document finds what may match. Whether a message does is asked of the message. The day of its conversation's latest activity tells
-- which of many documents are worth asking; it is written once a day and not with every message.
create table search_document (
    conversation_sid text     not null constraint search_document_in_conversation references conversation,
    first_index      bigint   not null,
    last_index       bigint   not null,
    active_on        date     not null,
    words            tsvector not null,
    constraint search_document_pk primary key (conversation_sid, first_index, last_index)
) with (fillfactor = 90);
-- A search reads what was not yet merged into the index word by word: that must stay short.
create index search_document_by_words on search_document using gin (words) with (gin_pending_list_limit = 1024);
drop index conversation_by_text;

-- The word that stands for a member. No word of a text begins with a space.
create function search_member(identity text) returns text language sql immutable strict parallel safe
    return ' ' || md5(identity);

create function search_day(at timestamptz) returns date language sql immutable strict parallel safe
    return (at at time zone 'UTC')::date;

-- What a document must hold so that one of its messages can match: the wanted words without their order and without the unwanted ones.
-- Null when nothing must be there.
create function search_filter(wanted tsquery) returns tsquery language sql immutable strict parallel safe
    return nullif(regexp_replace(querytree(wanted), ' <(-|[0-9]+)> ', ' & ', 'g'), 'T')::tsquery;

-- Whether a conversation matches as soon as a document of it does: with one wanted word, or any of several.
create function search_by_word(wanted tsquery) returns boolean language sql immutable strict parallel safe
    return numnode(search_filter(wanted)) = numnode(wanted) and strpos(search_filter(wanted)::text, ' & ') = 0;

-- In plpgsql, because it keeps its plan: a function in SQL makes a new one at every call, which takes longer than the rest of a trigger.
create function search_members(whose text) returns text[] language plpgsql stable set search_path from current as $$
begin
    return array(select search_member(identity) from participant
                  where conversation_sid = whose and removed_at is null and identity is not null);
end $$;

-- The document of a conversation's name stands before its messages, at -1.
create function search_name(whose text) returns void language plpgsql set search_path from current as $$
begin
    insert into search_document as d (conversation_sid, first_index, last_index, active_on, words)
    select sid, -1, -1, search_day(last_activity_at), array_to_tsvector(tsvector_to_array(search) || search_members(sid))
      from conversation where sid = whose and removed_at is null
    on conflict on constraint search_document_pk do update set words = excluded.words;
end $$;

-- Makes the documents of 64 places anew from their messages: one, or one for each message where one would be too large for a tsvector.
create function search_fold(whose text, place bigint) returns void language plpgsql set search_path from current as $$
declare
    low     constant bigint := place / 64 * 64;
    high    constant bigint := low + 63;
    longest constant bigint := 131072;
    members text[];
    active  date;
    long    boolean;
begin
    delete from search_document where conversation_sid = whose and first_index between low and high;
    select search_day(last_activity_at) into active from conversation where sid = whose and removed_at is null;
    if not found then
        return;
    end if;
    members := search_members(whose);
    select sum(octet_length(body)) > longest into long
      from message where conversation_sid = whose and message_index between low and high and removed_at is null;
    insert into search_document (conversation_sid, first_index, last_index, active_on, words)
    select whose, coalesce(m.at, low), coalesce(m.at, high), active, array_to_tsvector(members || array_agg(m.word))
      from (select case when long then message_index end as at, unnest(tsvector_to_array(search)) as word
              from message where conversation_sid = whose and message_index between low and high and removed_at is null) m
     group by m.at;
end $$;

create function message_enters_search() returns trigger language plpgsql set search_path from current as $$
begin
    -- What comes after a later one is folded at once: a document of its own holds what is behind all others of its 64 places, so that the
    -- documents in their order have the messages in theirs.
    if new.message_index % 16 = 15
       or exists (select from message where conversation_sid = new.conversation_sid and message_index > new.message_index
                                        and message_index < (new.message_index / 64 + 1) * 64) then
        perform search_fold(new.conversation_sid, new.message_index);
    elsif new.removed_at is null and new.search <> '' then
        insert into search_document as d (conversation_sid, first_index, last_index, active_on, words)
        select sid, new.message_index, new.message_index, search_day(last_activity_at),
               array_to_tsvector(search_members(sid) || tsvector_to_array(new.search))
          from conversation where sid = new.conversation_sid and removed_at is null
        on conflict on constraint search_document_pk do update set words = d.words || excluded.words;
    end if;
    return null;
end $$;
create trigger message_enters_search after insert on message
    for each row execute function message_enters_search();

create function message_changes_search() returns trigger language plpgsql set search_path from current as $$
begin
    perform search_fold(new.conversation_sid, new.message_index);
    return null;
end $$;
create trigger message_changes_search after update of body, removed_at on message
    for each row when (old.body is distinct from new.body or old.removed_at is distinct from new.removed_at)
    execute function message_changes_search();

create function conversation_enters_search() returns trigger language plpgsql set search_path from current as $$
begin
    if new.removed_at is null then
        perform search_name(new.sid);
    else
        delete from search_document where conversation_sid = new.sid;
    end if;
    return null;
end $$;
create trigger conversation_enters_search after insert on conversation
    for each row execute function conversation_enters_search();
create trigger conversation_changes_search after update of friendly_name, removed_at on conversation
    for each row when (old.friendly_name is distinct from new.friendly_name or old.removed_at is distinct from new.removed_at)
    execute function conversation_enters_search();

create function conversation_passes_day_on() returns trigger language plpgsql set search_path from current as $$
begin
    update search_document set active_on = search_day(new.last_activity_at) where conversation_sid = new.sid;
    return null;
end $$;
create trigger conversation_passes_day_on after update of last_activity_at on conversation
    for each row when (search_day(old.last_activity_at) <> search_day(new.last_activity_at))
    execute function conversation_passes_day_on();

create function participant_changes_search() returns trigger language plpgsql set search_path from current as $$
declare
    member text;
begin
    for member in select distinct search_member(identity)
                    from unnest(array[case when tg_op = 'UPDATE' then old.identity end, new.identity]) as identity
                   where identity is not null loop
        if member = any (search_members(new.conversation_sid)) then
            update search_document set words = words || array_to_tsvector(array[member])
             where conversation_sid = new.conversation_sid and not tsvector_to_array(words) @> array[member];
        else
            update search_document set words = ts_delete(words, member) where conversation_sid = new.conversation_sid;
        end if;
    end loop;
    return null;
end $$;
create trigger participant_enters_search after insert on participant
    for each row execute function participant_changes_search();
create trigger participant_changes_search after update of identity, removed_at on participant
    for each row when (old.identity is distinct from new.identity or old.removed_at is distinct from new.removed_at)
    execute function participant_changes_search();

-- Makes the documents of the conversations after a SID anew, some at a time; gives the last one's SID, null when there was none.
create function search_fill(behind text, most integer) returns text language plpgsql set search_path from current as $$
declare
    sids constant text[] := array(select sid from conversation where sid > behind order by sid limit most for no key update);
begin
    perform search_name(sid) from unnest(sids) sid;
    perform search_fold(conversation_sid, place)
       from (select distinct conversation_sid, message_index / 64 * 64 as place
               from message where conversation_sid = any (sids) and message_index >= 0) places;
    return (select max(sid) from unnest(sids) sid);
end $$;
