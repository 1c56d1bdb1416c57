//! Codes of an authenticator app (RFC 6238, as all apps know it: SHA-1, six digits, half minutes).

use std::fmt::Write;

use anyhow::anyhow;
use aws_lc_rs::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, sign};
use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrcodegen::{QrCode, QrCodeEcc};
use shared::accounts::{Enrolment, QrPicture};
use subtle::ConstantTimeEq;

use crate::http::Failure;

/// As long as the hash, as RFC 4226 wants it.
const SECRET_BYTES: usize = 20;
/// One code lives so long.
const STEP_SECONDS: i64 = 30;
/// White squares around a QR code.
const BORDER: i32 = 4;

/// A new secret.
pub(super) fn generate() -> Result<Vec<u8>, Failure> {
    let mut bytes = vec![0; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(super::no_random_bytes)?;
    Ok(bytes)
}

/// The half minute whose code this is: the present one or the one before, since people type slowly and clocks drift.
pub(super) fn step_of(secret: &[u8], code: &str, now: DateTime<Utc>) -> Option<i64> {
    let present = now.timestamp().div_euclid(STEP_SECONDS);
    [present, present - 1].into_iter().find(|step| bool::from(code_at(secret, *step).as_bytes().ct_eq(code.as_bytes())))
}

fn code_at(secret: &[u8], step: i64) -> String {
    let tag = sign(&Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret), &step.to_be_bytes());
    let bytes = tag.as_ref();
    let offset = usize::from(bytes.last().copied().unwrap_or_default() & 0xf);
    let four = bytes.get(offset..offset + 4).and_then(|four| <[u8; 4]>::try_from(four).ok()).unwrap_or_default();
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

/// What an app has to be told of a secret.
pub(super) fn enrolment(secret: &[u8], email: &str) -> Result<Enrolment, Failure> {
    let secret = BASE32_NOPAD.encode(secret);
    let who = utf8_percent_encode(email, NON_ALPHANUMERIC);
    let address = format!("otpauth://totp/PerfTrack:{who}?secret={secret}&issuer=PerfTrack");
    let picture = picture(&address)?;
    Ok(Enrolment { secret, address, picture })
}

fn picture(text: &str) -> Result<QrPicture, Failure> {
    let drawn = |_| Failure::fault(anyhow!("what is to be drawn is too long for a QR code"));
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(drawn)?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            write!(path, "M{} {}h1v1h-1z", x + BORDER, y + BORDER).map_err(Failure::fault)?;
        }
    }
    let side = u16::try_from(code.size() + 2 * BORDER).map_err(Failure::fault)?;
    Ok(QrPicture { side, path })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The secret of RFC 6238's test vectors.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        let vectors = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (seconds, code) in vectors {
            assert_eq!(code_at(SECRET, seconds / 30), code);
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds / 30));
        }
    }

    proptest! {
        #[test]
        fn a_code_counts_in_its_own_half_minute_and_the_next(step in 1_i64..100_000_000, second in 0_i64..30) {
            let code = code_at(SECRET, step);
            let now = |ahead: i64| at((step + ahead) * 30 + second);
            prop_assert!(step_of(SECRET, &code, now(0)).is_some());
            prop_assert!(step_of(SECRET, &code, now(1)).is_some());
            // By chance another half minute may have the same code; not that of this one.
            for ahead in [-1, 2, 3] {
                prop_assert_ne!(step_of(SECRET, &code, now(ahead)), Some(step));
            }
        }

        #[test]
        fn what_is_no_code_is_none(text in "\\PC{0,12}") {
            prop_assume!(text.len() != 6);
            prop_assert_eq!(step_of(SECRET, &text, at(1_800_000_000)), None);
        }
    }

    #[test]
    fn an_app_is_told_the_secret_and_whose_it_is() {
        let told = enrolment(SECRET, "ada+x@example.com").unwrap();
        assert_eq!(told.secret, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert!(told.address.starts_with("otpauth://totp/PerfTrack:ada%2Bx%40example%2Ecom?secret=GEZ"));
        // The corner that every QR code begins with, seven squares wide.
        assert!(told.picture.path.starts_with("M4 4h1v1h-1zM5 4h1v1h-1z"));
        assert_eq!((told.picture.side - 8 - 17) % 4, 0);
        enrolment(SECRET, &"ä".repeat(254)).unwrap();
        assert!(!format!("{told:?}").contains("GEZ"));
    }
}
