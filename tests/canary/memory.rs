//! A process that holds a secret leaves nothing of its memory behind, and shows it to nobody.

use crate::scene::Scene;
use crate::sources::hand_over;
use crate::support::process;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid};
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Waits for something that takes a moment.
#[track_caller]
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < Duration::from_secs(30), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn quiet(command: &mut Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// The command as whoever runs the tests; in place of root, as whoever may use the server's socket.
fn as_a_person(scene: &Scene, command: &assert_cmd::Command) -> Command {
    let plain = process(command);
    if !Uid::effective().is_root() {
        return plain;
    }
    let owner = std::fs::metadata(scene.server().sockets()).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_provost"));
    let copy = scene.project.path("provost");
    if !copy.exists() {
        std::fs::copy(program, &copy).unwrap();
    }
    let account = format!("{}:{}", owner.uid(), owner.gid());
    let given = Command::new("chown").args(["-R", &account]).arg(scene.project.dir()).status();
    assert!(given.unwrap().success());
    let mut changed = Command::new("setpriv");
    changed.args(["--reuid", &owner.uid().to_string(), "--regid", &owner.gid().to_string()]);
    changed.args(["--clear-groups", "--pdeathsig", "KILL", "--"]).env_clear();
    let words = std::iter::once(plain.get_program()).chain(plain.get_args());
    changed.args(words.map(|word| if word == program { copy.as_os_str() } else { word }));
    changed.envs(plain.get_envs().filter_map(|(name, value)| Some((name, value?))));
    changed.current_dir(scene.project.dir());
    changed
}

fn limits(child: &Child) -> Vec<String> {
    let text = std::fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("Max core file size")).unwrap();
    line.split_whitespace().take(2).map(str::to_owned).collect()
}

/// Ends it by a signal that asks for a core dump.
fn quit(mut child: Child, scene: &Scene) {
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGQUIT).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(status.signal(), Some(Signal::SIGQUIT as i32), "{status}");
    assert!(!status.core_dumped(), "it left a core dump");
    let left = std::fs::read_dir(scene.project.dir()).unwrap().flatten();
    let left: Vec<_> = left.filter(|entry| entry.file_name().to_string_lossy().starts_with("core")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_command_with_a_password_leaves_no_core_dump() {
    let scene = Scene::new();
    // It takes connections and never answers.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://postgres:secret@127.0.0.1:{}/main", silent.local_addr().unwrap().port());
    let command = scene.command("migrate status");
    // Where the system lets it, the shell would have the dump.
    let mut wanting = Command::new("sh");
    wanting.args(["-c", r#"ulimit -S -c "$(ulimit -H -c)" && exec "$@""#, "sh"]).arg(command.get_program());
    wanting
        .args(command.get_args())
        .env_clear()
        .env("PROVOST_MAIN_URL", url)
        .env("HOME", scene.project.dir());
    let child = quiet(wanting.current_dir(scene.project.dir()));
    let _connected = silent.accept().unwrap();
    assert_eq!(limits(&child)[0], "0");
    quit(child, &scene);
}

#[test]
fn a_command_with_a_key_leaves_no_core_dump_and_is_not_looked_into() {
    let scene = Scene::new();
    let key = std::fs::read_to_string(scene.key_file()).unwrap();
    let word = key.lines().find(|line| line.starts_with("pvk1:")).unwrap();
    let waiting = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name like 'provost/%'";
    for way in ["file", "variable", "descriptor"] {
        let mut command = match way {
            "descriptor" => hand_over(&scene.command("vault verify"), &scene.key_file()),
            _ => scene.command("vault verify"),
        };
        if way == "variable" {
            command.env("PROVOST_KEY", word);
        }
        // Somebody holds the audit trail: the command waits for it with the key in its hands.
        let held = scene.held("canary_main", "lock table internal.vault_audit in access exclusive mode");
        let child = quiet(&mut as_a_person(&scene, &command));
        until(way, || scene.value("postgres", waiting) == "1");
        assert_eq!(limits(&child), ["0", "0"], "{way}");
        // What others could look into belongs to root: so it is with a process that nobody may look into, and that is never dumped.
        let of = |name: &str| std::fs::metadata(format!("/proc/{}/{name}", child.id())).unwrap().uid();
        assert_ne!(of(""), 0, "{way}: it runs as root");
        assert_eq!(of("environ"), 0, "{way}");
        quit(child, &scene);
        drop(held);
    }
}
