//! What the stand-in lets `postgres` and the API's roles do, compared with what was measured on Supabase.

use crate::support::{TestDatabase, TestServer};
use provost::embedded::{Contents, Server};
use provost::model::Ident;
use tokio_postgres::{Client, SimpleQueryMessage};

/// Runs a script in a transaction that is rolled back; the SQLSTATE and message of its error, if it has one.
async fn attempt(client: &Client, sql: &str) -> Option<(String, String)> {
    let outcome = client.batch_execute(&format!("begin; {sql}")).await;
    client.batch_execute("rollback").await.unwrap();
    outcome.err().map(|error| {
        let error = error.as_db_error().unwrap();
        (error.code().code().to_owned(), error.message().to_owned())
    })
}

/// The last value that a script returns.
async fn value(client: &Client, sql: &str) -> Option<String> {
    let messages = client.simple_query(&format!("begin; {sql}; rollback")).await.unwrap();
    let rows = messages.iter().filter_map(|message| match message {
        SimpleQueryMessage::Row(row) => Some(row.get(0).map(str::to_owned)),
        _ => None,
    });
    rows.last().unwrap()
}

async fn fresh() -> (TestDatabase, Client) {
    let database = TestServer::fresh_database();
    let client = database.client().await;
    (database, client)
}

/// As `postgres` in a database with the platform, on a server of the test's own.
async fn client_of_own(server: &Server) -> Client {
    let name = Ident::parse("mine").unwrap();
    server.create_database(&name, Contents::Platform).await.unwrap();
    let url = server.address("mine").to_string();
    let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[tokio::test]
async fn what_postgres_may_do() {
    let (_database, client) = fresh().await;
    let mut refused = Vec::new();
    for sql in [
        "create table public.a (id uuid references auth.users on delete cascade)",
        "create function public.f() returns trigger language plpgsql as 'begin return new; end'; create trigger t after insert on auth.users for each row execute function public.f(); drop trigger t on auth.users",
        "create function public.f() returns trigger language plpgsql as 'begin return new; end'; create trigger t after insert on auth.users for each row execute function public.f(); drop function public.f() cascade",
        "create policy p on auth.users for select to authenticated using (true); drop policy p on auth.users",
        "create policy p on storage.objects for select to authenticated using (true); alter policy p on storage.objects using (false); comment on policy p on storage.objects is 'x'; drop policy p on storage.objects",
        "create policy p on storage.buckets for select using (true)",
        "insert into auth.users (id, email) values (gen_random_uuid(), 'a@b'); update auth.users set email = 'c'; delete from auth.users",
        "truncate auth.users cascade",
        "create view public.v as select id from auth.users",
        "create role mine login createdb; grant anon to mine; grant mine to postgres; create schema s authorization mine",
        "create role mine; grant mine to authenticator; grant mine to authenticated",
        "create role mine; grant select on auth.users to mine; grant all on storage.objects to mine",
        "set local role anon; reset role; set local role authenticated; reset role; set local role service_role",
        "insert into storage.buckets (id, name) values ('b', 'b'); insert into storage.objects (bucket_id, name) values ('b', 'u/x.png')",
        "create table extensions.t ()",
        "create extension if not exists citext with schema extensions; create extension pg_trgm",
        "create table public.t (id int); alter publication supabase_realtime add table public.t",
        "create schema mine; create table mine.t ()",
        "drop schema public cascade; create schema public",
        "alter default privileges in schema public grant select on tables to anon",
    ] {
        match attempt(&client, sql).await {
            None => {}
            Some(error) => refused.push(format!("{sql}: {error:?}")),
        }
    }
    assert!(refused.is_empty(), "{refused:#?}");
    // A mistake of one's own is told as PostgreSQL tells it.
    assert_eq!(attempt(&client, "create index on public.nothing_like_this (id)").await.unwrap().0, "42P01");
}

#[tokio::test]
async fn what_postgres_may_not_do() {
    let (_database, client) = fresh().await;
    let mut unlike = Vec::new();
    // Where no text is given, it changed between PostgreSQL's versions.
    for (sql, message) in [
        ("alter table storage.objects enable row level security", "must be owner of table objects"),
        ("alter table storage.objects owner to postgres", "must be owner of table objects"),
        ("alter table auth.users add column x int", "must be owner of table users"),
        ("alter table auth.users disable trigger all", "must be owner of table users"),
        ("comment on table storage.objects is 'x'", "must be owner of table objects"),
        ("create index on storage.objects (name)", "must be owner of table objects"),
        ("create index on auth.users (email)", "must be owner of table users"),
        ("drop table storage.objects cascade", "must be owner of table objects"),
        ("drop index storage.bucketid_objname", "must be owner of index bucketid_objname"),
        ("create table auth.t ()", "permission denied for schema auth"),
        (
            "create function storage.f() returns int language sql return 1",
            "permission denied for schema storage",
        ),
        (
            "create or replace function auth.uid() returns uuid language sql stable as 'select null::uuid'",
            "permission denied for schema auth",
        ),
        ("drop schema storage cascade", "must be owner of schema storage"),
        ("create role x superuser", ""),
        ("set session authorization authenticator", "permission denied to set session authorization"),
        ("set local role supabase_admin", "permission denied to set role \"supabase_admin\""),
        ("alter default privileges for role supabase_admin grant select on tables to anon", ""),
        ("create extension file_fdw", "permission denied to create extension \"file_fdw\""),
        (
            "delete from storage.objects",
            "Direct deletion from storage tables is not allowed. Use the Storage API instead.",
        ),
        ("copy auth.users to '/tmp/x'", ""),
        (
            "drop event trigger provost_platform_guard",
            "must be owner of event trigger provost_platform_guard",
        ),
    ] {
        match attempt(&client, sql).await {
            Some((code, found)) if code == "42501" && found.starts_with(message) => {}
            other => unlike.push(format!("{sql}: {other:?}")),
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[tokio::test]
async fn claims_arrive_in_two_ways_and_the_old_one_wins() {
    let (_database, client) = fresh().await;
    let (old, new) = ("11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222");
    let legacy = format!("set local request.jwt.claim.sub = '{old}'");
    let json =
        format!(r#"set local request.jwt.claims = '{{"sub":"{new}","role":"authenticated","email":"a@b"}}'"#);
    assert_eq!(value(&client, "select auth.uid()").await, None);
    assert_eq!(value(&client, &format!("{legacy}; select auth.uid()")).await.as_deref(), Some(old));
    assert_eq!(value(&client, &format!("{json}; select auth.uid()")).await.as_deref(), Some(new));
    assert_eq!(value(&client, &format!("{json}; {legacy}; select auth.uid()")).await.as_deref(), Some(old));
    assert_eq!(
        value(&client, &format!("{json}; select auth.role()")).await.as_deref(),
        Some("authenticated")
    );
    assert_eq!(value(&client, &format!("{json}; select auth.email()")).await.as_deref(), Some("a@b"));
    assert_eq!(value(&client, &format!("{json}; select auth.jwt() ->> 'sub'")).await.as_deref(), Some(new));
    // What was local to a transaction reads as '' afterwards, not as null.
    assert_eq!(
        value(&client, "select current_setting('request.jwt.claims', true)").await.as_deref(),
        Some("")
    );
    assert_eq!(value(&client, "select auth.uid()").await, None);
    assert_eq!(value(&client, "select auth.jwt()").await, None);
}

#[tokio::test]
async fn a_new_table_is_closed_but_not_to_truncate() {
    let (_database, client) = fresh().await;
    client.batch_execute("create table public.t (id int generated always as identity)").await.unwrap();
    let rights = "select string_agg(r || '.' || lower(p), ' ' order by r, p) from unnest(array['anon', 'authenticated', 'service_role']) r, \
                  unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p where has_table_privilege(r, 'public.t', p)";
    let expected = "anon.references anon.trigger anon.truncate authenticated.references authenticated.trigger authenticated.truncate \
                    service_role.references service_role.trigger service_role.truncate";
    assert_eq!(value(&client, rights).await.as_deref(), Some(expected));
    for role in ["anon", "authenticated", "service_role"] {
        let read = attempt(&client, &format!("set local role {role}; select from public.t")).await;
        assert_eq!(read.unwrap().1, "permission denied for table t");
    }
    assert_eq!(attempt(&client, "set local role anon; truncate public.t").await, None);
    let other = "create schema mine; create table mine.t (); set local role anon; truncate mine.t";
    assert_eq!(attempt(&client, other).await.unwrap().1, "permission denied for schema mine");
}

#[tokio::test]
async fn the_roles_are_what_they_are_there() {
    // Roles belong to a whole server: on the shared one stand those of other tests, too.
    let own = TestServer::own(&[]);
    let client = client_of_own(own.server()).await;
    let roles = "select string_agg(rolname || ':' || concat_ws(',', case when rolsuper then 'super' end, case when rolcanlogin then 'login' end, \
                 case when not rolinherit then 'noinherit' end, case when rolbypassrls then 'bypassrls' end, case when rolcreaterole then 'createrole' end, \
                 case when rolcreatedb then 'createdb' end), ' ' order by rolname) from pg_roles where rolname !~ '^pg_'";
    let expected = "anon: authenticated: authenticator:login,noinherit postgres:login,bypassrls,createrole,createdb service_role:bypassrls \
                    supabase_admin:super,login,bypassrls,createrole,createdb supabase_auth_admin:login,noinherit,createrole \
                    supabase_storage_admin:login,noinherit,createrole";
    assert_eq!(value(&client, roles).await.as_deref(), Some(expected));
    assert_eq!(value(&client, "show search_path").await.as_deref(), Some(r#""$user", public, extensions"#));
    let owners = "select string_agg(n.nspname || '.' || c.relname || ':' || pg_get_userbyid(c.relowner) || case when relrowsecurity then ':rls' else '' end, ' ' order by 1) \
                  from pg_class c join pg_namespace n on n.oid = relnamespace where relkind = 'r' and nspname in ('auth', 'storage')";
    assert_eq!(
        value(&client, owners).await.as_deref(),
        Some(
            "auth.users:supabase_auth_admin:rls storage.buckets:supabase_storage_admin:rls storage.objects:supabase_storage_admin:rls"
        )
    );
}

#[tokio::test]
async fn names_of_objects_are_taken_apart() {
    let (_database, client) = fresh().await;
    assert_eq!(value(&client, "select storage.foldername('a/b/c.tar.gz')").await.as_deref(), Some("{a,b}"));
    assert_eq!(value(&client, "select storage.filename('a/b/c.tar.gz')").await.as_deref(), Some("c.tar.gz"));
    assert_eq!(value(&client, "select storage.extension('a/b/c.tar.gz')").await.as_deref(), Some("gz"));
    // Nobody sees an object or a bucket before there is a policy.
    let unseen = "insert into storage.buckets (id, name) values ('b', 'b'); insert into storage.objects (bucket_id, name) values ('b', 'x'); \
                  set local role authenticated; select count(*) from storage.objects";
    assert_eq!(value(&client, unseen).await.as_deref(), Some("0"));
    let seen = unseen.replace("set local role", "create policy p on storage.objects for select to authenticated using (bucket_id = 'b'); set local role");
    assert_eq!(value(&client, &seen).await.as_deref(), Some("1"));
}

#[tokio::test]
async fn letters_of_all_scripts_are_known_and_order_is_by_byte() {
    let (_database, client) = fresh().await;
    assert_eq!(
        value(&client, "select lower('ÄΣЖ') || (('Z' < 'a') and ('z' < 'ä'))").await.as_deref(),
        Some("äσжtrue")
    );
    assert_eq!(value(&client, "select 'ÄRGER' ilike 'ärg%'").await.as_deref(), Some("t"));
}
