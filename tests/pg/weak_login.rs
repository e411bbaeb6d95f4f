//! Logins that would show the password, or a hash of it, to whoever answers.

use crate::certificate::Root;
use crate::server::Server;
use crate::trust::told;
use provost::pg::{ConnectOptions, connect};

#[tokio::test]
async fn weak_logins_only_to_proven_servers() {
    let root = Root::new("ours");
    let rules = "hostssl all clear 127.0.0.1/32 password\nhostssl all digest 127.0.0.1/32 md5\nhost all all 127.0.0.1/32 password";
    let server = Server::start(rules, Some(&root.sign(&["localhost"]))).await;
    server.run("create role clear login password 'right'; set password_encryption = 'md5'; create role digest login password 'right'").await;
    let file = root.file(server.directory.path());
    let try_as = async |user: &str, rest: String| {
        let address = server.by_tcp(&format!("{user}:right"), "localhost", &format!("/postgres?{rest}"));
        connect(&address, &ConnectOptions::default()).await
    };
    for user in ["clear", "digest"] {
        assert!(
            try_as(user, format!("sslmode=verify-full&sslrootcert={}", file.display()))
                .await
                .unwrap()
                .verified
        );
    }
    for rest in ["sslmode=require", "sslmode=disable", ""] {
        let said = told(&try_as("clear", rest.to_owned()).await.unwrap_err());
        assert!(
            said.contains("asks for the password in clear text") && said.contains("--ssl-root-cert"),
            "{said}"
        );
    }
    assert!(try_as("digest", String::new()).await.is_ok(), "MD5 may stay on this machine");
    let bound = try_as(
        "clear",
        format!("sslmode=verify-full&sslrootcert={}&channel_binding=require", file.display()),
    )
    .await;
    assert!(told(&bound.unwrap_err()).contains("did not tie the login"));
}
