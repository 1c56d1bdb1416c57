//! What parsers are tried with: the nasty inputs that are kept in `tests/nasty`, cut, joined and with bytes changed, and
//! bytes that nobody thought of.

use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
};

const KEPT: [&str; 2] = [include_str!("../../../tests/nasty/json.txt"), include_str!("../../../tests/nasty/words.txt")];

/// Bytes made of those that are kept and of what a parser does take, its `own`.
pub(crate) fn bytes(own: &[&'static str]) -> impl Strategy<Value = Vec<u8>> + use<> {
    // What it does take is changed as often as everything else together.
    let kept: Vec<&'static str> = KEPT.iter().flat_map(|file| file.lines()).collect();
    let own = if own.is_empty() { kept.clone() } else { own.to_vec() };
    let one = move || prop_oneof![select(kept.clone()), select(own.clone())];
    let changes = vec((any::<Index>(), any::<u8>()), 0..4);
    let spliced = (one(), one(), any::<Index>(), any::<Index>(), changes)
        .prop_map(|(one, other, from, to, changes)| spliced(one.as_bytes(), other.as_bytes(), from, to, &changes));
    let changed = (one(), vec((any::<Index>(), any::<u8>()), 0..3))
        .prop_map(|(one, changes)| changed(one.as_bytes().to_vec(), &changes));
    prop_oneof![4 => changed, 3 => spliced, 1 => vec(any::<u8>(), 0..200)]
}

/// The same as text.
pub(crate) fn text(own: &[&'static str]) -> impl Strategy<Value = String> + use<> {
    bytes(own).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// The beginning of one, and the end of another.
fn spliced(one: &[u8], other: &[u8], from: Index, to: Index, changes: &[(Index, u8)]) -> Vec<u8> {
    let (begins, _) = one.split_at(from.index(one.len() + 1));
    let (_, ends) = other.split_at(to.index(other.len() + 1));
    changed([begins, ends].concat(), changes)
}

fn changed(mut bytes: Vec<u8>, changes: &[(Index, u8)]) -> Vec<u8> {
    if bytes.is_empty() {
        return bytes;
    }
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    bytes
}
