//! Money: whole minor units of a currency, added up in integers and never as a fraction.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::wire::choice::choice;

choice! {
    /// A currency that an organisation can pay in (ISO 4217). All of them have two decimals.
    pub enum Currency {
        /// Nigerian naira.
        Ngn = "NGN",
        /// Ghanaian cedi.
        Ghs = "GHS",
        /// Kenyan shilling.
        Kes = "KES",
        /// South African rand.
        Zar = "ZAR",
        /// US dollar.
        Usd = "USD",
        /// Euro.
        Eur = "EUR",
        /// Pound sterling.
        Gbp = "GBP",
    }
}

impl Currency {
    /// How many decimals its amounts have.
    pub const fn exponent(self) -> u32 {
        match self {
            Self::Ngn | Self::Ghs | Self::Kes | Self::Zar | Self::Usd | Self::Eur | Self::Gbp => 2,
        }
    }

    /// What stands before its amounts.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Ngn => "₦",
            Self::Ghs => "GH₵",
            Self::Kes => "KSh",
            Self::Zar => "R",
            Self::Usd => "US$",
            Self::Eur => "€",
            Self::Gbp => "£",
        }
    }

    /// How many minor units make one whole.
    pub const fn whole(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// Of which currency.
    pub currency: Currency,
    /// How much, in minor units: 18750 is 187.50.
    pub minor: i64,
}

impl Money {
    /// So many minor units.
    pub const fn new(currency: Currency, minor: i64) -> Self {
        Self { currency, minor }
    }

    /// The amount as a plain decimal in major units, such as `187.50`: what a payment provider is sent.
    pub fn decimal(self) -> String {
        let whole = self.currency.whole().unsigned_abs();
        let minor = self.minor.unsigned_abs();
        let minus = if self.minor < 0 { "-" } else { "" };
        let digits = self.currency.exponent() as usize;
        if digits == 0 {
            return format!("{minus}{minor}");
        }
        format!("{minus}{}.{:0digits$}", minor / whole, minor % whole)
    }

    /// Reads a plain decimal in major units exactly, or not at all: no exponent, no more digits than the currency has,
    /// but for noughts behind them.
    pub fn parse(currency: Currency, decimal: &str) -> Option<Self> {
        let (negative, digits) = match decimal.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, decimal),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 15 || !is_number(whole) || !is_number(fraction) || digits.ends_with('.') {
            return None;
        }
        let places = currency.exponent() as usize;
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > places {
            return None;
        }
        let padded = format!("{fraction:0<places$}");
        let parts = if padded.is_empty() { 0 } else { padded.parse::<i64>().ok()? };
        let minor = whole.parse::<i64>().ok()?.checked_mul(currency.whole())?.checked_add(parts)?;
        Some(Self { currency, minor: if negative { -minor } else { minor } })
    }
}

/// As people read it: `GH₵1,187.50`.
impl std::fmt::Display for Money {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decimal = Self { minor: self.minor.abs(), ..*self }.decimal();
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal.as_str(), ""));
        let mut grouped = String::with_capacity(whole.len() + whole.len() / 3);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let minus = if self.minor < 0 { "−" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{minus}{}{grouped}{point}{fraction}", self.currency.sign())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_written_for_the_provider_and_for_people() {
        let written = |minor| {
            let money = Money::new(Currency::Ghs, minor);
            (money.decimal(), money.to_string())
        };
        assert_eq!(written(18_750), ("187.50".to_owned(), "GH₵187.50".to_owned()));
        assert_eq!(written(5), ("0.05".to_owned(), "GH₵0.05".to_owned()));
        assert_eq!(written(123_456_789), ("1234567.89".to_owned(), "GH₵1,234,567.89".to_owned()));
        assert_eq!(written(-100), ("-1.00".to_owned(), "−GH₵1.00".to_owned()));
    }

    #[test]
    fn an_amount_is_read_exactly_or_not_at_all() {
        let read = |text| Money::parse(Currency::Ngn, text).map(|money| money.minor);
        assert_eq!(read("187.5"), Some(18_750));
        assert_eq!(read("187"), Some(18_700));
        assert_eq!(read("187.500"), Some(18_750));
        assert_eq!(read("0.01"), Some(1));
        for bad in ["", ".5", "1.", "1e3", "1.005", "1,000", " 1", "NaN", "--1", "99999999999999999999"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(minor in -10_i64.pow(15)..10_i64.pow(15)) {
            for currency in Currency::ALL {
                let money = Money::new(*currency, minor);
                proptest::prop_assert_eq!(Money::parse(*currency, &money.decimal()), Some(money));
            }
        }

        #[test]
        fn no_text_is_too_odd_to_be_read(text in ".{0,40}") {
            let _ = Money::parse(Currency::Usd, &text);
        }
    }
}
