//! The client attacked by a provider that says so little at a time that it never comes to an end.

use std::{
    io::{Read, Write},
    net::TcpListener,
    time::Duration,
};

use super::{Client, ProviderError};
use crate::config;

/// Says `beginning` to whoever comes, and then a space again and again, until they go. Gives the client that asks there.
fn asking_one_that_says(beginning: &'static str) -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}/v3", listener.local_addr().unwrap()).parse().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(beginning.as_bytes());
            while stream.write_all(b" ").is_ok() {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
    });
    let settings =
        config::Flutterwave { base, secret_key: "key".to_owned().into(), is_test: true, webhook_hashes: Vec::new() };
    Client::waiting(&settings, Duration::from_millis(500)).unwrap()
}

#[tokio::test]
async fn a_provider_that_never_ends_is_waited_for_only_so_long() {
    for beginning in [
        "HTTP/1.1 200 OK\r\nx-slow: ",
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 4096\r\n\r\n",
    ] {
        let client = asking_one_that_says(beginning);
        assert_eq!(client.verify_by_reference("pt-0a1b").await, Err(ProviderError::Unclear), "{beginning}");
    }
}
