//! The two programs in `docs/vault-format.md`, as they stand there, with the known boxes, our own, and tampered ones.
#![expect(clippy::disallowed_methods, reason = "runs Node and Python")]

use crate::known::{SECRET, VALUE, WRAP, course, dek, deployment, kek, value_context, wrap_context};
use provost::vault::{Context, CourseId, Fresh, Id, Key, seal};
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DOCUMENT: &str = include_str!("../../docs/vault-format.md");

pub(crate) const NODE: &str = r#"
const cases = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
const answers = cases.map(({ key, context, box }) => {
  try { return open(Buffer.from(key, "hex"), context, box).toString("hex"); } catch { return null; }
});
console.log(JSON.stringify(answers));
"#;

pub(crate) const PYTHON: &str = r#"
import json, sys

def answer(case):
    try:
        return open_box(bytes.fromhex(case["key"]), case["context"], case["box"]).hex()
    except Exception:
        return None

print(json.dumps([answer(case) for case in json.load(sys.stdin)]))
"#;

/// The one block of that language.
pub(crate) fn block(language: &str) -> &'static str {
    let begin = format!("```{language}\n");
    let mut blocks = DOCUMENT.split(begin.as_str()).skip(1);
    let block = blocks.next().expect("the document has such a block").split("```").next().unwrap();
    assert!(blocks.next().is_none(), "one program a language");
    block
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn case(key: &Key, context: &Context, purpose: &str, sealed: &str) -> Value {
    json!({ "key": hex(key.expose()), "box": sealed, "context": {
        "purpose": purpose, "deployment": context.deployment, "course": context.course,
        "field": context.field, "version": context.version.to_string(),
    }})
}

/// Cases and what each must give: a secret in hexadecimal digits, or nothing.
fn cases() -> (Vec<Value>, Vec<Option<String>>) {
    let field = |context: &Context, sealed: &str| case(&dek(), context, "field", sealed);
    let mut cases = vec![case(&kek(), &wrap_context(), "dek", WRAP), field(&value_context(), VALUE)];
    let mut wanted = vec![Some(hex(dek().expose())), Some(hex(SECRET.as_bytes()))];
    for length in [0, 1, 15, 16, 17, 255, 4096] {
        let secret = vec![0xc3; length];
        let context = Context::field(deployment(), course(), "ca_certificate", u64::MAX - length as u64);
        cases.push(field(&context, &seal(&dek(), &context, &secret, Fresh::draw().unwrap())));
        wanted.push(Some(hex(&secret)));
    }
    let refused = [
        case(&kek(), &value_context(), "field", VALUE),
        case(&dek(), &value_context(), "dek", VALUE),
        field(&Context { version: 2, ..value_context() }, VALUE),
        field(&Context { field: "database_url".to_owned(), ..value_context() }, VALUE),
        field(&Context { course: CourseId(Id([1; 16])), ..value_context() }, VALUE),
        field(&value_context(), &VALUE.replace("YXqq", "YXqr")),
        field(&value_context(), &VALUE[..VALUE.len() - 2]),
        field(&value_context(), &format!("{VALUE}=")),
        // The last letter has bits to spare: the same bytes, another text.
        field(&value_context(), &VALUE.replace("ycI", "ycJ")),
        field(&value_context(), &VALUE[4..]),
        field(&value_context(), "pv1:UFYBAQ"),
    ];
    wanted.extend(refused.iter().map(|_| None));
    cases.extend(refused);
    (cases, wanted)
}

/// Runs a program on all cases; nothing where it refuses a box.
pub(crate) fn answers(
    program: &Path,
    arguments: &[&str],
    source: &str,
    cases: &[Value],
) -> Vec<Option<String>> {
    let mut child = Command::new(program)
        .args(arguments)
        .arg(source)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{} is needed here: {error}", program.display()));
    child.stdin.take().unwrap().write_all(json!(cases).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", program.display());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn node_opens_what_we_seal_and_refuses_what_we_refuse() {
    let (cases, wanted) = cases();
    let source = format!("{}{NODE}", block("js"));
    assert_eq!(answers(Path::new("node"), &["-e"], &source, &cases), wanted);
}

#[test]
pub(crate) fn python_opens_what_we_seal_and_refuses_what_we_refuse() {
    let (cases, wanted) = cases();
    let source = format!("{}{PYTHON}", block("python"));
    assert_eq!(answers(&python(), &["-c"], &source, &cases), wanted);
}

/// A Python that has `cryptography`: the machine's own, or one beside the build that it is installed for once.
pub(crate) fn python() -> PathBuf {
    let has_cipher = |python: &Path| {
        let probe = "from cryptography.hazmat.primitives.ciphers.aead import AESGCM";
        let probe = Command::new(python).args(["-c", probe]).stderr(Stdio::null()).status();
        probe.is_ok_and(|status| status.success())
    };
    let own = PathBuf::from("python3");
    if has_cipher(&own) {
        return own;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python");
    let python = folder.join("bin/python3");
    if !has_cipher(&python) {
        run(Command::new("python3").args(["-m", "venv", "--without-pip"]).arg(&folder));
        let packages =
            run(Command::new(&python).args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]));
        let install =
            ["-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--target", packages.trim()];
        run(Command::new("python3").args(install).arg("cryptography==48.0.0"));
    }
    python
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
