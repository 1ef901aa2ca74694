-- When the dead letter of an intent is to be stored, should it be FAILED. Null: its source sees to that, or it is stored.
alter table intents add column letter_due bigint;

create index intents_owing_letters on intents (letter_due) where letter_due is not null and state = 'FAILED';
