-- Outside a transaction; an attempt that was broken off leaves an index that is of no use.
drop index concurrently if exists inquiry_by_person;
create index concurrently inquiry_by_person on inquiry (person) where person is not null;
