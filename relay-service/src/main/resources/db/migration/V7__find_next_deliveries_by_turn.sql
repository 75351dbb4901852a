-- Outside a transaction, so that nobody waits for it. An index that an interrupted build left behind is invalid and goes first.
drop index concurrently if exists delivery_open_in_turn;
create index concurrently delivery_open_in_turn on delivery (destination, lane, coalesce(turn, position))
    where state in ('waiting', 'held', 'unknown');
drop index concurrently if exists delivery_open_by_lane;
