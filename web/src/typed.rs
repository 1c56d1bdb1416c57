//! Numbers as people type them.

use shared::problem::FieldError;

/// The value of what was typed: with a comma or a point, with spaces between thousands.
pub fn amount(typed: &str, scale: f64) -> Option<f64> {
    let plain: String =
        typed.chars().filter(|c| !c.is_whitespace() && *c != '%').map(|c| if c == ',' { '.' } else { c }).collect();
    let value = plain.parse::<f64>().ok().filter(|value| value.is_finite())?;
    Some(if scale > 1.0 { (value * scale).round() } else { value })
}

/// What to say of a text that was typed where a number belongs; nothing where nothing was typed.
pub fn unread(field: impl Into<String>, typed: &str) -> Option<FieldError> {
    let wrong = !typed.trim().is_empty() && amount(typed, 1.0).is_none();
    wrong.then(|| FieldError::new(field, "not_a_number"))
}

/// The same of a count of days.
pub fn unread_days(field: impl Into<String>, typed: &str) -> Option<FieldError> {
    let field = field.into();
    let whole = typed.trim().is_empty() || typed.trim().parse::<u16>().is_ok();
    (!whole).then(|| unread(field.as_str(), typed).unwrap_or_else(|| FieldError::new(field, "not_whole")))
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
    fn what_is_no_number_is_said_so() {
        let code = |fault: Option<FieldError>| fault.map(|fault| fault.code);
        assert_eq!(code(unread("start", "a lot")).as_deref(), Some("not_a_number"));
        assert_eq!((unread("start", " "), unread("start", "1 000,5")), (None, None));
        assert_eq!(code(unread_days("cadence_days", "weekly")).as_deref(), Some("not_a_number"));
        assert_eq!(code(unread_days("cadence_days", "1.5")).as_deref(), Some("not_whole"));
        assert_eq!((unread_days("cadence_days", ""), unread_days("cadence_days", "7")), (None, None));
    }
}
