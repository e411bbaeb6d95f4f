//! Two major versions write the same catalog a little differently: that is no drift.

use crate::scene::{RICH, snapshot};
use crate::support::{Project, TestServer, home, wait};
use provost::embedded::{Contents, ServerBinaries, Source, Throwaway, Wanted, find};
use provost::model::Ident;
use provost::snapshot::compare;

/// Downloads the newer server from the registries where it is not there yet.
#[tokio::test]
async fn fifteen_and_eighteen_agree() {
    let start = |source: Source| {
        wait(async {
            let extensions = vec!["pg_trgm".to_owned()];
            let wanted = Wanted { source, extensions, path: std::env::var_os("PATH"), no_fetch: false };
            let binaries = find(&wanted, &home(), &mut |_| ()).await.unwrap();
            let settings = [("wal_level", "logical")];
            Throwaway::start_with(&binaries, &home().cache, std::process::id(), &settings).await.unwrap()
        })
    };
    let servers = [start(Source::Any), start(Source::Fetched)];
    let mut taken = Vec::new();
    for own in &servers {
        own.server().create_database(&Ident::parse("rich").unwrap(), Contents::Platform).await.unwrap();
        let address = own.server().address("rich").to_string();
        let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        for folder in ["", "sql/main", "sql/course"] {
            let sql = if folder.is_empty() { RICH.replace(" version '1.5'", "") } else { files(folder) };
            if let Err(error) = client.batch_execute(&sql).await {
                panic!("{folder}: {:?}", error.as_db_error());
            }
        }
        taken.push(snapshot(own.server(), "rich").await);
    }
    let (older, newer) = (&taken[0], &taken[1]);
    assert_ne!(older.major, newer.major);
    for (wanted, found) in [(older, newer), (newer, older)] {
        let drift = compare(wanted.clone(), found.clone());
        let left: Vec<String> = drift
            .differences
            .iter()
            .map(|it| format!("{}: {:?}\n  wanted {}\n  found  {}", it.id, it.change, it.wanted, it.found))
            .collect();
        assert!(left.is_empty(), "{}", left.join("\n"));
    }
}

/// What one server made of the files is not taken for what another would make, be it put in the place of the first.
#[tokio::test]
async fn a_newer_server_in_the_place_of_an_older_is_noticed() {
    let (older, newer) = (programs(Source::Any), programs(Source::Fetched));
    let table = format!("create table public.notes (id integer); -- {}", fastrand::u64(..));
    let project = Project::new()
        .file("provost.toml", "[project]\nname = \"place\"\n[main]\nmigrations = \"sql\"\n")
        .file("sql/V001__notes.sql", table);
    let database = TestServer::fresh_database();
    let place = project.path("bin");
    std::fs::create_dir(&place).unwrap();
    let run = |args: &[&str]| {
        let mut command = project.provost();
        let command = command.args(args).args(["--yes", "--database-url", &database.url]);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    let check = || run(&["drift", "check", "--pg-bin", place.to_str().unwrap()]);
    run(&["migrate", "up"]);
    let mut told = Vec::new();
    for binaries in [&older, &newer] {
        for entry in std::fs::read_dir(&binaries.bin_dir).unwrap().flatten() {
            let link = place.join(entry.file_name());
            let _ = std::fs::remove_file(&link); // of the older server
            std::os::unix::fs::symlink(entry.path(), link).unwrap();
        }
        told.push([check(), check()]);
    }
    let note = format!("PostgreSQL {} is compared with {}", older.version.major, newer.version.major);
    let noted: Vec<bool> = told.iter().flatten().map(|said| said.contains(&note)).collect();
    assert_eq!(noted, [false, false, true, true], "{told:?}");

    // A named server is one more, whatever version it has.
    let own = wait(async { Throwaway::start(&newer, &home().cache).await.unwrap() });
    let url = own.server().superuser_address("postgres").to_string();
    assert!(run(&["drift", "check", "--shadow-url", &url]).contains(&note));
}

fn programs(source: Source) -> ServerBinaries {
    let wanted = Wanted { source, path: std::env::var_os("PATH"), ..Wanted::default() };
    wait(async { find(&wanted, &home(), &mut |_| ()).await.unwrap() })
}

/// The campus system's migrations of one folder, in order; main and course do not share names in one database.
fn files(folder: &str) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> =
        std::fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".down.sql"));
    files.sort();
    files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect()
}
