//! Blind ballots: RFC 9497 in its partially oblivious mode (POPRF, ristretto255-SHA512).
//!
//! The browser draws a token and blinds it ([`Envelope`]). The server signs the blinded token for whoever is logged
//! in and has none yet ([`Booth`]), and proves that it used the one key of the pulse, so that it can't mark anybody
//! by a key of their own. What comes back with the answers is the unblinded token with its seal: the server can tell
//! that it signed it, for which pulse and group, and not for whom.

use rand_core::{CryptoRng, Error as RandomError, RngCore};
use voprf::{BlindedElement, EvaluationElement, Group, PoprfClient, PoprfServer, Proof, Ristretto255};

use super::answers::{Ballot, Slip, decoded, encoded};
use crate::wire::{PulseGroupId, PulseId};

/// What a signature holds for: one pulse, one group of at least its minimum.
fn purpose(pulse: PulseId, group: PulseGroupId) -> String {
    format!("perftrack/pulse/{pulse}/{group}")
}

/// Randomness from the browser or the operating system.
struct Dice<F>(F);

impl<F: FnMut(&mut [u8])> RngCore for Dice<F> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, into: &mut [u8]) {
        (self.0)(into);
    }

    fn try_fill_bytes(&mut self, into: &mut [u8]) -> Result<(), RandomError> {
        (self.0)(into);
        Ok(())
    }
}

impl<F: FnMut(&mut [u8])> CryptoRng for Dice<F> {}

/// A token in its blinding; it stays in the browser.
pub struct Envelope {
    token: [u8; 32],
    blinding: PoprfClient<Ristretto255>,
}

impl Envelope {
    /// A fresh token; `random` must fill with cryptographic randomness.
    pub fn new(mut random: impl FnMut(&mut [u8])) -> Option<Self> {
        let mut token = [0; 32];
        random(&mut token);
        let blinded = PoprfClient::blind(&token, &mut Dice(random)).ok()?;
        Some(Self { token, blinding: blinded.state })
    }

    /// What the server signs.
    pub fn blinded(&self) -> String {
        // The state is the blinding factor, then the blinded element.
        encoded(self.blinding.serialize().get(32..).unwrap_or_default())
    }

    /// Opens what the server signed; nothing if it was not signed by `public_key` for this pulse and the ballot's group.
    pub fn open(&self, pulse_id: PulseId, public_key: &str, ballot: &Ballot) -> Option<Slip> {
        let key = <Ristretto255 as Group>::deserialize_elem(&decoded::<32>(public_key)?).ok()?;
        let evaluated = EvaluationElement::deserialize(&decoded::<32>(&ballot.evaluated)?).ok()?;
        let proof = Proof::deserialize(&decoded::<64>(&ballot.proof)?).ok()?;
        let purpose = purpose(pulse_id, ballot.group_id);
        let seal = self.blinding.finalize(&self.token, &evaluated, &proof, key, Some(purpose.as_bytes())).ok()?;
        Some(Slip { pulse_id, group_id: ballot.group_id, token: encoded(&self.token), seal: encoded(&seal) })
    }
}

/// Signs the ballots of one pulse.
pub struct Booth(PoprfServer<Ristretto255>);

impl Booth {
    /// With the key that a secret seed gives.
    pub fn of_seed(seed: &[u8]) -> Option<Self> {
        PoprfServer::new_from_seed(seed, b"perftrack/pulse").ok().map(Self)
    }

    /// What everybody can check its signatures by.
    pub fn public_key(&self) -> String {
        encoded(&<Ristretto255 as Group>::serialize_elem(self.0.get_public_key()))
    }

    /// Signs a blinded token; nothing if it is none.
    pub fn sign(
        &self,
        random: impl FnMut(&mut [u8]),
        pulse: PulseId,
        group_id: PulseGroupId,
        blinded: &str,
    ) -> Option<Ballot> {
        let element = BlindedElement::deserialize(&decoded::<32>(blinded)?).ok()?;
        let purpose = purpose(pulse, group_id);
        let signed = self.0.blind_evaluate(&mut Dice(random), &element, Some(purpose.as_bytes())).ok()?;
        Some(Ballot {
            evaluated: encoded(&signed.message.serialize()),
            proof: encoded(&signed.proof.serialize()),
            group_id,
        })
    }

