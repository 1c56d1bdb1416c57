//! What a browser calls itself, taken apart into what somebody would call it.

/// Browsers; one that pretends to be another stands before it.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
];

/// Systems, likewise.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
];

/// The browser and the system that a `User-Agent` speaks of, as far as they are known.
pub fn browser_and_system(agent: &str) -> (Option<&'static str>, Option<&'static str>) {
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    // Nearly every browser calls itself Safari too, so it comes last.
    let browser = find(&BROWSERS).or_else(|| agent.contains("Safari/").then_some("Safari"));
    (browser, find(&SYSTEMS))
}

#[cfg(test)]
mod tests {
    use super::browser_and_system;

    #[test]
    fn browsers_are_called_as_people_call_them() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
        assert_eq!(browser_and_system(chrome), (Some("Chrome"), Some("Linux")));
        assert_eq!(browser_and_system(&format!("{chrome} Edg/126.0")), (Some("Edge"), Some("Linux")));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(browser_and_system(phone), (Some("Safari"), Some("iPhone")));
        assert_eq!(browser_and_system("curl/8.7.1"), (None, None));
        assert_eq!(browser_and_system(""), (None, None));
    }
}
