use crate::support::TestServer;

#[tokio::test]
async fn the_shared_server_gives_each_test_its_database() {
    let database = TestServer::fresh_database();
    let client = database.client().await;
    let row = client.query_one("select current_user::text, current_database()::text", &[]).await.unwrap();
    assert_eq!((row.get(0), row.get(1)), ("postgres", database.name.as_str()));
}

#[tokio::test]
async fn a_server_of_ones_own_ends_with_its_handle() {
    let own = TestServer::own(&[("max_connections", "7")]);
    let (server, sockets) = (own.server().clone(), own.server().sockets().to_owned());
    assert!(server.database_exists("postgres").await.unwrap());
    assert!(!server.database_exists("nope").await.unwrap());
    drop(own);
    assert!(!sockets.exists());
    assert!(server.database_exists("postgres").await.is_err());
}
