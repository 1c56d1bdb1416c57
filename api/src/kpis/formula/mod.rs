//! Formulas: a small language over named inputs, read by a library and bounded before it gets to read anything.
//!
//! Nothing but `+ - * /`, parentheses, `min`, `max` and `abs`; no text, no calls, no effects. A formula either has a
//! value or says why it has none.

use std::str::FromStr;

use exmex::{BinOp, Express, FlatEx, MakeOperators, Operator, ops_factory};
use shared::kpis::rules::kinds::NoValue;

/// How deep parentheses may lie in each other.
const DEEPEST: usize = 12;
/// Beyond this no KPI has a value.
const MOST: f64 = 1e15;

/// What a part of a formula comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part(Result<f64, NoValue>);

impl Default for Part {
    fn default() -> Self {
        Self(Ok(0.0))
    }
}

impl FromStr for Part {
    type Err = std::num::ParseFloatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // So many digits are endless to a machine.
        text.parse().map(|value| Self(kept(value)))
    }
}

impl Part {
    fn with(self, other: Self, work: fn(f64, f64) -> f64) -> Self {
        Self(self.0.and_then(|a| other.0.and_then(|b| kept(work(a, b)))))
    }
}

fn kept(value: f64) -> Result<f64, NoValue> {
    if value.is_finite() && value.abs() <= MOST { Ok(value) } else { Err(NoValue::TooLarge) }
}

fn divided(a: Part, b: Part) -> Part {
    match b.0 {
        Ok(0.0) if a.0.is_ok() => Part(Err(NoValue::DivisionByZero)),
        _ => a.with(b, |a, b| a / b),
    }
}

ops_factory!(
    Arithmetic,
    Part,
    Operator::make_bin("*", BinOp { apply: |a, b| a.with(b, |a, b| a * b), prio: 2, is_commutative: true }),
    Operator::make_bin("/", BinOp { apply: divided, prio: 3, is_commutative: false }),
    Operator::make_bin_unary(
        "+",
        BinOp { apply: |a, b| a.with(b, |a, b| a + b), prio: 0, is_commutative: true },
        |a| a
    ),
    Operator::make_bin_unary(
        "-",
        BinOp { apply: |a, b| a.with(b, |a, b| a - b), prio: 1, is_commutative: false },
        |a| Part(a.0.map(|a| -a))
    ),
    Operator::make_bin("min", BinOp { apply: |a, b| a.with(b, f64::min), prio: 4, is_commutative: true }),
    Operator::make_bin("max", BinOp { apply: |a, b| a.with(b, f64::max), prio: 4, is_commutative: true }),
    Operator::make_unary("abs", |a| Part(a.0.map(f64::abs)))
);

/// A formula that can be computed.
#[derive(Debug)]
pub(super) struct Formula(FlatEx<Part, Arithmetic>);

impl Formula {
    /// Reads an expression; the error is a code: `forbidden_character`, `too_deep`, `bad_formula`.
    pub(super) fn read(expression: &str) -> Result<Self, &'static str> {
        let expression = expression.to_ascii_lowercase();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_ .,+-*/()".contains(c);
        if !expression.chars().all(allowed) {
            return Err("forbidden_character");
        }
        if depth(&expression) > DEEPEST {
            return Err("too_deep");
        }
        // Two signs side by side are a slip of the finger more often than meant.
        let dense: String = expression.chars().filter(|c| *c != ' ').collect();
        let doubled = dense.as_bytes().windows(2).any(|two| two.iter().all(|byte| b"+-*/".contains(byte)));
        if doubled || has_loose_words(&expression) {
            return Err("bad_formula");
        }
        FlatEx::parse(&expression).map(Self).map_err(|_| "bad_formula")
    }

    /// The names it reads, in the order of the alphabet.
    pub(super) fn names(&self) -> &[String] {
        self.0.var_names()
    }

    /// Its value. `value_of` tells that of a name, or that there is none.
    pub(super) fn value(&self, value_of: impl Fn(&str) -> Option<f64>) -> Result<f64, NoValue> {
        let parts: Vec<Part> =
            self.names().iter().map(|name| Part(value_of(name).ok_or(NoValue::MissingInput))).collect();
        // A formula that was read has as many values as names, so that nothing is left to fail.
        self.0.eval(&parts).map_or(Err(NoValue::MissingInput), |part| part.0)
    }
}

