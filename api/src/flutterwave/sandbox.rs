//! A run against the provider's own sandbox: `cargo xtask sandbox-payment`, by somebody with a test key and the internet.

use std::{collections::BTreeMap, env};

use uuid::Uuid;

use super::{Client, NewPayment, Payer, Verified};
use crate::config;

#[tokio::test]
#[ignore = "asks Flutterwave's sandbox: cargo xtask sandbox-payment"]
async fn a_checkout_is_made_and_asked_about() {
    let secret_key = env::var("PERFTRACK_FLUTTERWAVE_SECRET_KEY").expect("PERFTRACK_FLUTTERWAVE_SECRET_KEY");
    assert!(secret_key.starts_with("FLWSECK_TEST-"), "only a test key moves no money");
    let base = "https://api.flutterwave.com/v3".parse().unwrap();
    let settings =
        config::Flutterwave { base, secret_key: secret_key.into(), is_test: true, webhook_hashes: Vec::new() };
    let client = Client::new(&settings).unwrap();
    if let Ok(tx_ref) = env::var("PERFTRACK_SANDBOX_TX_REF") {
        println!("{tx_ref}: {:?}", client.verify_by_reference(&tx_ref).await.unwrap());
        return;
    }
    let tx_ref = ["sandbox_", &Uuid::new_v4().simple().to_string()].concat();
    let payment = NewPayment {
        tx_ref: &tx_ref,
        amount_minor: 18_750,
        currency: "NGN",
        redirect_url: "http://localhost:8080/",
        payer: Payer { email: "sandbox@example.com", name: "Sandbox" },
        title: "PerfTrack",
        description: "A run of the sandbox",
        minutes: 60,
        meta: BTreeMap::from([("run", "sandbox".to_owned())]),
    };
    let link = client.create_link(&payment).await.unwrap();
    assert_eq!(client.verify_by_reference(&tx_ref).await.unwrap(), Verified::Unknown);
    println!("Pay it by hand with a test card at {}", link.as_str());
    println!("Then: PERFTRACK_SANDBOX_TX_REF={tx_ref} cargo xtask sandbox-payment");
}
