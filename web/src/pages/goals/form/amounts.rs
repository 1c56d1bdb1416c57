//! Numbers as people type them, and as the API takes them.

use shared::goals::rules::kinds::KeyResultKind;

use crate::text::format;

/// How many of the API's units stand for one as it is typed: minor units of money, else one.
pub fn scale(kind: KeyResultKind, unit: Option<&str>) -> f64 {
    match (kind, unit) {
        (KeyResultKind::Money, Some(currency)) => 10_f64.powf(format::minor_digits(currency)),
        _ => 1.0,
    }
}

/// The value of what was typed: with a comma or a point, with spaces between thousands.
pub fn amount(typed: &str, scale: f64) -> Option<f64> {
    let plain: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '%').map(|c| if c == ',' { '.' } else { c }).collect();
    let value = plain.parse::<f64>().ok().filter(|value| value.is_finite())?;
    Some(if scale > 1.0 { (value * scale).round() } else { value })
}

/// A value as one would type it.
pub fn typed_amount(value: f64, scale: f64) -> String {
    (value / scale).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(amount(" 12,5 ", 1.0), Some(12.5));
        assert_eq!(amount("80 %", 1.0), Some(80.0));
        assert_eq!(amount("1 000", 1.0), Some(1000.0));
        assert_eq!(amount("a lot", 1.0), None);
        assert_eq!(amount("", 1.0), None);
        assert_eq!(amount("NaN", 1.0), None);
    }

    #[test]
    fn money_is_kept_in_minor_units() {
        assert_eq!(amount("19.99", 100.0), Some(1999.0));
        assert_eq!(typed_amount(1999.0, 100.0), "19.99");
    }
}
