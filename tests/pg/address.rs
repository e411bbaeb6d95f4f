//! What people hand over, and what must not get through.

use proptest::prelude::*;
use provost::pg::{Address, ChannelBinding, Host, TlsMode};
use secrecy::ExposeSecret;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

const CANARY: &str = "s3cr3t-canary";

fn parse(text: &str) -> Address {
    Address::parse(text).unwrap_or_else(|failure| panic!("{text}: {failure}"))
}

fn password(address: &Address) -> Option<&str> {
    address.password.as_ref().map(ExposeSecret::expose_secret)
}

#[test]
fn urls() {
    let full = parse(
        "postgresql://us%40er:p%40ss%3A%2F@db.example.org:6000/my%20db?sslmode=require&connect_timeout=7&channel_binding=require&application_name=me&sslrootcert=/etc/root.crt&options=-c%20jit%3Don",
    );
    assert_eq!(
        (full.user.as_str(), password(&full), full.port, full.database.as_str()),
        ("us@er", Some("p@ss:/"), 6000, "my db")
    );
    assert_eq!(
        (full.host.clone(), full.tls, full.channel_binding),
        (Host::Tcp("db.example.org".into()), TlsMode::Require, ChannelBinding::Require)
    );
    assert_eq!(
        (full.connect_timeout, full.root_cert.clone()),
        (Some(Duration::from_secs(7)), Some(PathBuf::from("/etc/root.crt")))
    );
    assert_eq!((full.application_name.as_deref(), full.options.as_deref()), (Some("me"), Some("-c jit=on")));
    assert_eq!(full.label(), "db.example.org:6000");

    let short = parse("  postgres://me@example.org\n");
    assert_eq!(
        (short.port, short.database.as_str(), short.tls, password(&short)),
        (5432, "me", TlsMode::VerifyFull, None)
    );
    assert_eq!(
        (short.label(), short.target(Some("main")).to_string()),
        ("example.org".into(), "example.org/me (main)".into())
    );
    assert_eq!(password(&parse("postgres://u:a:b@h/d")), Some("a:b"), "only the first `:` parts");
    assert_eq!(parse("postgres://u@[::1]:6000/d").label(), "[::1]:6000");
    assert_eq!(parse("POSTGRES://u@Example.ORG./d").host, Host::Tcp("example.org".into()));
}

#[test]
fn sockets() {
    let directory = Host::Socket(PathBuf::from("/run/pg"));
    for text in [
        "host=/run/pg user=u dbname=d",
        "postgres://u@%2Frun%2Fpg/d",
        "postgres:///d?host=/run/pg&sslmode=prefer",
        "postgres://u@/d?host=%2Frun%2Fpg",
    ] {
        let variables = BTreeMap::from([("PGUSER".to_owned(), "u".to_owned())]);
        let address =
            Address::parse_with(text, &variables).unwrap_or_else(|failure| panic!("{text}: {failure}"));
        assert_eq!(
            (address.host.clone(), address.user.as_str(), address.is_local()),
            (directory.clone(), "u", true),
            "{text}"
        );
    }
}

#[test]
fn the_default_is_full_verification_except_on_this_machine() {
    for (host, mode) in [
        ("localhost", TlsMode::Prefer),
        ("LOCALHOST", TlsMode::Prefer),
        ("127.0.0.1", TlsMode::Prefer),
        ("127.9.9.9", TlsMode::Prefer),
        ("[::1]", TlsMode::Prefer),
        ("[::ffff:127.0.0.1]", TlsMode::Prefer),
        ("10.0.0.1", TlsMode::VerifyFull),
        ("0.0.0.0", TlsMode::VerifyFull),
        ("localhost.example.org", TlsMode::VerifyFull),
        ("db", TlsMode::VerifyFull),
    ] {
        assert_eq!(parse(&format!("postgres://u@{host}/d")).tls, mode, "{host}");
    }
    let rooted = |text| parse(text).with_root_cert(PathBuf::from("/r.crt"));
    assert_eq!(rooted("postgres://u@localhost/d").tls, TlsMode::VerifyFull);
    assert_eq!(rooted("postgres://u@h/d?sslmode=verify-ca&sslrootcert=/old.crt").tls, TlsMode::VerifyCa);
    assert_eq!(parse("postgres://u@localhost/d?sslrootcert=system").tls, TlsMode::VerifyFull);
    assert_eq!(
        parse("postgres://u@localhost/d?sslrootcert=/r.crt").tls,
        TlsMode::VerifyFull,
        "a root is given to be used"
    );
}

