-- Outside a transaction; an attempt that was broken off leaves an index that is of no use.
drop index concurrently if exists sent_message_by_client;
create index concurrently sent_message_by_client on sent_message (client_id);
