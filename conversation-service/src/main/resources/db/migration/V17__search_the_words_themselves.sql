-- A search looks through messages, names of conversations and names of participants themselves, whatever accents they have. What triggers
-- kept for it goes. The rows of three tables are written anew: about a minute for a million messages, in which nobody reads or writes them.
drop trigger message_enters_search on message;
drop trigger message_changes_search on message;
drop trigger conversation_enters_search on conversation;
drop trigger conversation_changes_search on conversation;
drop trigger conversation_passes_day_on on conversation;
drop trigger participant_enters_search on participant;
drop trigger participant_changes_search on participant;
drop table search_document;
drop function search_fill(text, integer);
drop function participant_changes_search();
drop function conversation_passes_day_on();
drop function conversation_enters_search();
drop function message_changes_search();
drop function message_enters_search();
drop function search_fold(text, bigint);
drop function search_name(text);
drop function search_members(text);
drop function search_by_word(tsquery);
drop function search_filter(tsquery);
drop function search_day(timestamptz);
drop function search_member(text);

-- A trusted extension: whoever may create schemas may create it. Where it was there before it may be in another schema.
create extension if not exists unaccent;
create text search configuration unaccented (copy = simple);
do $$
begin
    execute format('alter text search configuration unaccented alter mapping for word, hword, hword_part, numword, numhword, hword_numpart '
                   'with %I.unaccent, simple',
                   (select n.nspname from pg_ts_dict d join pg_namespace n on n.oid = d.dictnamespace
                     where d.dictname = 'unaccent' order by n.nspname = current_schema() desc limit 1));
end $$;

-- The last word, of three letters or more, may be the beginning of a longer one, as while it is typed; not when it is unwanted.
create function search_words(wanted text) returns tsquery language sql immutable strict parallel safe
    return regexp_replace(websearch_to_tsquery('unaccented', wanted)::text, '(?<!!)(''(?:[^'']|''''){3,}'')$', '\1:*')::tsquery;

-- What a participant is called, as far as the attributes say, which a browser may have written.
create function participant_name(attributes text) returns text language plpgsql immutable strict as $$
begin
    return case when attributes <> '{}' then attributes::jsonb ->> 'name' end;
exception when others then
    return null;
end $$;

alter table message
    drop column search,
    add column search tsvector generated always as (to_tsvector('unaccented', coalesce(body, ''))) stored;
alter table conversation
    drop column search,
    add column search tsvector generated always as (to_tsvector('unaccented', coalesce(friendly_name, ''))) stored;
alter table participant
    add column search tsvector generated always as (to_tsvector('unaccented', coalesce(participant_name(attributes), ''))) stored;
-- A search reads what was not yet merged into an index word by word: that must stay short.
create index message_by_text on message using gin (search) with (gin_pending_list_limit = 1024);
create index conversation_by_text on conversation using gin (search) with (gin_pending_list_limit = 1024);
create index participant_by_text on participant using gin (search) with (gin_pending_list_limit = 1024)
    where removed_at is null;
-- How common words are decides how they are looked up.
analyze message (search);
analyze conversation (search);
analyze participant (search);
