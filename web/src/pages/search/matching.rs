//! Whether what was typed may mean a name of ours: every word of it, with one slip of the finger forgiven.

/// Shorter words are taken as they are: with a slip they would mean anything.
const FORGIVEN_FROM: usize = 4;

/// Whether a title has every word that was typed. Both in small letters.
pub fn means(title: &str, typed: &[&str]) -> bool {
    let names: Vec<Vec<char>> = title.split_whitespace().map(|name| name.chars().collect()).collect();
    typed.iter().all(|word| {
        if title.contains(word) {
            return true;
        }
        let word: Vec<char> = word.chars().collect();
        word.len() >= FORGIVEN_FROM && names.iter().any(|name| nearly_begins(name, &word))
    })
}

/// Whether a name begins like a word but for one letter: another, one too many, one missing, or two in the wrong order.
fn nearly_begins(name: &[char], word: &[char]) -> bool {
    let same = name.iter().zip(word).take_while(|(of, typed)| of == typed).count();
    let goes_on = |name_from: usize, word_from: usize| {
        let mut rest = name.iter().skip(name_from);
        word.iter().skip(word_from).all(|letter| rest.next() == Some(letter))
    };
    let swapped = word.len() > same + 1
        && name.get(same) == word.get(same + 1)
        && name.get(same + 1) == word.get(same)
        && goes_on(same + 2, same + 2);
    swapped || goes_on(same + 1, same + 1) || goes_on(same + 1, same) || goes_on(same, same + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(typed: &str) -> bool {
        means("rolling reviews", &typed.split_whitespace().collect::<Vec<_>>())
    }

    #[test]
    fn a_part_of_a_word_is_enough_and_every_word_counts() {
        assert!(found("rol") && found("rev rol") && found("view"));
        assert!(!found("rolling goals"));
    }

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for typed in ["rollign", "roling", "rollling", "rolkin", "reveiw", "xeviews", "rolling rewiews"] {
            assert!(found(typed), "{typed}");
        }
        for typed in ["rlolign", "wevievs", "rollingly"] {
            assert!(!found(typed), "{typed}");
        }
    }

    #[test]
    fn short_words_are_taken_as_they_are() {
        assert!(!found("rel") && !found("eol"));
    }
}
