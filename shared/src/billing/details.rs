//! Who is billed. Never by which card: a number that could be one is refused wherever it is typed.

use garde::{Error, Validate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::check;

/// Who is billed, as invoices say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct BillingDetails {
    /// The company, or the person.
    #[garde(custom(without_card(check::line(1, 160))))]
    pub name: String,
    /// Where invoices and reminders are sent.
    #[garde(custom(without_card(check::email)))]
    pub email: String,
    /// Street, town and whatever else belongs there, in lines.
    #[garde(custom(without_card(check::lines(1, 500))))]
    pub address: String,
    /// Two capital letters (ISO 3166), by which VAT is added.
    #[garde(custom(two_letters))]
    pub country: String,
    /// As what the tax office knows them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(without_card(check::line(1, 40)))))]
    pub tax_number: Option<String>,
}

/// A rule, and no number of a payment card.
fn without_card<T: AsRef<str>>(rule: impl FnOnce(&T, &()) -> garde::Result) -> impl FnOnce(&T, &()) -> garde::Result {
    move |value, context| {
        rule(value, context)?;
        if has_card_number(value.as_ref()) { Err(Error::new("card_number")) } else { Ok(()) }
    }
}

fn two_letters(value: &str, _: &()) -> garde::Result {
    if value.is_empty() {
        return Err(Error::new("required"));
    }
    let fits = value.len() == 2 && value.bytes().all(|byte| byte.is_ascii_uppercase());
    if fits { Ok(()) } else { Err(Error::new("bad_country")) }
}

/// Whether a number of a payment card stands in a text: 13 to 19 digits, apart from each other by a space or a hyphen at
/// most, whose last proves the others (Luhn).
pub fn has_card_number(text: &str) -> bool {
    let mut digits: Vec<u32> = Vec::new();
    let mut is_apart = false;
    let mut found = false;
    for c in text.chars().chain(['.']) {
        match c.to_digit(10) {
            Some(digit) => {
                digits.push(digit);
                is_apart = false;
            }
            None if matches!(c, ' ' | '-' | '\u{a0}') && !is_apart && !digits.is_empty() => is_apart = true,
            None => {
                found |= is_card_number(&digits);
                digits.clear();
                is_apart = false;
            }
        }
    }
    found
}

fn is_card_number(digits: &[u32]) -> bool {
    let is_doubled = |index: usize| index % 2 == 1;
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| match (is_doubled(index), digit * 2) {
            (false, _) => *digit,
            (true, twice) if twice > 9 => twice - 9,
            (true, twice) => twice,
        })
        .sum();
    (13..=19).contains(&digits.len()) && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details() -> BillingDetails {
        BillingDetails {
            name: "Adom Foods Ltd".to_owned(),
            email: "accounts@adom.example".to_owned(),
            address: "12 Ring Road\nAccra".to_owned(),
            country: "GH".to_owned(),
            tax_number: Some("C0012345678".to_owned()),
        }
    }

    fn codes(details: &BillingDetails) -> Vec<String> {
        let wrong =
            details.validate().map_or_else(|wrong| crate::problem::Problem::from(wrong).errors, |()| Vec::new());
        wrong.into_iter().map(|error| format!("{}: {}", error.field, error.code)).collect()
    }

    #[test]
    fn no_field_takes_the_number_of_a_card() {
        assert_eq!(codes(&details()), Vec::<String>::new());
        for card in ["4111 1111 1111 1111", "5531886652142950", "3782-822463-10005", "4222222222222"] {
            assert!(has_card_number(card), "{card}");
            let text = ["My card is ", card, ", thanks"].concat();
            assert_eq!(codes(&BillingDetails { name: text.clone(), ..details() }), ["name: card_number"]);
            assert_eq!(codes(&BillingDetails { address: text.clone(), ..details() }), ["address: card_number"]);
            assert_eq!(
                codes(&BillingDetails { tax_number: Some(card.to_owned()), ..details() }),
                ["tax_number: card_number"]
            );
            let digits: String = card.chars().filter(char::is_ascii_digit).collect();
            let email = [&digits, "@adom.example"].concat();
            assert_eq!(codes(&BillingDetails { email, ..details() }), ["email: card_number"]);
        }
    }

    #[test]
    fn other_numbers_are_no_cards() {
        for other in [
            "",
            "+233 30 212 3456",
            "4111 1111 1111 1112",
            "GB 123 4567 89",
            "12345678901234567890",
            "4111  1111 1111 1111",
        ] {
            assert!(!has_card_number(other), "{other}");
        }
    }

    #[test]
    fn a_country_is_two_capital_letters() {
        for (country, code) in
            [("", "country: required"), ("gh", "country: bad_country"), ("GHA", "country: bad_country")]
        {
            assert_eq!(codes(&BillingDetails { country: country.to_owned(), ..details() }), [code]);
        }
    }
}
