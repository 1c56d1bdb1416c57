//! Checks of what people type, used by forms and handlers alike.
//!
//! They are garde's custom rules whose message is a stable code (`required`, `too_long:200`), which
//! [`crate::problem::FieldError`] carries and the web app turns into a sentence.

use chrono::NaiveDate;
use garde::Error;

/// One line of text: trimmed length between `least` and `most` characters, no control characters.
pub fn line<T: AsRef<str>>(least: usize, most: usize) -> impl FnOnce(&T, &()) -> garde::Result {
    move |value, _| text(value.as_ref(), least, most, |c| c.is_control() || is_bidi_control(c))
}

/// Text of several lines: as [`line`], but line breaks and tabs may stand in it.
pub fn lines<T: AsRef<str>>(least: usize, most: usize) -> impl FnOnce(&T, &()) -> garde::Result {
    move |value, _| {
        text(value.as_ref(), least, most, |c| {
            (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_bidi_control(c)
        })
    }
}

/// An e-mail address somebody could have: one `@`, a dotted domain, at most 254 bytes.
pub fn email<T: AsRef<str>>(value: &T, _: &()) -> garde::Result {
    let value = value.as_ref();
    if value.trim().is_empty() {
        return Err(Error::new("required"));
    }
    if is_email(value) { Ok(()) } else { Err(Error::new("bad_email")) }
}

/// Whether `value` (no space around it) has the form of an e-mail address.
pub fn is_email(value: &str) -> bool {
    let Some((local, domain)) = value.split_once('@') else {
        return false;
    };
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c));
    let label_ok = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    local_ok && value.len() <= 254 && domain.contains('.') && domain.split('.').all(label_ok)
}

/// A date a person of today could mean: 1900 to 2200.
pub fn date(value: &NaiveDate, _: &()) -> garde::Result {
    use chrono::Datelike;
    if (1900..=2200).contains(&value.year()) { Ok(()) } else { Err(Error::new("date_out_of_range")) }
}

/// A finite number of at most a million million either way.
pub fn number(value: &f64, _: &()) -> garde::Result {
    if value.is_finite() && value.abs() <= 1e12 { Ok(()) } else { Err(Error::new("number_out_of_range")) }
}

/// A score: 0 to 1.
pub fn score(value: &f64, _: &()) -> garde::Result {
    if (0.0..=1.0).contains(value) { Ok(()) } else { Err(Error::new("number_out_of_range:1")) }
}

/// A weight: 0 (tracked, not counted) to 1000.
pub fn weight(value: &f64, _: &()) -> garde::Result {
    if (0.0..=1000.0).contains(value) { Ok(()) } else { Err(Error::new("weight_out_of_range")) }
}

/// A list of `least` to `most` things.
pub fn count<T>(least: usize, most: usize) -> impl FnOnce(&Vec<T>, &()) -> garde::Result {
    move |list, _| match list.len() {
        0 if least > 0 => Err(Error::new("required")),
        count if count < least => Err(Error::new(format!("too_few:{least}"))),
        count if count > most => Err(Error::new(format!("too_many:{most}"))),
        _ => Ok(()),
    }
}

/// A small number between `least` and `most`, both included.
pub fn between(least: u8, most: u8) -> impl FnOnce(&u8, &()) -> garde::Result {
    move |value, _| {
        let fits = (least..=most).contains(value);
        if fits { Ok(()) } else { Err(Error::new(format!("out_of_range:{least}–{most}"))) }
    }
}

/// A number of things, `most` at most.
pub fn at_most(most: usize) -> impl FnOnce(&usize, &()) -> garde::Result {
    move |value, _| if *value <= most { Ok(()) } else { Err(Error::new(format!("out_of_range:0–{most}"))) }
}

/// Applies a rule to the value of an option, if there is one.
pub fn maybe<T>(rule: impl FnOnce(&T, &()) -> garde::Result) -> impl FnOnce(&Option<T>, &()) -> garde::Result {
    move |value, context| value.as_ref().map_or(Ok(()), |value| rule(value, context))
}

/// Applies a rule to the value a [`Patch`](super::Patch) sets, if it sets one.
pub fn patched<T>(rule: impl FnOnce(&T, &()) -> garde::Result) -> impl FnOnce(&super::Patch<T>, &()) -> garde::Result {
    move |value, context| value.set().map_or(Ok(()), |value| rule(value, context))
}

fn text(value: &str, least: usize, most: usize, forbidden: impl Fn(char) -> bool) -> garde::Result {
    let length = value.trim().chars().count();
    if length < least {
        return Err(Error::new(if length == 0 { "required".to_owned() } else { format!("too_short:{least}") }));
    }
    if value.chars().count() > most {
        return Err(Error::new(format!("too_long:{most}")));
    }
    if value.chars().any(forbidden) {
        return Err(Error::new("forbidden_character"));
    }
    Ok(())
}

// They make a name read differently from what it is.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(result: garde::Result) -> String {
        result.map_or_else(|error| error.message().to_owned(), |()| "ok".to_owned())
    }

    #[test]
    fn a_line_is_bounded_and_clean() {
        let check = |value: &str| code(line(1, 5)(&value, &()));
        assert_eq!(check("  "), "required");
        assert_eq!(check("sixsix"), "too_long:5");
        assert_eq!(check("a\0b"), "forbidden_character");
        assert_eq!(check("a\nb"), "forbidden_character");
        assert_eq!(check("😀😀😀😀😀"), "ok");
    }

    #[test]
    fn addresses() {
        for good in ["a@b.co", "anna.lee+x@sub.example.org", "jürgen@exämple.de"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "a@@b.co", "a b@c.de", ".a@b.co", "a@-b.co", "a@b..co", "a@b.co\n", "<a@b.co>"] {
            assert!(!is_email(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn no_address_ends_its_header_or_names_two(
            near in "[a-z<>,;:\"@ \r\n.]{1,6}@[a-z@.<> \r\n-]{1,6}\\.[a-z\r\n]{1,3}", any in "\\PC{0,20}@\\PC{0,20}",
        ) {
            for text in [near, any].into_iter().filter(|text| is_email(text)) {
                let ends = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"\\()[]".contains(c);
                prop_assert!(!text.contains(ends) && text.matches('@').count() == 1, "{:?}", text);
            }
        }
    }
}
