//! Keys that come by another way than a file: through a descriptor, a variable that the project names, a command.

use crate::scene::{Scene, files};
use crate::support::Project;
use provost::embedded::Contents;
use provost::model::Ident;
use std::path::Path;

/// A key command that turns the key around, keeps what it saw for the test, and says too much where it is told to.
const HOOK: &str = r#"
import json, sys
said = json.load(sys.stdin)
plain = said.get("plaintext") or said["ciphertext"][4:][::-1]
open("seen.key", "a").write(said["key_id"] + " " + plain + "\n")
mode = open("mode").read()
if mode == "fails": print(plain, file=sys.stderr); sys.exit(3)
if mode == "babbles": print(plain, plain); sys.exit(0)
if mode == "floods": print(plain * 100); sys.exit(0)
if mode == "echoes" and said["op"] == "wrap": print(json.dumps({"ciphertext": plain})); sys.exit(0)
if mode == "cuts" and said["op"] == "unwrap": print(json.dumps({"plaintext": plain[:-4]})); sys.exit(0)
print(json.dumps({"ciphertext": "kms:" + plain[::-1]} if said["op"] == "wrap" else {"plaintext": plain}))
"#;

/// The same command, with the key in a descriptor that a shell opens for it.
pub(crate) fn hand_over(command: &assert_cmd::Command, key: &Path) -> assert_cmd::Command {
    let mut through = assert_cmd::Command::new("sh");
    through.args(["-c", r#"key="$1"; shift; exec "$@" --key-fd 9 9< "$key""#, "sh"]).arg(key);
    through.arg(command.get_program()).args(command.get_args()).env_clear();
    through.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    through.current_dir(command.get_current_dir().unwrap());
    through
}

/// What a run printed, for later; whether it did what it should.
fn heard(scene: &Scene, place: &str, mut command: assert_cmd::Command) -> bool {
    let output = command.output().unwrap();
    let code = output.status.code().unwrap();
    assert_ne!(code, 70, "{place}: {}", String::from_utf8_lossy(&output.stderr));
    for (stream, content) in [("stdout", output.stdout), ("stderr", output.stderr)] {
        scene.heard.borrow_mut().push((format!("{stream} of {place}"), content));
    }
    code == 0
}

#[test]
fn a_key_in_a_descriptor_or_a_variable_is_found_nowhere() {
    let scene = Scene::new();
    let key = std::fs::read_to_string(scene.key_file()).unwrap();
    let word = key.lines().find(|line| line.starts_with("pvk1:")).unwrap().to_owned();
    let away = tempfile::tempdir().unwrap();
    let file = away.path().join("held");
    std::fs::rename(scene.key_file(), &file).unwrap();
    let cut = away.path().join("cut");
    std::fs::write(&cut, &word[..word.len() - 2]).unwrap();
    let toml = std::fs::read_to_string(scene.project.path("provost.toml")).unwrap();
    scene.project.write("by_variable.toml", format!("{toml}\n[vault]\nkey_env = \"MASTER_KEY\"\n"));
    for (line, can_work) in [
        ("vault status", true),
        ("vault verify", true),
        ("course list", true),
        // A key that was handed over cannot be kept anew.
        ("vault rotate", false),
        ("vault init", false),
    ] {
        for more in ["-v -v", "--format json"] {
            let typed = format!("{line} {more}");
            let command = || scene.command(&typed);
            let by_variable = |word: Option<&str>| {
                let mut command = command();
                command.env("PROVOST_PROJECT", scene.project.path("by_variable.toml"));
                command.envs(word.map(|word| ("MASTER_KEY", word)));
                command
            };
            let place = |way: &str| format!("`{typed}` with a key in {way}");
            let worked = heard(&scene, &place("a descriptor"), hand_over(&command(), &file));
            assert_eq!(worked, can_work, "{typed}");
            let worked = heard(&scene, &place("a variable"), by_variable(Some(&word)));
            assert_eq!(worked, can_work, "{typed}");
            heard(&scene, &place("a descriptor, cut"), hand_over(&command(), &cut));
            heard(&scene, &place("a variable, cut"), by_variable(Some(&word[..word.len() - 2])));
            heard(&scene, &place("a variable that is not set"), by_variable(None));
        }
    }
    let failed = scene.heard.borrow().iter().filter(|(_, text)| text.starts_with(b"error:")).count();
    assert!(failed > 10, "only {failed} runs failed: the keys are not cut");
    scene.all_clean(&scene.project);
}

#[test]
fn a_key_that_a_command_gives_is_found_nowhere() {
    let mut scene = Scene::new();
    let name = Ident::parse("canary_hooked").unwrap();
    crate::support::wait(scene.server().create_database(&name, Contents::Platform)).unwrap();
    let project = Project::new();
    let run = |scene: &Scene, mode: &str, line: &str| {
        project.write("mode", mode);
        let mut command = project.provost();
        command.env("PROVOST_MAIN_URL", scene.main_url(None, "canary_hooked")).args(line.split(' '));
        heard(scene, &format!("`{line}` with a command that {mode}"), command)
    };
    assert!(run(&scene, "works", "init . --name hooked"));
    let toml = std::fs::read_to_string(project.path("provost.toml")).unwrap();
    project.write("provost.toml", toml + "\n[vault]\nkey_command = [\"python3\", \"hook.py\"]\n");
    project.write("hook.py", HOOK);
    assert!(run(&scene, "works", "provision main -q"));
    const WRONG: [&str; 5] = ["fails", "babbles", "floods", "echoes", "cuts"];
    for mode in WRONG {
        assert!(!run(&scene, mode, "vault init -v -v"), "{mode}");
    }
    for line in
        ["vault init", "vault status", "vault rotate", "vault rotate --retire", "vault verify", "doctor"]
    {
        for mode in WRONG.iter().filter(|mode| **mode != "echoes") {
            assert!(line == "vault init" || !run(&scene, mode, &format!("{line} -v -v")), "{mode}: {line}");
        }
        assert!(run(&scene, "works", &format!("{line} -v -v")), "{line}");
    }
    scene.note_seen(&project.path("seen.key"));
    let dump = scene.dump("canary_hooked");
    assert!(String::from_utf8_lossy(&dump).contains("kms:"), "main keeps nothing that the command wrapped");
    scene.is_clean("the dump of main", &dump);
    scene.all_clean(&project);
    assert!(
        files(project.dir()).iter().any(|(path, _)| path.ends_with("hook.py")),
        "no files were looked at"
    );
}
