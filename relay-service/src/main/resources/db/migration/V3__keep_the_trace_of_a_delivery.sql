-- The trace that the event came in, as W3C's traceparent: attempts go on in it, however much later they are made.
alter table delivery add column traceparent text;
