//! A run with every kind of file, and how to tell that each ran exactly once.

use crate::client::Client;
use crate::proxy::{Fault, Proxy};
use crate::scene::{Ended, Scene};

const FILES: [(&str, &str); 5] = [
    (
        "V001__notes.sql",
        "create schema app;\ncreate table app.notes (id int, body text);\ninsert into public.ran values ('V001');\n",
    ),
    (
        "V002__when.sql",
        "alter table app.notes add column written timestamptz;\ninsert into public.ran values ('V002');\n",
    ),
    (
        "V003__find.sql",
        "-- no-transaction\ninsert into public.ran values ('V003');\n\
         create index concurrently notes_body on app.notes (body);\ninsert into public.ran values ('V003 end');\n",
    ),
    (
        "V004__more.sql",
        "alter table app.notes add column author text;\ninsert into public.ran values ('V004');\n",
    ),
    (
        "R__titles.sql",
        "create or replace view app.titles as select id, left(body, 20) as title from app.notes;\n\
         insert into public.ran values ('R');\n",
    ),
];

/// History, what ran how often, what the catalog has, and what is left lying about.
const STATE: &str = "select 'history ' || string_agg(version || ' ' || name, ', ' order by version) from provost.history
union all select 'ran ' || string_agg(file || ': ' || times, ', ' order by file) from (select file, count(*) as times from public.ran group by file) r
union all select 'columns ' || string_agg(table_name || '.' || column_name, ', ' order by table_name, ordinal_position) from information_schema.columns where table_schema = 'app'
union all select 'index ' || indexrelid::regclass || ' ' || (indisvalid and indisready) from pg_index where indrelid = 'app.notes'::regclass
union all select 'ended ' || count(*) from provost.applied where finished_at is not null
union all select 'repeated ' || count(*) from provost.repeated where finished_at is not null
union all select 'journal ' || count(*) from provost.journal
union all select 'other schemas ' || string_agg(nspname, ', ') from pg_namespace where nspname !~ '^pg_|^information_schema$|^app$|^provost$|^public$'";

const END: &str = "history 1 notes, 2 when, 3 find, 4 more
ran R: 1, V001: 1, V002: 1, V003: 1, V003 end: 1, V004: 1
columns notes.id, notes.body, notes.written, notes.author, titles.id, titles.title
index app.notes_body true
ended 4
repeated 1
journal 0
null";

/// The files, a database to run them in again and again, and a connection to look at it.
pub(super) struct Journey {
    pub(super) scene: Scene,
    client: Client,
}

impl Journey {
    pub(super) fn new() -> Self {
        let scene = FILES.iter().fold(Scene::new(), |scene, (name, sql)| scene.file(name, sql));
        let client = scene.client();
        client.ask("create table public.ran (file text)");
        Self { scene, client }
    }

    /// Back to the start.
    pub(super) fn rewind(&self) {
        self.client.ask(
            "set client_min_messages = warning; drop schema if exists app cascade; drop schema if exists provost cascade; truncate public.ran",
        );
    }

    /// A proxy in front of the server.
    pub(super) fn proxy(&self, fault: Option<Fault>) -> Proxy {
        Proxy::start(&self.scene.project.path("p"), self.scene.server.sockets(), fault)
    }

    /// `up`, ready to be started through a proxy.
    pub(super) fn through(&self, proxy: &Proxy) -> std::process::Command {
        self.scene.command(&proxy.url(&self.scene.database), &["up"])
    }

    /// Nothing was done, and nothing is left lying about.
    pub(super) fn is_at_the_start(&self) -> bool {
        self.client.ask("select count(*) from pg_namespace where nspname in ('app', 'provost')") == "0"
    }

    /// Fails unless everything was done, once.
    pub(super) fn must_be_at_the_end(&self, after: &str, ended: &Ended) {
        match self.client.try_ask(STATE) {
            Ok(state) => assert_eq!(state, END, "after {after}: {ended}"),
            Err(error) => panic!("after {after}: {error:?}\n{ended}"),
        }
    }

    /// Runs again, without the proxy, and fails unless that reaches the end.
    pub(super) fn heal(&self, after: &str, first: &Ended) {
        let second = self.scene.up();
        assert_eq!(second.code, Some(0), "the second run after {after}: {second}\nthe first: {first}");
        self.must_be_at_the_end(after, &second);
    }
}
