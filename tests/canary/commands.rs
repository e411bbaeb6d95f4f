//! The commands, and what may go wrong with each of them. Another command that touches secrets is another line.

use crate::arguments::Watch;
use crate::certificate::Root;
use crate::scene::Scene;
use crate::server::Server;
use crate::support::wait;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// What only reads, or ends where it begins: each is run in every world.
const READING: [&str; 13] = [
    "vault status",
    "vault verify",
    "course list",
    "course show cs101",
    "course test cs101",
    "course test cs101 --url-env COURSE_URL --allow-private",
    "migrate status",
    "migrate plan --course cs101",
    "migrate up --course cs101",
    "migrate verify --course cs101",
    "access plan --course cs101",
    "drift check --course cs101",
    "doctor --course cs101",
];

/// What changes something, one after the other.
const CHANGING: [&str; 9] = [
    "course set-credentials cs101 --url-env COURSE_URL --allow-private",
    "vault rotate",
    "vault rotate --retire",
    "vault rotate --data-keys",
    "course rotate cs101",
    "course suspend cs101",
    "course resume cs101",
    "course remove cs101 --yes",
    "vault verify",
];

const PROVISION: &str = "provision course cs101 --title Algorithms --term 2026-fall --by dean@example.org --rep ann@example.org --url-env COURSE_URL --allow-private";

/// A way for a command to go wrong: variables beside those that are right.
struct World {
    name: &'static str,
    variables: Vec<(&'static str, String)>,
}

/// Servers that are not to be trusted with a password.
struct Servers {
    /// Its certificate is signed by nobody who is known.
    unknown: Server,
    /// It has none.
    plain: Server,
}

impl Servers {
    fn start() -> Self {
        let rules = "host all all 127.0.0.1/32 scram-sha-256";
        let certificate = Root::new("nobody").sign(&["127.0.0.1"]);
        wait(async {
            Self {
                unknown: Server::start(rules, Some(&certificate)).await,
                plain: Server::start(rules, None).await,
            }
        })
    }
}

fn broken_worlds(scene: &Scene, servers: &Servers, folder: &Path) -> Vec<World> {
    let file = |name: &str, text: &str, mode: u32| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).unwrap();
        path.display().to_string()
    };
    let key = std::fs::read_to_string(scene.key_file()).unwrap();
    let word = key.lines().find(|line| line.starts_with("pvk1:")).unwrap();
    let another = provost::vault::Key::fresh().unwrap().text();
    let another = secrecy::ExposeSecret::expose_secret(&another).to_owned();
    let cut = &word[..word.len() - 2];
    let main = |sockets, database| vec![("PROVOST_MAIN_URL", scene.main_url(sockets, database))];
    let world = |name, variables| World { name, variables };
    let by_tcp = |password_of: fn(&Scene, &str) -> String, server: &Server| {
        password_of(scene, &format!("127.0.0.1:{}/postgres?sslmode=verify-full", server.port))
    };
    vec![
        world("no server", main(Some("/nowhere"), "canary_main")),
        world("no such database", main(None, "nothing")),
        world("an address that cannot be read", main(None, "x?nonsense=1&host")),
        world("another database of course", vec![("COURSE_URL", scene.course_url("nothing"))]),
        world("a mistyped course", vec![("COURSE_URL", format!("{}#[", scene.course_url("canary_course")))]),
        world(
            "a main that nobody vouches for",
            vec![("PROVOST_MAIN_URL", by_tcp(Scene::main_at, &servers.unknown))],
        ),
        world("a main without TLS", vec![("PROVOST_MAIN_URL", by_tcp(Scene::main_at, &servers.plain))]),
        world(
            "a course that nobody vouches for",
            vec![("COURSE_URL", by_tcp(Scene::course_at, &servers.unknown))],
        ),
        world("another key", vec![("PROVOST_KEY_FILE", file("another.key", &another, 0o600))]),
        world("an open key", vec![("PROVOST_KEY_FILE", file("open.key", &key, 0o644))]),
        world("a cut key", vec![("PROVOST_KEY_FILE", file("cut.key", cut, 0o600))]),
        world("a cut key in a variable", vec![("PROVOST_KEY", cut.to_owned())]),
        world("no key", vec![("PROVOST_KEY_FILE", "/nowhere/campus.key".to_owned())]),
        world("a key in a variable", vec![("PROVOST_KEY", word.to_owned())]),
    ]
}

