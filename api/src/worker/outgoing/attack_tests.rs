//! The door attacked by whoever has a name to give away: it leads inside, to many places at once, or elsewhere a moment later;
//! and by a service that sends us on.

use std::{
    io::{Read, Write},
    net::{IpAddr, Shutdown, SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Answer, Outgoing,
    guard::{LookingUp, was_refused},
};
use crate::config;

const STRICT: config::Outgoing = config::Outgoing { loopback: false, dns: None };
const LENIENT: config::Outgoing = config::Outgoing { loopback: true, dns: None };
const FINE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";

/// A service on this machine that counts who comes.
struct Inside {
    port: u16,
    came: Arc<AtomicUsize>,
}

impl Inside {
    fn answering(answer: impl Into<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (port, answer) = (listener.local_addr().unwrap().port(), answer.into());
        let came: Arc<AtomicUsize> = Arc::default();
        let count = Arc::clone(&came);
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                if stream.read(&mut [0; 4096]).is_ok_and(|read| read > 0) {
                    let _ = stream.write_all(answer.as_bytes());
                }
                // Until the other side has read it and goes.
                let _ = stream.shutdown(Shutdown::Write);
                let _ = std::io::copy(&mut stream, &mut std::io::sink());
            }
        });
        Self { port, came }
    }

    fn came(&self) -> usize {
        self.came.load(Ordering::SeqCst)
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

fn at(ip: IpAddr) -> SocketAddr {
    SocketAddr::new(ip, 0)
}

/// Names that say where they lead: `7f000001.example.com` to 127.0.0.1, and 32 digits to an address of IPv6.
fn as_it_says(name: String) -> LookingUp {
    let digits = name.split('.').next().unwrap_or_default();
    let ip = match digits.len() {
        8 => IpAddr::from(u32::from_str_radix(digits, 16).unwrap().to_be_bytes()),
        _ => IpAddr::from(u128::from_str_radix(digits, 16).unwrap().to_be_bytes()),
    };
    Box::pin(async move { Ok(vec![at(ip)]) })
}

/// Says of every name that it leads outside and, besides, here.
fn here_too(_: String) -> LookingUp {
    Box::pin(async { Ok(vec![at(IpAddr::from([9, 9, 9, 9])), at(IpAddr::from([127, 0, 0, 1]))]) })
}

/// How often `turning` was asked.
static TURNS: AtomicUsize = AtomicUsize::new(0);

/// Leads to where a service listens when it is asked first, and elsewhere ever after.
fn turning(_: String) -> LookingUp {
    let last: u8 = if TURNS.fetch_add(1, Ordering::SeqCst) == 0 { 1 } else { 2 };
    Box::pin(async move { Ok(vec![at(IpAddr::from([127, 0, 0, last]))]) })
}

#[tokio::test]
async fn a_name_leads_to_no_inside_address_however_it_is_written() {
    let inside = Inside::answering(FINE);
    let outgoing = Outgoing::by(STRICT, as_it_says).unwrap();
    for ip in [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::1",
        "2001:0:7f00:1::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "ff02::1",
    ] {
        let digits = match ip.parse::<IpAddr>().unwrap() {
            IpAddr::V4(ip) => format!("{:08x}", u32::from(ip)),
            IpAddr::V6(ip) => format!("{:032x}", u128::from(ip)),
        };
        let answer = outgoing.post(&format!("https://{digits}.example.com/x"), b"{}".to_vec()).await;
        assert_eq!(answer, Answer::NotPublic, "{ip}");
        // Past the look at the address, too: what guards the connection is enough by itself.
        let url = format!("https://{digits}.example.com:{}/", inside.port);
        assert!(was_refused(&outgoing.client.get(url).send().await.unwrap_err()), "{ip}");
    }
    assert_eq!(inside.came(), 0);
}

#[tokio::test]
async fn one_inside_address_among_others_is_one_too_many() {
    let inside = Inside::answering(FINE);
    let outgoing = Outgoing::by(STRICT, here_too).unwrap();
    assert_eq!(outgoing.post("https://service.example.com/x", b"{}".to_vec()).await, Answer::NotPublic);
    let url = format!("https://service.example.com:{}/", inside.port);
    assert!(was_refused(&outgoing.client.get(url).send().await.unwrap_err()));
    assert_eq!(inside.came(), 0);
}

#[tokio::test]
async fn a_connection_goes_to_the_very_address_that_was_looked_at() {
    let inside = Inside::answering(FINE);
    // Where a connection goes a test can see on this machine alone, so this machine passes here.
    let outgoing = Outgoing::by(LENIENT, turning).unwrap();
    let address = format!("http://localhost:{}/", inside.port);
    assert_eq!(outgoing.post(&address, b"{}".to_vec()).await, Answer::Status(200, None));
    assert_eq!((inside.came(), TURNS.load(Ordering::SeqCst)), (1, 1), "what it says a moment later nobody asks for");
    // No connection is kept: the next is looked at anew.
    assert_eq!(outgoing.post(&address, b"{}".to_vec()).await, Answer::Silence);
    assert_eq!((inside.came(), TURNS.load(Ordering::SeqCst)), (1, 2));
}

#[tokio::test]
async fn whoever_sends_us_on_sends_us_nowhere() {
    let inside = Inside::answering(FINE);
    let moved = "HTTP/1.1 307 Temporary Redirect\r\ncontent-length: 0\r\nconnection: close\r\nlocation: ";
    let door = Inside::answering([moved, &inside.address(), "\r\n\r\n"].concat());
    let outgoing = Outgoing::by(LENIENT, as_it_says).unwrap();
    assert_eq!(outgoing.post(&door.address(), b"{}".to_vec()).await, Answer::Status(307, None));
    assert_eq!(outgoing.read(&door.address(), None).await.unwrap().status, 307);
    assert_eq!(outgoing.ask(&door.address(), String::new(), None).await.unwrap().status, 307);
    assert_eq!((door.came(), inside.came()), (3, 0));
}
