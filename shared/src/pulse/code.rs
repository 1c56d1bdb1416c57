//! A ballot's code: the few letters that a ballot is made from, to be put by.
//!
//! Token and blinding are drawn from it alone, so whoever has it and is logged in as the one it was signed for has the
//! ballot signed again, the same, wherever they are. Nothing about it is kept anywhere but with its owner: what the
//! server could give back it could also look at.

use sha2::{Digest, Sha512};

use super::{
    answers::{Answer, encoded},
    ballot::Envelope,
    rules::tally::paragraphs,
    threads::{MOST_LOCKS, ThreadKey},
};
use crate::wire::PulseId;

const BYTES: usize = 15;
/// Crockford's: none is taken for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// 120 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct BallotCode([u8; BYTES]);

impl BallotCode {
    /// A fresh one; `random` must fill with cryptographic randomness.
    pub fn draw(mut random: impl FnMut(&mut [u8])) -> Self {
        let mut bytes = [0; BYTES];
        random(&mut bytes);
        Self(bytes)
    }

    /// As it is shown: six times four letters and digits.
    pub fn shown(&self) -> String {
        let bits: Vec<u8> = self.0.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
        let letter = |bits: &[u8]| {
            let value = bits.iter().fold(0_usize, |value, bit| value << 1 | usize::from(*bit));
            LETTERS.get(value).copied().map(char::from).unwrap_or_default()
        };
        let four = |bits: &[u8]| bits.chunks(5).map(letter).collect::<String>();
        bits.chunks(20).map(four).collect::<Vec<_>>().join("-")
    }

    /// As somebody types it.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters: Vec<u8> = typed.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).collect();
        if letters.len() != BYTES * 8 / 5 {
            return None;
        }
        let (mut bytes, mut at) = ([0_u8; BYTES], 0);
        for letter in letters {
            let letter = match letter.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            };
            let value = LETTERS.iter().position(|known| *known == letter)?;
            for bit in (0..5).rev() {
                if value >> bit & 1 == 1 {
                    *bytes.get_mut(at / 8)? |= 0x80 >> (at % 8);
                }
                at += 1;
            }
        }
        Some(Self(bytes))
    }

    /// The ballot that it makes, in its blinding.
    pub fn envelope(&self, pulse: PulseId) -> Option<Envelope> {
        let mut drawn = 0_u32;
        Envelope::new(|into| {
            for chunk in into.chunks_mut(64) {
                let start = Sha512::new().chain_update(b"perftrack/ballot").chain_update(pulse.0.as_bytes());
                let block = start.chain_update(self.0).chain_update(drawn.to_be_bytes()).finalize();
                chunk.iter_mut().zip(block).for_each(|(to, from)| *to = from);
                drawn += 1;
            }
        })
    }

    /// The key of the thread about one paragraph of what was written to a question. Each is drawn for itself: whoever
    /// sees two of them can't tell that they are of one code.
    pub fn thread(&self, pulse: PulseId, question: u8, paragraph: u8) -> ThreadKey {
        let start = Sha512::new().chain_update(b"perftrack/thread").chain_update(pulse.0.as_bytes());
        let drawn = start.chain_update(self.0).chain_update([question, paragraph]).finalize();
        ThreadKey { pulse_id: pulse, key: encoded(drawn.get(..32).unwrap_or_default()) }
    }

    /// An answer with the locks of its text's threads.
    pub fn locked(&self, pulse: PulseId, answer: Answer) -> Answer {
        let written = answer.text.as_deref().map(paragraphs).unwrap_or_default().len();
        let keys = (0..).take(written.min(MOST_LOCKS)).map(|at: u8| self.thread(pulse, answer.question, at));
        let locks: Vec<String> = keys.filter_map(|key| key.lock()).map(|lock| encoded(&lock)).collect();
        Answer { locks: (!locks.is_empty()).then_some(locks), ..answer }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn it_is_six_times_four_letters() {
        assert_eq!(BallotCode([0; BYTES]).shown(), "0000-0000-0000-0000-0000-0000");
        assert_eq!(BallotCode([255; BYTES]).shown(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        assert!(BallotCode::parse("0000-0000-0000-0000-0000-000").is_none());
        assert!(BallotCode::parse("0000-0000-0000-0000-0000-000U").is_none());
        assert!(
            BallotCode::parse("oOiI lL00 0000 0000 0000 0000").is_some_and(|it| it.shown().starts_with("0011-1100"))
        );
    }

    #[test]
    fn it_makes_the_same_ballot_again_and_another_in_another_pulse() {
        let pulse = |number| PulseId(Uuid::from_u128(number));
        let (code, other) = (BallotCode([7; BYTES]), BallotCode([8; BYTES]));
        let blinded = |code: &BallotCode, at| code.envelope(pulse(at)).unwrap().blinded();
        assert_eq!(blinded(&code, 1), blinded(&code, 1));
        assert_ne!(blinded(&code, 1), blinded(&code, 2));
        assert_ne!(blinded(&code, 1), blinded(&other, 1));
    }

    #[test]
    fn every_paragraph_has_a_thread_of_its_own() {
        let pulse = |number| PulseId(Uuid::from_u128(number));
        let (code, other) = (BallotCode([7; BYTES]), BallotCode([8; BYTES]));
        let first = code.thread(pulse(1), 2, 0);
        assert_eq!(first, code.thread(pulse(1), 2, 0));
        let others = [
            code.thread(pulse(2), 2, 0),
            code.thread(pulse(1), 3, 0),
            code.thread(pulse(1), 2, 1),
            other.thread(pulse(1), 2, 0),
        ];
        assert!(others.iter().all(|key| key.key != first.key));
        let written = Answer { text: Some("One.\n\nTwo.".to_owned()), ..Answer::to(2) };
        let locks = code.locked(pulse(1), written).locks.unwrap();
        assert_eq!(locks, [0, 1].map(|at| encoded(&code.thread(pulse(1), 2, at).lock().unwrap())));
        assert_eq!(code.locked(pulse(1), Answer::to(2)).locks, None);
    }

    proptest! {
        #[test]
        fn it_is_read_as_it_was_shown(bytes: [u8; BYTES]) {
            let code = BallotCode(bytes);
            prop_assert!(BallotCode::parse(&code.shown()) == Some(code.clone()));
            prop_assert!(BallotCode::parse(&code.shown().to_lowercase().replace('-', " ")) == Some(code));
        }
    }
}
