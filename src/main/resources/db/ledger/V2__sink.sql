-- The sink that an intent's images go to, frozen at first sight. Null: begun before it was kept, so the configured one.
alter table intents add column sink text;
