//! `provost db`, as a person runs it.

use crate::campus::Campus;
use crate::support::Project;
use crate::throwaway::soon;
use provost::embedded::Account;
use serde_json::Value;
use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt};
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn from_nothing_to_a_server_and_back() {
    let campus = Campus::new();
    assert_eq!(campus.json(&["status"])["state"], "absent");
    assert_eq!(campus.run(&["stop"]).1, "the embedded server does not run\n");
    assert!(campus.fail(&["url"]).1.contains("start it: `provost db start`"));

    let (_, told) = campus.run(&["start"]);
    assert!(told.contains("making a PostgreSQL") && told.contains("made the database campus"), "{told}");
    let status = campus.json(&["status"]);
    assert_eq!(
        (&status["state"], &status["databases"]),
        (&"running".into(), &serde_json::json!(["campus", "postgres"]))
    );
    let pid = status["pid"].as_u64().unwrap();
    assert_eq!(campus.json(&["start"])["pid"], pid, "a second start finds it");

    assert_eq!(
        campus.sql("select current_user, current_database(), auth.uid() is null"),
        "postgres|campus|t"
    );
    assert_eq!(campus.sql("show fsync; show synchronous_commit; show listen_addresses"), "on\non");
    campus.sql("create table kept ()");
    assert_eq!(campus.run(&["stop"]).1, "stopped the embedded server\n");
    assert_eq!(campus.json(&["status"])["state"], "stopped");
    assert_eq!(campus.sql("select to_regclass('kept')"), "kept", "psql starts it; what it held is there");
    assert_ne!(campus.pid(), Some(pid));

    let (code, told) = campus.fail(&["reset"]);
    assert_eq!(code, 5, "{told}");
    assert_eq!(campus.sql("select to_regclass('kept')"), "kept");
    assert!(campus.run(&["reset", "--yes"]).1.starts_with("target: "));
    assert_eq!(campus.sql("select to_regclass('kept')"), "");
    let (code, told) = campus.fail(&["url", "other"]);
    assert_eq!((code, told.contains("it has `campus`, `postgres`")), (3, true), "{told}");
    campus.run(&["reset", "other"]);
    assert!(campus.run(&["url", "other"]).0.ends_with("/other\n"));

    let refused = campus.fail(&["reset", "--cluster"]);
    assert_eq!(refused.0, 5);
    campus.run(&["reset", "--cluster", "--yes"]);
    assert_eq!(campus.json(&["status"])["state"], "absent");
    assert!(!campus.0.path("state/cluster").exists());
}

#[test]
fn the_server_runs_as_an_ordinary_user_behind_a_closed_door() {
    let campus = Campus::new();
    campus.run(&["start"]);
    let uid = Account::for_this_process().unwrap().uid();
    assert_ne!(uid, 0);
    for dir in ["state/cluster", "state/socket"] {
        let meta = std::fs::metadata(campus.0.path(dir)).unwrap();
        assert_eq!((meta.uid(), meta.mode() & 0o777), (uid, 0o700), "{dir}");
    }
    let pid = campus.pid().unwrap();
    assert_eq!(std::fs::metadata(format!("/proc/{pid}")).unwrap().uid(), uid);
}

#[test]
fn tcp_only_when_asked_for_and_with_a_password() {
    let campus = Campus::new();
    campus.run(&["start"]);
    assert_eq!(campus.fail(&["url", "--tcp"]).0, 4);
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let (code, told) = campus.fail(&["start", "--tcp", &port]);
    assert_eq!((code, told.contains("`provost db stop`")), (5, true), "{told}");
    campus.run(&["stop"]);
    campus.run(&["start", "--tcp", &port]);
    let url = campus.run(&["url", "--tcp"]).0;
    let psql = |url: &str| {
        let output =
            Command::new("psql").args(["-XAtw", url.trim(), "-c", "select 1"]).env_clear().output().unwrap();
        (output.status.success(), String::from_utf8(output.stderr).unwrap())
    };
    assert!(psql(&url).0, "{}", psql(&url).1);
    let without = format!("postgres://postgres@127.0.0.1:{port}/campus");
    assert!(!psql(&without).0);
    let mode = std::fs::metadata(campus.0.path("state/password")).unwrap().mode();
    assert_eq!(mode & 0o777, 0o600);
    let password = std::fs::read_to_string(campus.0.path("state/password")).unwrap();
    let log = std::fs::read_to_string(campus.0.path("state/cluster/server.log")).unwrap();
    assert!(url.contains(&password) && !log.contains(&password));
    assert_eq!(campus.sql("select inet_server_addr() is null"), "t", "psql goes through the socket");
}

