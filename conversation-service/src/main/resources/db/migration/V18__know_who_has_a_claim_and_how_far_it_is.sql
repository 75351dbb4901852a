-- Who brings Twilio in line with what was decided: only they may say that it is.
alter table chatbot add column lease_owner uuid;

-- What an inquiry's last attempt was at; null before the first.
alter table inquiry add column step text
    constraint inquiry_step_known check (step in ('conversation', 'phone', 'people', 'message', 'completion'));