/// How deep its parentheses lie in each other.
fn depth(expression: &str) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for c in expression.chars() {
        match c {
            '(' => now += 1,
            ')' => now = now.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

/// Whether two words or numbers stand side by side with nothing but space between them.
fn has_loose_words(expression: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let pieces: Vec<&str> = expression.split_whitespace().collect();
    pieces.windows(2).any(|two| {
        two.first().is_some_and(|one| one.ends_with(word)) && two.last().is_some_and(|one| one.starts_with(word))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(expression: &str) -> Result<f64, NoValue> {
        let values = |name: &str| match name {
            "a" => Some(6.0),
            "b" => Some(4.0),
            "zero" => Some(0.0),
            _ => None,
        };
        Formula::read(expression).unwrap().value(values)
    }

    #[test]
    fn it_reckons_as_one_learns_at_school() {
        assert_eq!(value("a + b * 2"), Ok(14.0));
        assert_eq!(value("(a + b) * 2"), Ok(20.0));
        assert_eq!(value("a - b - 1"), Ok(1.0));
        assert_eq!(value("a / b / 2"), Ok(0.75));
        assert_eq!(value("a / b * 100"), Ok(150.0));
        assert_eq!(value("2 * a / b"), Ok(3.0));
        assert_eq!(value("a - b + 1"), Ok(3.0));
        assert_eq!(value("-a + b"), Ok(-2.0));
        assert_eq!(value("max(a, b) - min(a, b)"), Ok(2.0));
        assert_eq!(value("abs(b - a)"), Ok(2.0));
        assert_eq!(value("A/B"), Ok(1.5));
    }

    #[test]
    fn without_a_value_it_says_why() {
        assert_eq!(value("a / zero"), Err(NoValue::DivisionByZero));
        assert_eq!(value("zero / zero"), Err(NoValue::DivisionByZero));
        assert_eq!(value("1 / (b - 4)"), Err(NoValue::DivisionByZero));
        assert_eq!(value("a + unknown"), Err(NoValue::MissingInput));
        assert_eq!(value("a * 1000000000 * 1000000000"), Err(NoValue::TooLarge));
    }

    #[test]
    fn what_is_no_formula_is_refused() {
        let refused = |expression: &str| Formula::read(expression).err();
        for expression in [
            "", "a +", "a b", "(a", "a)", "* a", "a ** b", "sin(a) b", "1.2.3", "a, b", "()", "min(a)", "a - - b",
            "a 2",
        ] {
            assert!(refused(expression).is_some(), "{expression:?}");
        }
        assert_eq!(refused("a; drop"), Some("forbidden_character"));
        assert_eq!(refused("a = 2"), Some("forbidden_character"));
        assert_eq!(refused(&format!("{}a{}", "(".repeat(90), ")".repeat(90))), Some("too_deep"));
        assert_eq!(Formula::read("b / a + b").unwrap().names(), ["a", "b"]);
    }

    proptest! {
        #[test]
        fn any_text_is_a_formula_or_refused(text in "[ab0-9.,+*/() -]{0,60}|\\PC{0,40}") {
            if let Ok(formula) = Formula::read(&text) {
                let _ = formula.value(|_| Some(2.0));
                let _ = formula.value(|_| None);
            }
        }

        #[test]
        fn what_is_taken_for_a_formula_has_an_end_and_a_number_or_a_reason(
            text in crate::http::nasty::text(&["(a + b) / 2 * 100", "max(a, b) - min(a, b)", "abs(b - a)", "-a + 0.5"]),
        ) {
            if let Ok(formula) = Formula::read(&text) {
                for given in [0.0, -1.0, 0.5, 1e15, f64::MAX] {
                    let value = formula.value(|_| Some(given));
                    prop_assert!(value.is_err() || value.is_ok_and(f64::is_finite));
                }
            }
        }

        #[test]
        fn sums_and_products_come_out(a in -1000i32..1000, b in -1000i32..1000, c in 1i32..1000) {
            let (a, b, c) = (f64::from(a), f64::from(b), f64::from(c));
            let of = |name: &str| Some(match name { "a" => a, "b" => b, _ => c });
            let value = |text: &str| Formula::read(text).unwrap().value(of);
            prop_assert_eq!(value("a - b * c + a"), Ok(a - b * c + a));
            prop_assert_eq!(value("a / c - b / c"), Ok(a / c - b / c));
            prop_assert_eq!(value("(a - (b - c)) * 2"), Ok((a - (b - c)) * 2.0));
        }
    }
}
