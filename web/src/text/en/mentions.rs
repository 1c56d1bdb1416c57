//! Naming people in a text.

pub const MENTION: &str = "People who see this";

/// How many names are offered.
pub fn offered(many: usize) -> String {
    if many == 1 {
        "1 person. Enter takes it.".to_owned()
    } else {
        format!("{many} people. Arrows choose, Enter takes one.")
    }
}
