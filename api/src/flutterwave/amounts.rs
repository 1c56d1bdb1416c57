//! Amounts in major units, as the provider writes them, and in minor units, as we count. No float comes between: an
//! amount is read as the digits that were sent.

use serde::{Deserialize, Deserializer, de::Error};
use serde_json::value::RawValue;

/// More digits than any `i64` has.
const MOST_DIGITS: usize = 19;

/// An amount as it was sent: a number, or a text that is one. Never below zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// All digits, those of the whole part first.
    digits: String,
    /// After how many of them the point stands; beyond the last if zeros follow.
    point: i64,
}

/// How many digits a currency has after the point (ISO 4217).
fn places(currency: &str) -> u8 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// Minor units as the provider takes them, such as `187.50`.
pub(super) fn major(minor: i64, currency: &str) -> String {
    let (places, sign) = (usize::from(places(currency)), if minor < 0 { "-" } else { "" });
    // At least one digit stands before the point.
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = places + 1);
    match digits.split_at_checked(digits.len() - places) {
        Some((whole, fraction)) if !fraction.is_empty() => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits}"),
    }
}

impl Amount {
    /// In minor units of this currency; `None` if the currency has no such small ones, or nobody so much.
    pub(super) fn minor(&self, currency: &str) -> Option<i64> {
        let point = self.point.checked_add(i64::from(places(currency)))?;
        let whole = usize::try_from(point.max(0)).ok()?;
        let (kept, dropped) = self.digits.split_at_checked(whole.min(self.digits.len()))?;
        if dropped.bytes().any(|digit| digit != b'0') {
            return None;
        }
        let kept = kept.trim_start_matches('0');
        let zeros = whole.saturating_sub(self.digits.len());
        match kept {
            "" => Some(0),
            _ if zeros > MOST_DIGITS => None,
            _ => [kept, &"0".repeat(zeros)].concat().parse().ok(),
        }
    }

    /// Reads what stands in JSON: digits, perhaps a point, perhaps an exponent, perhaps all that as a text.
    fn read(json: &str) -> Option<Self> {
        let text = match json.strip_prefix('"') {
            Some(text) => text.strip_suffix('"')?,
            None => json,
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        let point = i64::try_from(whole.len()).ok()?.checked_add(i64::from(exponent))?;
        (is_number(whole) && is_number(fraction)).then(|| Self { digits: [whole, fraction].concat(), point })
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        Self::read(json.get()).ok_or_else(|| D::Error::custom("not an amount"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(json: &str, currency: &str) -> Option<i64> {
        serde_json::from_str::<Amount>(json).ok()?.minor(currency)
    }

    #[test]
    fn an_amount_is_its_digits_as_a_number_or_as_a_text() {
        for json in ["187.5", "\"187.5\"", "187.50", "187.5000", "1.875e2", "1875E-1", "\"0187.50\""] {
            assert_eq!(read(json, "GHS"), Some(18_750), "{json}");
        }
        for (json, minor) in [("0", 0), ("0.00", 0), ("45000", 4_500_000), ("0.07", 7), ("0e99", 0), ("1e3", 100_000)] {
            assert_eq!(read(json, "NGN"), Some(minor), "{json}");
        }
        // What a float would make 100.09999999999999 of.
        assert_eq!(read("100.10", "USD"), Some(10_010));
    }

    #[test]
    fn smaller_than_the_currency_has_is_no_amount_and_neither_is_a_word() {
        for json in ["187.501", "0.001", "1e-3", "-1", "\"-1.00\"", "\"1,000.00\"", "\"\"", "\".5\"", "\"5.\"", "true"]
        {
            assert_eq!(read(json, "GHS"), None, "{json}");
        }
        for json in ["[1]", "{}", "\"NaN\"", "\" 1\"", "\"0x10\"", "1e2147483647", "99999999999999999999", "\"1e1e1\""]
        {
            assert_eq!(read(json, "GHS"), None, "{json}");
        }
    }

    #[test]
    fn every_currency_has_its_own_digits() {
        assert_eq!((read("100", "UGX"), read("100.5", "UGX"), read("100.0", "XOF")), (Some(100), None, Some(100)));
        assert_eq!(read("1.234", "KWD"), Some(1234));
        let written = [major(18_750, "GHS"), major(7, "GHS"), major(0, "USD"), major(-5, "EUR")];
        assert_eq!(written, ["187.50", "0.07", "0.00", "-0.05"]);
        assert_eq!([major(100, "UGX"), major(1234, "KWD")], ["100", "1.234"]);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor in 0..=i64::MAX, currency in "NGN|UGX|KWD|EUR") {
            let text = major(minor, &currency);
            prop_assert_eq!(read(&text, &currency), Some(minor));
            let quoted = format!("\"{text}\"");
            prop_assert_eq!(read(&quoted, &currency), Some(minor));
        }

        #[test]
        fn nothing_that_is_sent_makes_it_stumble(text in any::<String>()) {
            let _ = Amount::read(&text).and_then(|amount| amount.minor("NGN"));
        }

        #[test]
        fn zeros_at_the_end_change_nothing(minor in 0..1_000_000_000_i64, zeros in 0..30_usize) {
            let text = [major(minor, "NGN"), "0".repeat(zeros)].concat();
            prop_assert_eq!(read(&text, "NGN"), Some(minor));
        }

        #[test]
        fn one_digit_too_many_is_refused(minor in 0..1_000_000_000_i64, digit in 1..=9) {
            let text = format!("{}{digit}", major(minor, "NGN"));
            prop_assert_eq!(read(&text, "NGN"), None);
        }
    }
}