#[test]
fn several_starters_at_once_start_one_server() {
    let campus = Campus::new();
    let start = || {
        let program = campus.0.provost();
        let mut command = Command::new(program.get_program());
        command.args(["db", "start", "--format", "json"]).env_clear().current_dir(campus.0.dir());
        command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let starters: Vec<_> = (0..4).map(|_| start()).collect();
    let mut pids = Vec::new();
    for starter in starters {
        let output = starter.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        pids.push(serde_json::from_slice::<Value>(&output.stdout).unwrap()["pid"].as_u64().unwrap());
    }
    assert!(pids.iter().all(|pid| *pid == pids[0]), "{pids:?}");
}

#[test]
fn a_killed_server_comes_back_with_what_was_committed() {
    let campus = Campus::new();
    campus.run(&["start"]);
    campus.sql("create table kept (id int); insert into kept values (1)");
    let pid = campus.pid().unwrap();
    let killed = Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap();
    assert!(killed.success());
    soon("it is not seen as running", || campus.json(&["status"])["state"] == "stopped");
    campus.run(&["start"]);
    assert_eq!(campus.sql("select id from kept"), "1");
}

#[test]
fn a_start_that_was_killed_at_any_point_is_made_good_by_the_next() {
    let campus = Campus::new();
    for delay in [30, 100, 200, 400, 700, 1100] {
        let program = campus.0.provost();
        let mut command = Command::new(program.get_program());
        command.args(["db", "start"]).env_clear().current_dir(campus.0.dir());
        command.envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let mut starter = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        starter.kill().unwrap();
        starter.wait().unwrap();
    }
    campus.run(&["start"]);
    assert_eq!(campus.sql("create table t (); select count(*) from auth.users"), "0");
    let left = std::fs::read_dir(campus.0.path("state")).unwrap();
    let names: Vec<String> = left.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(!names.iter().any(|name| name.starts_with("incoming")), "{names:?}");
}

/// The moment between making a directory and handing it over to the server's account is short, and a start may be killed in it.
#[test]
fn a_directory_that_was_made_and_not_handed_over_is_taken() {
    use std::os::unix::fs::DirBuilderExt as _;
    let campus = Campus::new();
    for name in ["state", "state/socket"] {
        let mode = if name == "state" { 0o755 } else { 0o700 };
        std::fs::DirBuilder::new().mode(mode).create(campus.0.path(name)).unwrap();
    }
    campus.run(&["start"]);
    campus.run(&["stop"]);
    std::fs::remove_dir_all(campus.0.path("state")).unwrap();
    std::fs::DirBuilder::new().recursive(true).mode(0o755).create(campus.0.path("state/socket")).unwrap();
    let refused = campus.0.provost().args(["db", "start"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(5), "{}", String::from_utf8_lossy(&refused.stderr));
}

#[test]
fn a_pid_that_another_program_got_is_no_server() {
    use std::os::unix::process::CommandExt as _;
    let campus = Campus::new();
    campus.run(&["start"]);
    let file = campus.0.path("state/cluster/postmaster.pid");
    let text = std::fs::read_to_string(&file).unwrap();
    campus.run(&["stop"]);
    let uid = Account::for_this_process().unwrap().uid();
    let mut stranger = Command::new("sleep").arg("60").uid(uid).spawn().unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    std::fs::write(&file, format!("{}\n{rest}", stranger.id())).unwrap();
    let lock = campus.0.path("state/socket/.s.PGSQL.5432.lock");
    std::fs::write(&lock, format!("{}\n{rest}", stranger.id())).unwrap();
    for path in [&file, &lock] {
        std::os::unix::fs::chown(path, Some(uid), None).unwrap();
    }
    assert_eq!(campus.json(&["status"])["state"], "stopped");
    let outcome = campus.json(&["start"]);
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    assert_eq!(outcome["state"], "running");
}

#[test]
fn a_state_directory_with_a_long_path_has_its_socket_elsewhere() {
    let campus = Campus::new();
    let long = campus.0.path(&"long/".repeat(20));
    let provost = |arguments: &[&str]| {
        let output =
            campus.0.provost().env("PROVOST_STATE_DIR", &long).arg("db").args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    provost(&["start"]);
    assert!(provost(&["url"]).contains("@%2Ftmp%2Fprovost-"));
    assert_eq!(provost(&["psql", "--", "-XAtqc", "select 1"]), "1\n");
    provost(&["reset", "--cluster", "--yes"]);
}

#[test]
fn an_ordinary_user_needs_nothing_but_a_home() {
    use std::os::unix::process::CommandExt as _;
    let project = Project::new();
    let home = project.path("home");
    std::fs::create_dir(&home).unwrap();
    // Where the tests run as root, the program is copied to where `nobody` can run it; else we are an ordinary user.
    let program = project.path("provost");
    std::fs::copy(env!("CARGO_BIN_EXE_provost"), &program).unwrap();
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.args(arguments).env_clear().env("HOME", &home).env("PATH", "/usr/bin:/bin").current_dir("/");
        if let Account::Dropped { .. } = Account::for_this_process().unwrap() {
            std::os::unix::fs::chown(&home, Some(65_534), Some(65_534)).unwrap();
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["db", "start"]);
    assert_eq!(run(&["db", "psql", "--", "-XAtqc", "select current_user"]), "postgres\n");
    assert!(run(&["db", "status"]).contains(&home.display().to_string()));
    run(&["db", "reset", "--cluster", "--yes"]);
}

#[test]
fn the_platform_is_installed_only_where_it_is_asked_for() {
    let campus = Campus::new();
    let (code, told) = campus.fail(&["platform"]);
    assert_eq!((code, told.contains("--database-url")), (2, true), "{told}");
    campus.run(&["start"]);
    let owner = campus.run(&["url"]).0;
    let (_, told) = campus.run(&["platform", "--database-url", owner.trim()]);
    assert!(told.ends_with("the stand-in is there already\n"), "{told}");
    campus.sql("create database plain template template0");
    let plain = owner.trim().replace("/campus", "/plain");
    let (code, told) = campus.fail(&["platform", "--database-url", &plain]);
    assert_eq!((code, told.contains("superuser")), (6, true), "{told}");
    let superuser = campus.run(&["url", "plain", "--superuser"]).0;
    let (_, told) = campus.run(&["platform", "--database-url", superuser.trim()]);
    assert!(told.contains("installed the stand-in"), "{told}");
    campus.run(&["psql", "plain", "--", "-XAtqc", "create table t (id uuid references auth.users)"]);
}
