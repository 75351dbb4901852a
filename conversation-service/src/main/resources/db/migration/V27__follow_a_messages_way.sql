-- When the news of a message that came first happened, was received and was published. Null in older rows.
alter table message_way
    add column occurred_at  timestamptz,
    add column received_at  timestamptz,
    add column published_at timestamptz;
