//! What the declarations tell that the server is made of: who may do what, what anybody may call, and what fields there are.

use std::sync::LazyLock;

use serde_json::Value;
use shared::{
    operation::Access,
    pages,
    trust::{TrustEvidence, TrustStanding, TrustTopic},
};

use super::{evidence::now, queries::Coverage};
use crate::http;

/// What a field or a column would be called that is for a card or an account at a bank.
pub(super) const OF_CARDS: [&str; 14] = [
    "account_number",
    "bic",
    "card_cvc",
    "card_holder",
    "card_number",
    "cardholder",
    "cardnumber",
    "cvc",
    "cvv",
    "expiry_month",
    "expiry_year",
    "iban",
    "pan",
    "security_code",
];

/// How many fields the API takes and gives, and those of them that are for cards.
static FIELDS: LazyLock<Option<(usize, Vec<String>)>> = LazyLock::new(|| {
    let mut fields = Vec::new();
    read(&serde_json::to_value(http::document()).ok()?, &mut fields);
    let of_cards = fields.iter().filter(|field| OF_CARDS.contains(&field.as_str())).cloned().collect();
    Some((fields.len(), of_cards))
});

/// The names of all fields of all schemas, and of all parameters.
fn read(value: &Value, fields: &mut Vec<String>) {
    match value {
        Value::Object(of) => {
            if let Some(properties) = of.get("properties").and_then(Value::as_object) {
                fields.extend(properties.keys().map(|name| name.to_ascii_lowercase()));
            }
            if let (Some(name), Some(_)) = (of.get("name").and_then(Value::as_str), of.get("in")) {
                fields.push(name.to_ascii_lowercase());
            }
            of.values().for_each(|value| read(value, fields));
        }
        Value::Array(items) => items.iter().for_each(|item| read(item, fields)),
        _ => {}
    }
}

/// `is_paid` is whether a provider takes payments here; `columns` are those of the database that are for cards.
pub(super) fn payments(is_paid: bool, columns: &[String]) -> TrustEvidence {
    let Some((fields, of_cards)) = &*FIELDS else {
        return now(TrustTopic::Payments, TrustStanding::Unknown, "The description of the API can't be read.");
    };
    let how = if is_paid {
        "Billing is on: paying happens on a page of Flutterwave's."
    } else {
        "Billing is off: no provider takes payments here."
    };
    let found: Vec<&str> = of_cards.iter().chain(columns).map(String::as_str).collect();
    let (standing, words) = if found.is_empty() {
        let words = format!(
            "{how} None of the {fields} fields of the API and no column of the database has a name as if it were for a card \
             or an account at a bank. What people write into texts isn't searched."
        );
        (TrustStanding::Ok, words)
    } else {
        (TrustStanding::Warning, format!("{how} These look as if they were for cards: {}.", found.join(", ")))
    };
    now(TrustTopic::Payments, standing, words)
}

/// What anybody may call.
pub(super) fn public() -> TrustEvidence {
    let all = shared::every_operation();
    let open: Vec<String> =
        all.iter().filter(|declared| declared.access == Access::Public).map(|declared| declared.id()).collect();
    let words =
        format!("{} of {} operations are open to whoever isn't logged in: {}.", open.len(), all.len(), open.join(", "));
    linked(now(TrustTopic::PublicOperations, TrustStanding::Ok, words))
}

/// Who has which role, and by how many permissions it is decided what that means.
pub(super) fn roles(coverage: &Coverage) -> TrustEvidence {
    let Coverage { people, managers, admins, .. } = coverage;
    let employees = people - managers - admins;
    let permissions = shared::every_permission().len();
    let fresh = shared::every_operation().iter().filter(|declared| declared.fresh).count();
    let words = format!(
        "Admins: {admins}. Managers: {managers}. Employees: {employees}. {permissions} permissions decide what a role may \
         do, and {fresh} operations take a fresh proof of who one is."
    );
    linked(now(TrustTopic::Roles, TrustStanding::Ok, words))
}

fn linked(evidence: TrustEvidence) -> TrustEvidence {
    TrustEvidence { link: Some(pages::ACCESS_GUIDE.to_owned()), ..evidence }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_found_wherever_they_are() {
        let mut fields = Vec::new();
        let schema = json!({ "schemas": { "Payment": { "properties": { "to": { "properties": { "CVC": {} } } } } },
                             "parameters": [{ "name": "pan", "in": "query" }] });
        read(&schema, &mut fields);
        fields.sort();
        assert_eq!(fields, ["cvc", "pan", "to"]);
    }

    #[test]
    fn no_field_of_the_api_is_for_a_card() {
        for is_paid in [true, false] {
            let found = payments(is_paid, &[]);
            assert_eq!(found.standing, TrustStanding::Ok, "{}", found.words);
        }
        let column = payments(true, &["iban".to_owned()]);
        assert_eq!(column.standing, TrustStanding::Warning);
        assert!(column.words.ends_with(": iban."), "{}", column.words);
    }

    #[test]
    fn what_is_open_to_anybody_is_named() {
        let found = public();
        assert!(found.words.contains("log_in") && !found.words.contains("read_trust"), "{}", found.words);
        assert_eq!(found.link.as_deref(), Some(pages::ACCESS_GUIDE));
    }

    #[test]
    fn everybody_has_one_role() {
        let coverage = Coverage { people: 9, people_with: 0, managers: 2, admins: 1, admins_with: 0 };
        let words = roles(&coverage).words;
        assert!(words.starts_with("Admins: 1. Managers: 2. Employees: 6. "), "{words}");
    }
}