    /// The seal that a slip must have, and the one that it has; for a comparison in constant time.
    pub fn seals(&self, slip: &Slip) -> Option<([u8; 64], [u8; 64])> {
        let purpose = purpose(slip.pulse_id, slip.group_id);
        let right = self.0.evaluate(&decoded::<32>(&slip.token)?, Some(purpose.as_bytes())).ok()?;
        Some((right.as_slice().try_into().ok()?, decoded(&slip.seal)?))
    }
}

/// The bytes of a slip's token.
pub fn token(slip: &Slip) -> Option<[u8; 32]> {
    decoded(&slip.token)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    /// Repeatable bytes, each draw another.
    fn dice(seed: u8) -> impl FnMut(&mut [u8]) {
        let mut state = u64::from(seed) + 1;
        move |into| {
            for byte in into {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                *byte = (state >> 56) as u8;
            }
        }
    }

    fn place() -> (PulseId, PulseGroupId) {
        (Uuid::from_u128(7).into(), Uuid::from_u128(8).into())
    }

    fn holds(booth: &Booth, slip: &Slip) -> bool {
        booth.seals(slip).is_some_and(|(right, found)| right == found)
    }

    #[test]
    fn a_signed_token_is_known_again_and_no_other() {
        let (pulse, group) = place();
        let booth = Booth::of_seed(&[1; 32]).unwrap();
        let envelope = Envelope::new(dice(1)).unwrap();
        let ballot = booth.sign(dice(2), pulse, group, &envelope.blinded()).unwrap();
        let slip = envelope.open(pulse, &booth.public_key(), &ballot).unwrap();
        assert!(holds(&booth, &slip));
        assert!(!holds(&Booth::of_seed(&[2; 32]).unwrap(), &slip), "another pulse's key");
        let elsewhere = Slip { group_id: Uuid::from_u128(9).into(), ..slip.clone() };
        assert!(!holds(&booth, &elsewhere), "a ballot is for its group");
        let forged = Slip { token: encoded(&[5; 32]), ..slip };
        assert!(!holds(&booth, &forged));
    }

    #[test]
    fn what_the_server_sees_is_not_what_comes_back() {
        let (pulse, group) = place();
        let booth = Booth::of_seed(&[1; 32]).unwrap();
        let envelope = Envelope::new(dice(3)).unwrap();
        let ballot = booth.sign(dice(4), pulse, group, &envelope.blinded()).unwrap();
        let slip = envelope.open(pulse, &booth.public_key(), &ballot).unwrap();
        for seen in [envelope.blinded(), ballot.evaluated, ballot.proof] {
            assert!(seen != slip.token && seen != slip.seal);
        }
        // The same token in two blindings looks like two tokens.
        let again = PoprfClient::<Ristretto255>::blind(&envelope.token, &mut Dice(dice(9))).unwrap();
        assert_ne!(encoded(&again.message.serialize()), envelope.blinded());
    }

    #[test]
    fn a_key_of_ones_own_is_noticed() {
        let (pulse, group) = place();
        let (public, marked) = (Booth::of_seed(&[1; 32]).unwrap(), Booth::of_seed(&[66; 32]).unwrap());
        let envelope = Envelope::new(dice(5)).unwrap();
        let ballot = marked.sign(dice(6), pulse, group, &envelope.blinded()).unwrap();
        assert!(envelope.open(pulse, &public.public_key(), &ballot).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn what_nobody_signed_is_no_ballot(
            text in "\\PC{0,100}", short in "[A-Za-z0-9_-]{43}", long in "[A-Za-z0-9_-]{86}",
        ) {
            let (pulse_id, group_id) = place();
            let booth = Booth::of_seed(&[1; 32]).unwrap();
            for (token, seal) in [(&text, &text), (&short, &long), (&short, &text), (&text, &long)] {
                let slip = Slip { pulse_id, group_id, token: token.clone(), seal: seal.clone() };
                prop_assert!(!holds(&booth, &slip));
            }
            for blinded in [&text, &short] {
                if let Some(ballot) = booth.sign(dice(2), pulse_id, group_id, blinded) {
                    prop_assert_eq!(ballot.group_id, group_id);
                }
            }
            let envelope = Envelope::new(dice(1)).unwrap();
            let ballot = Ballot { evaluated: short.clone(), proof: long, group_id };
            prop_assert!(envelope.open(pulse_id, &booth.public_key(), &ballot).is_none());
            prop_assert!(envelope.open(pulse_id, &text, &ballot).is_none());
        }
    }
}
