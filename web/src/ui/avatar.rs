//! People as small round marks.

use leptos::prelude::*;

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// In lines of text.
    Small,
    /// In lists.
    #[default]
    Medium,
    /// At the head of a person's page.
    Large,
}

/// First letters of the first and the last word. The style makes capitals of them: browsers know those of every script,
/// and the table of them would be a hundredth of the first download.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).collect()
}

/// The same name always has the same hue (FNV-1a).
fn hue(name: &str) -> u32 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash % 360
}

/// Initials on a colour that stays the same for the same name. Says nothing to a screen reader: the name stands beside it.
#[component]
pub fn Avatar(#[prop(into)] name: String, #[prop(optional)] size: AvatarSize) -> impl IntoView {
    let class = match size {
        AvatarSize::Small => "avatar small",
        AvatarSize::Medium => "avatar",
        AvatarSize::Large => "avatar large",
    };
    view! { <span class=class aria-hidden="true" style=("--hue", hue(&name).to_string())>{initials(&name)}</span> }
}

/// A person in a list: avatar, name, and a second line where there is one.
#[component]
pub fn Who(
    #[prop(into)] name: String,
    #[prop(optional, into)] detail: String,
    #[prop(optional, into)] href: Option<String>,
) -> impl IntoView {
    let shown = match href {
        Some(href) => view! { <a class="plain-link strong truncate" href=href>{name.clone()}</a> }.into_any(),
        None => view! { <span class="truncate">{name.clone()}</span> }.into_any(),
    };
    view! {
        <span class="who">
            <Avatar name />
            <span class="who-text">{shown}{(!detail.is_empty()).then(|| view! { <span class="truncate">{detail}</span> })}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::{hue, initials};

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("  maria da Silva e Sousa "), "mS");
        assert_eq!(initials("Björk"), "B");
        assert_eq!(initials("(Ola) Östberg"), "OÖ");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_name_keeps_its_hue() {
        assert_eq!(hue("Ada Lovelace"), hue("Ada Lovelace"));
        assert!(hue("Grace Hopper") < 360);
    }
}
