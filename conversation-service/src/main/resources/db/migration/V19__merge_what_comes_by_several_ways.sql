-- The version whose attributes a webhook or Twilio's REST API reported; before all time while only Event Streams reported any, which flattens
-- them. Null in older rows, whose attributes are as old as the row.
alter table conversation add column attributes_at timestamptz;
alter table participant add column attributes_at timestamptz;
alter table message add column attributes_at timestamptz;