#[test]
fn keywords_and_variables() {
    let address = parse(
        r"host = db.example.org port=6000 user='o\'brien' password = 'two words' dbname=d sslmode=require",
    );
    assert_eq!(
        (address.user.as_str(), password(&address), address.port),
        ("o'brien", Some("two words"), 6000)
    );
    let variables: BTreeMap<String, String> = [
        ("PGHOST", "h.example"),
        ("PGUSER", "u"),
        ("PGPASSWORD", "p"),
        ("PGDATABASE", ""),
        ("PGSSLMODE", "require"),
        ("PGPORT", "1"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let from = Address::from_variables(&variables).unwrap();
    assert_eq!(
        (from.label(), from.database.as_str(), password(&from), from.tls),
        ("h.example:1".into(), "u", Some("p"), TlsMode::Require)
    );
    let own = Address::parse_with("postgres://u@other/d", &variables).unwrap();
    assert_eq!((own.host.clone(), own.database.as_str()), (Host::Tcp("other".into()), "d"));
    let someone_else = Address::parse_with("postgres://v@other/d", &variables).unwrap();
    assert_eq!(password(&someone_else), None, "a password is not borrowed for another user");
    for (variable, value) in
        [("PGSERVICE", "x"), ("PGHOSTADDR", "169.254.169.254"), ("PGOPTIONS", "-c role=x"), ("PGPORT", "x")]
    {
        let failure =
            Address::from_variables(&BTreeMap::from([(variable.to_owned(), value.to_owned())])).unwrap_err();
        assert!(failure.to_string().contains(variable), "{failure}");
    }
}

#[test]
fn nothing_that_prints_has_the_password() {
    let address = parse(&format!("postgres://u:{CANARY}@h/d?sslmode=require"));
    assert_eq!(address.to_string(), "postgres://u@h/d?sslmode=require");
    assert!(!format!("{address:?}").contains(CANARY));
    assert_eq!(
        address.url_with_password().expose_secret(),
        &format!("postgres://u:{}@h/d?sslmode=require", CANARY)
    );
}

fn same(a: &Address, b: &Address) -> bool {
    a.url_with_password().expose_secret() == b.url_with_password().expose_secret()
        && (&a.host, a.port, &a.user, &a.database, a.tls) == (&b.host, b.port, &b.user, &b.database, b.tls)
        && password(a) == password(b)
}

proptest! {
    #[test]
    fn no_text_panics(text in "(postgres://|host=|)[ -~é\0\n]{0,60}") {
        let _ = Address::parse(&text);
    }

    #[test]
    fn a_password_in_the_wrong_form_is_never_repeated(
        password in "[a-z0-9@:/#?%&= ']{0,6}QWERTZ[a-z0-9@:/#?%&= ']{0,6}",
        url in any::<bool>(),
    ) {
        let text = if url { format!("postgres://user:{password}@host/db?sslmode=x") } else { format!("user=u password={password} host=h sslmode=x") };
        let failure = Address::parse(&text).unwrap_err();
        let said = format!("{failure} {:?}", failure.hints());
        prop_assert!(!said.contains("QWERTZ"), "{}: {}", text, said);
    }

    #[test]
    fn addresses_survive_being_written_down(
        user in "\\PC{1,12}", secret in "\\PC{0,16}", database in "\\PC{1,12}", port in 1u16..,
        host in prop::sample::select(vec!["h.example", "localhost", "::1", "10.0.0.1", "/run/my pg"]),
        mode in prop::sample::select(vec!["", "&sslmode=require", "&sslmode=disable", "&sslrootcert=/a%20b.crt&connect_timeout=4"]),
    ) {
        prop_assume!(!secret.starts_with("eyJ") && !secret.starts_with("sb_"));
        let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
        let host = if host.contains("::") { format!("[{host}]") } else if host.starts_with('/') { encode(host) } else { host.to_owned() };
        let first = parse(&format!("postgres://{}:{}@{host}:{port}/{}?application_name=x{mode}", encode(&user), encode(&secret), encode(&database)));
        prop_assert_eq!(&first.user, &user);
        let second = parse(first.url_with_password().expose_secret());
        prop_assert!(same(&first, &second), "{:?} {:?}", first, second);
        let without = parse(&first.to_string());
        prop_assert!(without.password.is_none() && without.to_string() == first.to_string());
    }
}
