//! A person at a terminal: the program asks what it needs, and shows nothing of the secret.

use crate::scene::{DEAN, REP, Scene};
use crate::support::TestServer;
use std::io::{Read, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// What the keys send.
const CTRL_C: &str = "\u{3}";

/// The program on a pseudo-terminal, which `script` makes.
struct Terminal {
    process: Child,
    keys: ChildStdin,
    shown: Arc<Mutex<Vec<u8>>>,
}

impl Terminal {
    fn start(scene: &Scene, arguments: &[&str]) -> Self {
        let command = scene.command(arguments);
        let words: Vec<String> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| format!("'{}'", word.to_str().unwrap()))
            .collect();
        let mut script = Command::new("script");
        script
            .args(["-qefc", &words.join(" "), "/dev/null"])
            .env_clear()
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh");
        script.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        script.current_dir(command.get_current_dir().unwrap());
        let mut process =
            script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let (keys, mut out) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let shown = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&shown);
        std::thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(read @ 1..) = out.read(&mut chunk) {
                sink.lock().unwrap().extend_from_slice(&chunk[..read]);
            }
        });
        Self { process, keys, shown }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.shown.lock().unwrap()).into_owned()
    }

    /// Waits for a prompt, then types an answer.
    fn answer(&mut self, prompt: &str, typed: &str) {
        let deadline = Instant::now() + Duration::from_secs(60);
        while !self.text().contains(prompt) {
            assert!(Instant::now() < deadline, "no `{prompt}` in:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
        // The prompt is written just before the terminal's mode is changed, which drops what was typed ahead.
        std::thread::sleep(Duration::from_millis(300));
        self.keys.write_all(typed.as_bytes()).unwrap();
        if typed != CTRL_C {
            self.keys.write_all(b"\r").unwrap();
        }
        self.keys.flush().unwrap();
    }

    fn end(mut self) -> (i32, String) {
        let status = self.process.wait().unwrap();
        std::thread::sleep(Duration::from_millis(100));
        (status.code().unwrap(), self.text())
    }
}

#[test]
fn the_wizard_asks_for_what_was_not_said_and_hides_the_string() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let mut terminal = Terminal::start(&scene, &["provision", "course", "cs101", "--allow-private"]);
    terminal.answer("course's title", "Algorithms");
    terminal.answer("course's term", "2026-fall");
    terminal.answer("top admin who creates it", DEAN);
    terminal.answer("course's rep", REP);
    terminal.answer("connection string of the database of cs101", &own.url);
    let (code, text) = terminal.end();
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("active"), "{text}");
    // What was typed unseen is nowhere, neither as it was typed nor in part.
    assert!(!text.contains(&own.url), "{text}");
    assert_eq!(scene.value("select state from public.courses where code = 'cs101'"), "active");
}

#[test]
fn a_course_ends_when_its_code_is_typed_and_not_otherwise() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    assert_eq!(scene.provision("cs101", &own.url, &["--allow-private"]).code, 0);
    let mut terminal = Terminal::start(&scene, &["course", "remove", "cs101"]);
    terminal.answer("to go on", "cs102");
    let (code, text) = terminal.end();
    assert_eq!(code, 5, "{text}");
    assert_eq!(scene.value("select state from public.courses"), "active");
    let mut terminal = Terminal::start(&scene, &["course", "remove", "cs101"]);
    terminal.answer("to go on", "cs101");
    let (code, text) = terminal.end();
    assert_eq!(code, 0, "{text}");
    assert_eq!(scene.value("select state from public.courses"), "archived");
}

/// Ctrl-C at the question leaves a course in draft, and the same command asks again.
#[test]
fn stopped_at_a_question_and_continued() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let arguments = [
        "provision",
        "course",
        "cs101",
        "--title",
        "Algorithms",
        "--term",
        "2026-fall",
        "--by",
        DEAN,
        "--rep",
        REP,
        "--allow-private",
    ];
    let mut terminal = Terminal::start(&scene, &arguments);
    terminal.answer("connection string of the database of cs101", CTRL_C);
    let (code, text) = terminal.end();
    assert_eq!(code, 130, "{text}");
    assert_eq!(scene.value("select state from public.courses"), "draft");
    let mut terminal = Terminal::start(&scene, &arguments);
    terminal.answer("connection string of the database of cs101", &own.url);
    let (code, text) = terminal.end();
    assert_eq!(code, 0, "{text}");
}
