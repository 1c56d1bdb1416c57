//! Numbers of key results as people type them, and as the API takes them.

use shared::goals::rules::kinds::KeyResultKind;

use crate::text::format;

/// How many of the API's units stand for one as it is typed: minor units of money, else one.
pub fn scale(kind: KeyResultKind, unit: Option<&str>) -> f64 {
    match (kind, unit) {
        (KeyResultKind::Money, Some(currency)) => 10_f64.powf(format::minor_digits(currency)),
        _ => 1.0,
    }
}

/// A value as one would type it.
pub fn typed_amount(value: f64, scale: f64) -> String {
    (value / scale).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typed::amount;

    #[test]
    fn money_is_kept_in_minor_units() {
        assert_eq!(amount("19.99", 100.0), Some(1999.0));
        assert_eq!(typed_amount(1999.0, 100.0), "19.99");
    }
}
