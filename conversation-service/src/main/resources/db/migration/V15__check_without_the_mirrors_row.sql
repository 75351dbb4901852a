-- The checks have a table of their own: without these, the mirror's row can be written in place.
drop index concurrently if exists conversation_by_unchecked_event;
drop index concurrently if exists conversation_by_check_after;
drop index concurrently if exists conversation_by_check_request;
