-- Messages before the latest that have not come, until they come or the wait for them is over. Every message after one of them waits, for
-- the first of these may be one that a destination does not get. Added without a rewrite: the defaults are constant.
alter table message_order
    add column awaited       int8multirange not null default '{}',
    -- When the latest of them was missed first.
    add column awaited_since timestamptz;
