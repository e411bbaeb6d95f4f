//! Throw-away servers: how they live and how they die.

use crate::support::{TestServer, binaries, home, wait};
use provost::embedded::{Account, Server, Throwaway};
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

/// Waits for something that happens soon.
pub(crate) fn soon(what: &str, happens: impl Fn() -> bool) {
    let began = Instant::now();
    while !happens() {
        assert!(began.elapsed() < Duration::from_secs(15), "did not happen: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn answers(server: &Server) -> bool {
    wait(server.database_exists("postgres")).is_ok()
}

#[test]
fn each_test_has_its_own_database_on_one_server() {
    let (a, b) = (TestServer::fresh_database(), TestServer::fresh_database());
    assert_eq!(a.server.sockets(), b.server.sockets());
    assert_ne!(a.name, b.name);
}

#[test]
fn a_server_of_ones_own_ends_with_its_handle() {
    let own = TestServer::own(&[("max_connections", "7")]);
    let (server, sockets) = (own.server().clone(), own.server().sockets().to_owned());
    assert!(answers(&server));
    drop(own);
    assert!(!sockets.exists());
    assert!(!answers(&server));
}

#[test]
fn a_killed_owner_takes_its_server_along() {
    // This test plays the owner too: it starts itself once more, and kills that.
    if std::env::var_os("PROVOST_TEST_OWNER").is_some() {
        let own = TestServer::own(&[]);
        println!("\nsockets={}", own.server().sockets().display());
        std::io::stdout().flush().unwrap();
        std::thread::sleep(Duration::from_secs(60));
        return;
    }
    let mut owner = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "throwaway::a_killed_owner_takes_its_server_along", "--nocapture"])
        .env("PROVOST_TEST_OWNER", "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(owner.stdout.take().unwrap()).lines();
    let sockets =
        lines.map_while(Result::ok).find_map(|line| Some(PathBuf::from(line.strip_prefix("sockets=")?)));
    let server = Server::at(sockets.unwrap());
    assert!(answers(&server));
    owner.kill().unwrap(); // SIGKILL: nothing of it runs any more
    owner.wait().unwrap();
    soon("the server's files are gone", || !server.sockets().exists());
    assert!(!answers(&server));
}

#[test]
fn a_server_that_was_handed_over_lives_as_long_as_its_new_owner() {
    let mut owner = Command::new("sleep").arg("60").spawn().unwrap();
    let server = TestServer::own(&[]).hand_to(owner.id()).unwrap();
    assert!(answers(&server));
    owner.kill().unwrap();
    owner.wait().unwrap();
    soon("the server's files are gone", || !server.sockets().exists());
}

#[test]
fn what_killed_runs_left_behind_is_removed() {
    let mut dead = Command::new("true").spawn().unwrap();
    dead.wait().unwrap();
    let base = std::env::temp_dir();
    let uid = Account::for_this_process().unwrap().uid();
    let leave = |tail: &str, age: u64, uid: u32| {
        let dir = base.join(format!("provost-{}-{tail}", dead.id()));
        std::fs::create_dir_all(dir.join("data")).unwrap();
        chown(&dir, Some(uid), None).unwrap();
        let at = SystemTime::now() - Duration::from_secs(age);
        std::fs::File::open(&dir).unwrap().set_modified(at).unwrap();
        dir
    };
    let old = leave("aaaaaa", 3600, uid);
    let fresh = leave("bbbbbb", 0, uid);
    let own = TestServer::own(&[]);
    assert!(!old.exists(), "an old one goes");
    assert!(fresh.exists(), "its keeper may be at work on a fresh one");
    drop(own);
    std::fs::remove_dir_all(fresh).unwrap();
}

#[test]
fn starting_from_a_furnished_cluster_makes_nothing_new() {
    drop(TestServer::own(&[])); // the first one may furnish
    let clusters = || std::fs::read_dir(home().cache.join("clusters")).unwrap().count();
    let before = clusters();
    let began = Instant::now();
    drop(TestServer::own(&[]));
    println!("started and stopped in {:?}", began.elapsed());
    assert_eq!(clusters(), before);
}

#[test]
fn a_server_that_cannot_start_says_what_its_log_says() {
    let failure = wait(async {
        let settings = [("shared_buffers", "nonsense")];
        Throwaway::start_with(&binaries(), &home().cache, std::process::id(), &settings).await.unwrap_err()
    });
    assert_eq!(failure.what(), "could not start the embedded PostgreSQL server");
    assert!(failure.causes().iter().any(|cause| cause.contains("shared_buffers")), "{:?}", failure.causes());
    let prefix = format!("provost-{}-", std::process::id());
    let mine = |dir: &Path| dir.file_name().unwrap().to_string_lossy().starts_with(&prefix);
    let left = || std::fs::read_dir(std::env::temp_dir()).unwrap().any(|entry| mine(&entry.unwrap().path()));
    soon("its files are gone", || !left());
}
