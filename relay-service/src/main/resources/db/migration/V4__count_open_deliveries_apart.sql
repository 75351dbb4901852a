-- Whose turn it is in a lane goes by delivery_open_by_lane. Statistics that were taken while nothing was open made this index look as good:
-- each lane's head was then looked for among all that is open, half a second for 64 lanes with 40,000 deliveries. The planner cannot
-- use it for that any more, since it does not see through the condition; the gauges, which count what is open, name it word for word.
drop index delivery_open_by_age;
create index delivery_open_by_age on delivery (destination, occurred_at)
    where array_position(array['waiting', 'held', 'unknown'], state) is not null;
