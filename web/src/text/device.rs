//! A device by the name that its browser gives itself, as somebody would call it.

use shared::accounts::browser_and_system;

/// "Firefox on Windows". What isn't a browser stays as it names itself.
pub fn device(agent: &str) -> String {
    match browser_and_system(agent) {
        (Some(browser), Some(system)) => super::accounts::browser_on(browser, system),
        (Some(browser), None) => browser.to_owned(),
        (None, _) => agent.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device;

    #[test]
    fn what_isnt_a_browser_stays_as_it_names_itself() {
        assert_eq!(
            device("Mozilla/5.0 (Windows NT 10.0; rv:127.0) Gecko/20100101 Firefox/127.0"),
            "Firefox on Windows"
        );
        assert_eq!(device("curl/8.7.1"), "curl/8.7.1");
        assert_eq!(device(""), "");
    }
}
