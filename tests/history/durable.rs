//! A migration is reported only when it is on disk.

use crate::support::wait;
use crate::world::World;

/// What was in force at the commit is noted by a trigger that runs there.
const WITNESS: &str = "create table at_commit (setting text);
    create function note() returns trigger language plpgsql as
        $$ begin insert into public.at_commit values (current_setting('synchronous_commit')); return null; end $$;
    create constraint trigger note after insert on provost.history deferrable initially deferred
        for each row execute function note();";

#[test]
fn a_database_that_does_not_wait_for_the_disk_waits_here() {
    let world = World::new(&[("V1__one.sql", "select 1;")]);
    assert_eq!(world.migrate(&["up"]).code, 0);
    let careless = format!("{WITNESS} alter database {} set synchronous_commit = off", world.database.name);
    wait(async { world.database.client().await.batch_execute(&careless).await }).unwrap();
    world.file("V2__two.sql", "select 2;");
    world.file("V3__three.sql", "-- no-transaction\nselect 3;");
    assert_eq!(world.migrate(&["up"]).code, 0);
    let rows =
        wait(async { world.database.client().await.query("select setting from at_commit", &[]).await });
    let settings: Vec<String> = rows.unwrap().iter().map(|row| row.get(0)).collect();
    assert_eq!(settings, ["on", "on"]);
}
