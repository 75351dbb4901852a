-- Reads the whole table, and lets everybody write meanwhile.
alter table delivery validate constraint delivery_state_known;
