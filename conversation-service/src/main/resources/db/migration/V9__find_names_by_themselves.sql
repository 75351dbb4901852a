-- Several words of everybody's are looked up in the very messages, and in the names. Few documents are names, and many that are not
-- have all of the words in different messages: without an index of their own, all of those were read to find the names among them.
-- While it is made the mirror waits: a second for fifty thousand conversations.
create index search_document_by_name on search_document using gin (words) where first_index < 0;
