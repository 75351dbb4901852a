-- What an own change set: the conversation's name, the participant's last read index, or the message's body. Twilio's answers have whole
-- seconds, so that an event of the same second may report another change. Null in rows of earlier releases, and where it does not matter.
alter table own_change add column content text;
