-- Every column here is added without a rewrite: it may be null, or its default is constant.
alter table delivery
    -- The event's CloudEvents type, as its record named it.
    add column type          text,
    -- A message's place in its conversation, and whether those before it had not come when it came.
    add column message_index bigint,
    add column gap           boolean not null default false,
    -- Whose turn it shares, when not its own position says whose turn it is: a message that came after one that follows it, and the parts
    -- of a text after the first.
    add column turn          bigint;
-- Checked for new rows at once; for those that are there V6 checks it without keeping writers out.
alter table delivery drop constraint delivery_state_known;
alter table delivery add constraint delivery_state_known
    check (state in ('waiting', 'held', 'unknown', 'delivered', 'failed', 'expired', 'canceled')) not valid;

-- The SID of a text that went out, whatever became of its delivery later.
alter table delivery_attempt add column provider_sid text;

alter table directory add column version bigint not null default 0;

-- When a destination that was paused for its refusals is tried next; null when a person paused it.
alter table destination_state add column probe_at timestamptz;

-- Which messages of a conversation have come, by their index.
create table message_order (
    conversation_sid text           constraint message_order_pk primary key,
    seen             int8multirange not null,
    updated_at       timestamptz    not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);
