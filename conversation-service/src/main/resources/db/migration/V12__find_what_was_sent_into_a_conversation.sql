-- Outside a transaction; an attempt that was broken off leaves an index that is of no use.
drop index concurrently if exists sent_message_by_conversation;
create index concurrently sent_message_by_conversation on sent_message (conversation_sid);
