-- Behind the changes of the tables, whose locks nobody should wait for as long as this takes.
insert into conversation_check (conversation_sid, event_at, checked_at, check_after)
select sid, event_at, checked_at, check_after from conversation where removed_at is null
on conflict do nothing;

-- What people are was told by their participants' attributes until now.
create function member_attribute(attributes text, attribute text) returns text language plpgsql immutable as $$
begin
    return attributes::jsonb ->> attribute;
exception when others then
    return null;
end $$;
insert into member (conversation_sid, identity, role, name)
select conversation_sid, identity, role, name
  from (select conversation_sid, identity, member_attribute(attributes, 'role') as role, member_attribute(attributes, 'name') as name
          from participant where identity is not null and removed_at is null and attributes like '%"role"%') known
 where role in ('admin', 'bot', 'expert', 'traveler')
on conflict do nothing;
drop function member_attribute(text, text);

-- Removals of earlier releases left names, addresses and inquiries behind.
create temporary table gone on commit drop as select sid from conversation where removed_at is not null;
delete from delivery_receipt where message_sid in (select m.sid from message m join gone g on g.sid = m.conversation_sid);
delete from phone_contact k
 where exists (select from participant p join gone g on g.sid = p.conversation_sid where p.address = k.address)
   and not exists (select from participant o where o.address = k.address and o.removed_at is null
                                               and o.conversation_sid not in (select sid from gone));
delete from message where conversation_sid in (select sid from gone);
delete from participant where conversation_sid in (select sid from gone);
delete from absent_message where conversation_sid in (select sid from gone);
delete from chatbot where conversation_sid in (select sid from gone);
delete from sent_message where conversation_sid in (select sid from gone);
update inquiry set content = '{}', failure = null, erased_at = now() where conversation_sid in (select sid from gone);
update conversation
   set removed_by = 'twilio', unique_name = null, friendly_name = null, attributes = '{}', inquiry_id = null, directory = null
 where removed_at is not null;
insert into outbox (topic, record_key) select 'conversation.directory', sid from gone;
