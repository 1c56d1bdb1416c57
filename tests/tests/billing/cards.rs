//! No card number is kept, whatever the provider says and whoever sends one.

use flutterwave::{HASH, Shape};
use perftrack_tests::{
    Database,
    db::{text, texts},
    eventually,
};
use serde_json::{Value, json};

use super::payers::Shop;

/// A number for trying things out, which no bank has given anybody.
const NUMBER: &str = "4111111111111111";

/// Digits that can be a card's number: as many as one has, of a kind that is given out, with a check digit that holds.
fn card_numbers(text: &str) -> Vec<&str> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.');
    let numbers = words.filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let long = numbers.filter(|number| (13..=19).contains(&number.len()));
    long.filter(|number| number.starts_with(['3', '4', '5', '6']) && check_digit_holds(number)).collect()
}

/// The rule of Luhn.
fn check_digit_holds(number: &str) -> bool {
    let digits = number.bytes().rev().map(|byte| u32::from(byte - b'0')).enumerate();
    let counted = digits.map(|(place, digit)| match (place % 2, digit * 2) {
        (0, _) => digit,
        (_, doubled) => doubled / 10 + doubled % 10,
    });
    counted.sum::<u32>() % 10 == 0
}

/// Whatever stands in any text or JSON of the database.
fn words_of(database: &Database) -> String {
    let mut conn = database.admin();
    let columns = texts(
        &mut conn,
        "SELECT format('SELECT string_agg(%1$I::text, '' '') FROM %2$s', a.attname, c.oid::regclass) AS text
         FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
           AND NOT a.attisdropped AND a.atttypid IN ('text'::regtype, 'varchar'::regtype, 'json'::regtype,
                                                     'jsonb'::regtype, 'text[]'::regtype)",
    );
    assert!(columns.len() > 100, "we look everywhere: {}", columns.len());
    let all = columns.iter().map(|column| text(&mut conn, &format!("SELECT coalesce(({column}), '') AS text")));
    all.collect::<Vec<_>>().join("\n")
}

#[test]
fn after_a_payment_no_card_number_is_anywhere() {
    assert_eq!(card_numbers(&json!({ "number": NUMBER }).to_string()), [NUMBER], "one would be found");
    assert!(card_numbers("4111111111111112 0.4111111111111111 a4111111111111111").is_empty());

    let buyer = Shop::alone().buyer();
    // Where nobody asks for a number, none is taken.
    let choice = json!({ "plan": "team", "period": "monthly", "currency": "GHS", "card_number": NUMBER });
    assert!(!buyer.org.admin().raw("POST", "/api/v1/billing/plan").json(&choice).send().is_success());

    let (invoice, tx_ref) = buyer.begins_to_pay();
    let attempt = buyer.pays(&tx_ref);
    // More than the provider should say, and more than anybody needs.
    let mut told: Value = serde_json::from_str(&buyer.shop.stand_in.notification(attempt, Shape::Enveloped)).unwrap();
    told["data"]["card"] = json!({ "number": NUMBER, "cvv": "123", "token": "flw-t1nf-exampletoken-m03k" });
    told["data"]["narration"] = json!(format!("CARD {NUMBER}"));
    told[NUMBER] = json!(NUMBER);
    assert_eq!(buyer.shop.notify(Some(HASH), &told.to_string()).status, 200);
    eventually("it is paid", || buyer.has_paid(&invoice));
    buyer.got_one_term(&invoice);

    let (rows, log) = (words_of(&buyer.shop.server.database), buyer.shop.server.log());
    assert!(rows.contains(&tx_ref) && log.contains("answered"), "we look in the right place");
    for (place, words) in [("database", &rows), ("log", &log)] {
        assert_eq!(card_numbers(words), Vec::<&str>::new(), "in the {place}");
        // Nor what stands for one at the provider.
        assert!(!words.contains("exampletoken") && !words.contains("first_6digits"), "in the {place}");
    }
}
