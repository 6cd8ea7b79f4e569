-- Pollwise fleet, version 1, for SQLite 3.35 or newer. Apply it by hand, by Flyway, or by Fleet.migrate.
-- Every moment is a number of microseconds since 1970 (UTC). There is no secret in any column.

-- oldest_program: programs of an older version cannot work with these tables.
create table pollwise_schema (
  version integer primary key,
  oldest_program integer not null,
  applied_at bigint not null
);

-- One row for each paid job. A request for several languages is one row until its ids are known, part 0 then.
create table pollwise_job (
  id varchar(40) primary key,
  account varchar(100) not null,
  reference varchar(200) not null,
  part integer not null default 0,
  language text not null,
  languages integer not null,
  state varchar(12) not null check (state in ('ASKED', 'SUBMITTING', 'UNKNOWN', 'WATCHING', 'OVER')),
  -- the submit
  body text,
  body_hash varchar(64) not null,
  idempotency_key varchar(255) not null,
  callback_id varchar(64) not null,
  traits text not null,
  asked_at bigint not null,
  first_sent_at bigint,
  last_sent_at bigint,
  sends integer not null default 0,
  request text,
  no_room boolean not null default false,
  accepted_at bigint,
  request_id varchar(200) not null default '',
  -- the wait
  remote_id varchar(400),
  begun_at bigint,
  wait text,
  due_at bigint,
  is_call boolean not null default true,
  slot_at bigint,
  -- the age at which the job has taught last; -1 where a wait was taken up again, of which nobody was told yet
  shown bigint not null default 0,
  wake_seq bigint not null default 0,
  news boolean not null default false,
  announced_at bigint,
  poll_wanted boolean not null default false,
  stop_wanted boolean not null default false,
  new_policy text,
  -- the end
  outcome text,
  outcome_kind varchar(20),
  calls integer not null default 0,
  over_at bigint,
  told_at bigint,
  deliveries integer not null default 0,
  problem varchar(500) not null default '',
  handler_problem varchar(500) not null default '',
  -- whether what nobody needs after the end was removed
  is_slim boolean not null default false,
  rev bigint not null default 0,
  unique (account, reference, part),
  unique (account, remote_id)
);

create index pollwise_job_callback on pollwise_job (account, callback_id);
create index pollwise_job_open on pollwise_job (account, state, asked_at) where state <> 'OVER';
create index pollwise_job_untold on pollwise_job (over_at) where over_at is not null and told_at is null;
create index pollwise_job_told on pollwise_job (told_at) where told_at is not null;
create index pollwise_job_full on pollwise_job (told_at) where told_at is not null and not is_slim;

-- What all copies have in common of one account: the budget, the pause, whether there is room.
create table pollwise_account (
  name varchar(100) primary key,
  server varchar(2000) not null,
  free_at bigint not null default 0,
  reserved_at bigint not null default 0,
  granted boolean not null default true,
  blocked_until bigint not null default 0,
  blocked_for bigint not null default 0,
  -- grows when a job of ours has ended, which makes room for another
  room_seq bigint not null default 0
);

-- Deliveries of webhooks that were taken.
create table pollwise_event (
  account varchar(100) not null,
  event varchar(300) not null,
  at bigint not null,
  primary key (account, event)
);
create index pollwise_event_at on pollwise_event (account, at);

-- What jobs have shown of how long they take; rows are added and, when they are old, removed. kind: B begun, A seen alive, E ended, S stopped
-- watching. Read in the order of n.
create table pollwise_learned (
  n integer primary key autoincrement,
  tx bigint not null default 0,
  job varchar(40) not null,
  kind char(1) not null,
  server varchar(2000) not null,
  mode varchar(100) not null,
  label varchar(100) not null,
  source_ms bigint not null,
  traits text not null,
  after_us bigint not null default 0,
  by_us bigint not null default 0,
  announced boolean not null default false,
  at bigint not null
);
create index pollwise_learned_order on pollwise_learned (tx, n);
create index pollwise_learned_job on pollwise_learned (job);

-- Grows with each removal of old rows: every copy reads what is left anew then.
create table pollwise_learning (
  one integer primary key check (one = 1),
  generation bigint not null
);
insert into pollwise_learning (one, generation) values (1, 0);

-- The table of db-scheduler.
create table pollwise_task (
  task_name text not null,
  task_instance text not null,
  task_data blob,
  execution_time datetime not null,
  picked boolean not null,
  picked_by text,
  last_success datetime,
  last_failure datetime,
  consecutive_failures integer,
  last_heartbeat datetime,
  version bigint not null,
  priority integer,
  primary key (task_name, task_instance)
);
create index pollwise_task_due on pollwise_task (execution_time);
create index pollwise_task_heartbeat on pollwise_task (last_heartbeat);

-- Each paid act as a line: what one needs to claim a refund.
create view pollwise_spend as
select account, reference, part, language, state,
  strftime('%Y-%m-%dT%H:%M:%fZ', asked_at / 1e6, 'unixepoch') as asked_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', first_sent_at / 1e6, 'unixepoch') as first_sent_at,
  sends,
  idempotency_key, callback_id, request_id,
  remote_id as job_id,
  strftime('%Y-%m-%dT%H:%M:%fZ', accepted_at / 1e6, 'unixepoch') as accepted_at,
  outcome_kind as outcome,
  calls,
  strftime('%Y-%m-%dT%H:%M:%fZ', over_at / 1e6, 'unixepoch') as seen_at,
  strftime('%Y-%m-%dT%H:%M:%fZ', told_at / 1e6, 'unixepoch') as told_at,
  problem
from pollwise_job
where sends > 0;

insert into pollwise_schema (version, oldest_program, applied_at) values (1, 1, cast(strftime('%s', 'now') as integer) * 1000000);
