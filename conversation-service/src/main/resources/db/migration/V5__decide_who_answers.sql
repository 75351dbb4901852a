-- Who is to answer in a conversation, and how far Twilio is in line with it.
create table chatbot (
    conversation_sid text        not null constraint chatbot_pk primary key
                                 constraint chatbot_in_conversation references conversation,
    wanted           text        not null constraint chatbot_wanted_known check (wanted in ('bot', 'human')),
    actual           text        not null constraint chatbot_actual_known check (actual in ('none', 'bot', 'human')),
    since            timestamptz not null,
    leased_until     timestamptz
);
create index chatbot_unsettled on chatbot (since) where wanted <> actual;