/// Runs a line, and looks at what it prints. Says whether it did what it should.
fn run(scene: &Scene, line: &str, more: &str, world: Option<&World>) -> bool {
    let typed = format!("{line} {more}");
    let mut command = scene.command(&typed);
    let name = world.map_or("all is well", |world| world.name);
    for (variable, value) in world.iter().flat_map(|world| &world.variables) {
        command.env(variable, value);
    }
    let output = command.output().unwrap();
    for (stream, content) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        scene.heard.borrow_mut().push((format!("{stream} of `{typed}` where {name}"), content.clone()));
    }
    let code = output.status.code().unwrap();
    assert_ne!(code, 70, "`{typed}` where {name}: {}", String::from_utf8_lossy(&output.stderr));
    if world.is_none() {
        assert_eq!(code, 0, "`{typed}`: {}", String::from_utf8_lossy(&output.stderr));
    }
    code == 0
}

#[test]
fn no_secret_is_found_anywhere() {
    let mut scene = Scene::new();
    let watch = Watch::start();
    let aside = tempfile::tempdir().unwrap();
    let servers = Servers::start();
    let worlds = broken_worlds(&scene, &servers, aside.path());
    let mut failed = 0;
    for world in &worlds {
        failed += usize::from(!run(&scene, PROVISION, "-v -v", Some(world)));
    }
    run(&scene, PROVISION, "-v -v", None);
    // The gate takes each command to a third of the worlds, and each world to a third of the commands.
    let is_whole = std::env::var_os("PROVOST_TEST_WHOLE").is_some();
    for (row, line) in READING.into_iter().enumerate() {
        for (style, more) in ["-v -v", "--format json"].into_iter().enumerate() {
            run(&scene, line, more, None);
            let met = worlds
                .iter()
                .enumerate()
                .filter(|(column, _)| is_whole || (row + column) % 3 == 0 && (row + column) / 3 % 2 == style);
            for (_, world) in met {
                failed += usize::from(!run(&scene, line, more, Some(world)));
            }
        }
    }
    assert!(failed > 25, "only {failed} runs failed: the worlds are not broken");
    for line in CHANGING {
        for world in &worlds[..3] {
            assert!(!run(&scene, line, "-v -v", Some(world)), "{line}: {}", world.name);
        }
        run(&scene, line, "-v -v", None);
        // New keys and passwords were made, which must not be found either, also in what was printed when they were made.
        scene.note_keys(&scene.key_file());
        if line == "course rotate cs101" {
            scene.note_course_address();
        }
        let place = format!("main after `{line}`");
        scene.heard.borrow_mut().push((place, scene.dump("canary_main")));
    }
    let arguments = watch.seen();
    assert!(String::from_utf8_lossy(&arguments).contains("set-credentials"), "no command was seen");
    let log = scene.server_log();
    assert!(String::from_utf8_lossy(&log).contains("course_credentials"), "the server logs no statements");
    scene.is_clean("the arguments of a process", &arguments);
    for server in [&servers.unknown, &servers.plain] {
        let log = server.log();
        assert!(log.contains("connection"), "nobody came: {log}");
        scene.is_clean("the log of a server that is not to be trusted", log.as_bytes());
    }
    scene.is_clean("the course's database", &scene.dump("canary_course"));
    let dumps = scene.heard.borrow().iter().filter(|(_, content)| holds_box(content)).count();
    assert!(dumps > 3, "only {dumps} dumps hold a box");
    scene.all_clean(&scene.project);
}

fn holds_box(content: &[u8]) -> bool {
    String::from_utf8_lossy(content).contains("\tpv1:")
}
