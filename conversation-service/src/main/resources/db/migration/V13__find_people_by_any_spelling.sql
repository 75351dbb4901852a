-- Outside a transaction; an attempt that was broken off leaves an index that is of no use.
drop index concurrently if exists participant_by_person;
create index concurrently participant_by_person on participant (person) where removed_at is null and person is not null;
