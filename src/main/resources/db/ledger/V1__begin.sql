-- The same text for SQLite and PostgreSQL. Times are milliseconds since 1970, days and JSON are text.

create table owners (
    id text not null primary key,
    lease_until bigint not null
);

create table intents (
    identity text not null primary key,
    raw_hash text,
    account text not null,
    fingerprint text not null,
    likeness text not null,
    request text not null,
    origin text not null,
    key_template text not null,
    state text not null check (state in ('ACTIVE', 'ANSWERED', 'PARKED', 'HELD', 'DONE', 'FAILED', 'DROPPED')),
    owner text,
    due bigint not null,
    reason text,
    status integer,
    advice text,
    begun_at bigint not null,
    changed_at bigint not null
);

create index intents_due on intents (owner, due) where owner is null and state in ('ACTIVE', 'ANSWERED', 'PARKED');
create index intents_owned on intents (owner) where owner is not null;
create index intents_by_state on intents (state, changed_at);

create table attempts (
    intent text not null references intents (identity),
    number integer not null,
    account text not null,
    likeness text not null,
    state text not null check (state in ('PREPARED', 'ANSWERED', 'UNIDENTIFIED', 'REJECTED', 'UNKNOWN', 'ADOPTED',
        'ABSENT', 'WAIVED', 'SURPLUS')),
    owner text not null,
    token text not null,
    principal text not null,
    sent_earliest bigint not null,
    sent_latest bigint not null,
    watermark_newest bigint,
    watermark_images text not null,
    image_limit integer not null,
    answered_images integer,
    answered_at bigint,
    batch_id text,
    detail text,
    whole integer not null,
    counted integer not null,
    day text not null,
    doubt text,
    reason text,
    status integer,
    advice text,
    changed_at bigint not null,
    primary key (intent, number)
);

-- Rule 1: no new POST for an intent unless every earlier attempt permits another.
create unique index attempts_one_at_a_time on attempts (intent)
    where state not in ('REJECTED', 'ABSENT', 'WAIVED', 'SURPLUS');
create index attempts_unsettled on attempts (likeness) where state in ('PREPARED', 'UNKNOWN', 'UNIDENTIFIED');

create table images (
    intent text not null references intents (identity),
    number integer not null,
    position integer not null,
    image_id text,
    url text,
    content_type text,
    width integer,
    height integer,
    size bigint,
    state text not null check (state in ('PENDING', 'DELIVERED', 'FAILED', 'QUARANTINED')),
    object_key text,
    object_sha256 text,
    object_length bigint,
    object_type text,
    object_width integer,
    object_height integer,
    reason text,
    status integer,
    advice text,
    primary key (intent, number, position)
);

create index images_by_key on images (object_key) where state = 'DELIVERED';

-- Rule 3: a batch and an image have one owner. No reference: claims outlive their intents.
create table claims (
    account text not null,
    kind text not null check (kind in ('BATCH', 'IMAGE')),
    id text not null,
    attempt text not null,
    claimed_at bigint not null,
    primary key (account, kind, id)
);

-- Rule 9: images reserved or billed. Stripes let prompts without a limit commit side by side.
create table spending (
    account text not null,
    day text not null,
    stripe integer not null,
    images bigint not null,
    primary key (account, day, stripe)
);

create table observations (
    attempt text not null primary key,
    account text not null,
    scope text not null,
    request text not null,
    principal text not null,
    sent_earliest bigint not null,
    sent_latest bigint not null,
    watermark_newest bigint,
    watermark_images text not null,
    image_limit integer not null,
    answered_at bigint not null,
    history text not null
);

create index observations_by_scope on observations (scope, answered_at);
create index observations_by_account on observations (account, answered_at);

create table lags (
    account text not null,
    hour bigint not null,
    stripe integer not null,
    worst bigint not null,
    observed bigint not null,
    primary key (account, hour, stripe)
);

create table facts (
    name text not null primary key,
    value text not null
);
