//! Domains at which anybody gets an address: no organisation has one to itself.

/// The largest free mail services, after HubSpot's list of free e-mail domains (2026) and Wikipedia's comparison of webmail
/// providers. A domain that is missing here can't be proven all the same, since only its owner can write into its names.
const SERVICES: [&str; 44] = [
    "126.com",
    "163.com",
    "aol.com",
    "att.net",
    "comcast.net",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.fr",
    "hushmail.com",
    "icloud.com",
    "libero.it",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "orange.fr",
    "outlook.com",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "sina.com",
    "t-online.de",
    "tutanota.com",
    "verizon.net",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
];

/// Whether it is one of them, or lies below one.
pub(super) fn is_service(domain: &str) -> bool {
    SERVICES
        .iter()
        .any(|service| domain.strip_suffix(service).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_services_are_nobodys() {
        for service in ["gmail.com", "eu.outlook.com", "t-online.de"] {
            assert!(is_service(service), "{service}");
        }
        for own in ["example.com", "notgmail.com", "gmail.com.example.org", "com"] {
            assert!(!is_service(own), "{own}");
        }
    }
}
