//! Sealed files: AES-256-GCM over chunks, so that a dump of any size streams through, and nothing of it is believed
//! before it is proved.
//!
//! Each file has a key of its own, derived by HKDF-SHA-256 from the ring's key, a random salt and what the file is for; so
//! a nonce can be the chunk's number, and a file under another name doesn't open. The nonce says too which chunk is the
//! last: one that was cut, reordered, added or taken from elsewhere fails its tag. A sealed file is `magic, length of
//! the key's id, id, salt`, then chunks of a mebibyte, each with its tag.

use std::io::{self, BufRead, Read, Write};

use anyhow::{Context, anyhow, ensure};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest::{self, SHA256},
    hkdf::{HKDF_SHA256, Salt},
};
use secrecy::ExposeSecret;

use crate::config::{Key, KeyRing};

const MAGIC: &[u8] = b"perftrack backup 1\n";
const SALT: usize = 32;
const CHUNK: usize = 1 << 20;
const TAG: usize = 16;

/// Seals what is written to it.
pub(super) struct Sealed<W: Write> {
    cipher: Cipher,
    chunk: Vec<u8>,
    out: Counted<W>,
}

impl<W: Write> Sealed<W> {
    /// Begins a file for `purpose`, which names it.
    pub(super) fn begin(keys: &KeyRing, purpose: &str, out: W) -> anyhow::Result<Self> {
        let key = keys.current();
        let mut salt = [0; SALT];
        getrandom::fill(&mut salt).map_err(|error| anyhow!("no random bytes to be had: {error}"))?;
        let length = u8::try_from(key.id.len()).context("the key's id is too long")?;
        let header = [MAGIC, &[length], key.id.as_bytes(), &salt].concat();
        let mut out = Counted { out, hash: digest::Context::new(&SHA256), bytes: 0 };
        out.put(&header)?;
        let cipher = Cipher::new(key, &salt, purpose, header)?;
        Ok(Self { cipher, chunk: Vec::with_capacity(CHUNK + TAG), out })
    }

    /// Seals what is left as the last chunk; gives what was written to, with the length and SHA-256 of the file.
    pub(super) fn finish(mut self) -> io::Result<(W, u64, String)> {
        self.seal(true)?;
        let Counted { mut out, hash, bytes } = self.out;
        out.flush()?;
        Ok((out, bytes, hex(hash.finish().as_ref())))
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        let nonce = self.cipher.nonce(last);
        let aad = Aad::from(self.cipher.header.as_slice());
        let sealed = self.cipher.key.seal_in_place_append_tag(nonce, aad, &mut self.chunk);
        sealed.map_err(|_| io::Error::other("sealing failed"))?;
        self.out.put(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A full chunk is sealed once something follows it: until then it may be the last.
        if self.chunk.len() == CHUNK && !bytes.is_empty() {
            self.seal(false)?;
        }
        let (taken, _) = bytes.split_at(bytes.len().min(CHUNK - self.chunk.len()));
        self.chunk.extend_from_slice(taken);
        Ok(taken.len())
    }

    /// Nothing leaves before its chunk is full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Opens a sealed file while it is read; every byte it gives is proved.
pub(super) struct Opened<R: BufRead> {
    cipher: Cipher,
    from: R,
    plain: io::Cursor<Vec<u8>>,
    over: bool,
}

impl<R: BufRead> Opened<R> {
    /// Begins to read a file for `purpose`.
    pub(super) fn begin(keys: &KeyRing, purpose: &str, mut from: R) -> anyhow::Result<Self> {
        let (length, name) = key_id(&mut from)?;
        let mut salt = [0; SALT];
        from.read_exact(&mut salt).context("the file is cut")?;
        let key = keys.find(&name).ok_or_else(|| anyhow!("PERFTRACK_BACKUP_KEYS has no key {name:?}"))?;
        let header = [MAGIC, &length, name.as_bytes(), &salt].concat();
        let cipher = Cipher::new(key, &salt, purpose, header)?;
        Ok(Self { cipher, from, plain: io::Cursor::default(), over: false })
    }

    fn next(&mut self) -> io::Result<()> {
        let mut chunk = Vec::with_capacity(CHUNK + TAG);
        (&mut self.from).take((CHUNK + TAG) as u64).read_to_end(&mut chunk)?;
        self.over = self.from.fill_buf()?.is_empty();
        let nonce = self.cipher.nonce(self.over);
        let plain = self.cipher.key.open_in_place(nonce, Aad::from(self.cipher.header.as_slice()), &mut chunk);
        let wrong = |_| io::Error::other("the file was cut or changed, belongs to another backup, or has another key");
        let length = plain.map_err(wrong)?.len();
        chunk.truncate(length);
        self.plain = io::Cursor::new(chunk);
        Ok(())
    }
}

impl<R: BufRead> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.plain.read(into)?;
            if read > 0 || self.over || into.is_empty() {
                return Ok(read);
            }
            self.next()?;
        }
    }
}

/// Reads a sealed file up to its salt: the id of its key, after the id's length.
pub(super) fn key_id(from: &mut impl Read) -> anyhow::Result<([u8; 1], String)> {
    let mut magic = [0; MAGIC.len()];
    from.read_exact(&mut magic).context("the file is cut")?;
    ensure!(magic == *MAGIC, "the file is no backup of PerfTrack");
    let mut length = [0; 1];
    from.read_exact(&mut length).context("the file is cut")?;
    let mut id = vec![0; usize::from(length[0])];
    from.read_exact(&mut id).context("the file is cut")?;
    Ok((length, String::from_utf8(id).context("the key's id is no text")?))
}

/// The key of one file, and which chunk is next.
struct Cipher {
    key: LessSafeKey,
    header: Vec<u8>,
    chunks: u64,
}

impl Cipher {
    fn new(key: &Key, salt: &[u8], purpose: &str, header: Vec<u8>) -> anyhow::Result<Self> {
        let mut bytes = [0; 32];
        let root = Salt::new(HKDF_SHA256, salt).extract(key.secret.expose_secret());
        let info = [b"perftrack backup".as_slice(), &[0], purpose.as_bytes()];
        let filled = root.expand(&info, HKDF_SHA256).and_then(|out| out.fill(&mut bytes));
        filled.map_err(|_| anyhow!("a key could not be derived"))?;
        let key = UnboundKey::new(&AES_256_GCM, &bytes).map_err(|_| anyhow!("no key for AES-256-GCM"))?;
        Ok(Self { key: LessSafeKey::new(key), header, chunks: 0 })
    }

    /// The next chunk's: its number, and whether it is the last.
    fn nonce(&mut self, last: bool) -> Nonce {
        let number = (u128::from(self.chunks) << 8) | u128::from(last);
        self.chunks += 1;
        let mut nonce = [0; NONCE_LEN];
        for (place, byte) in nonce.iter_mut().rev().zip(number.to_le_bytes()) {
            *place = byte;
        }
        Nonce::assume_unique_for_key(nonce)
    }
}

/// Counts and hashes what passes through.
struct Counted<W: Write> {
    out: W,
    hash: digest::Context,
    bytes: u64,
}

impl<W: Write> Counted<W> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(())
    }
}

/// The length and SHA-256 of all that is left to read.
pub(super) fn measured(mut from: impl Read) -> io::Result<(u64, String)> {
    let mut sink = Counted { out: io::sink(), hash: digest::Context::new(&SHA256), bytes: 0 };
    let mut chunk = vec![0; CHUNK];
    loop {
        let read = from.read(&mut chunk)?;
        match chunk.get(..read) {
            Some(bytes) if read > 0 => sink.put(bytes)?,
            _ => return Ok((sink.bytes, hex(sink.hash.finish().as_ref()))),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ONE: &str = "one:OAqwB2u5AUzot1PPIIAHKyRj+nQq2IPlD1s7EbwAt4M=";
    const TWO: &str = "two:9Q3uTzTLsXJBlLRGtb2dcSYTrKyyd5cGIQbKdhBbPJE=";

    fn ring(keys: &str) -> KeyRing {
        KeyRing::parse(&keys.into()).unwrap()
    }

    fn seal(keys: &str, purpose: &str, plain: &[u8]) -> Vec<u8> {
        let mut sealed = Sealed::begin(&ring(keys), purpose, Vec::new()).unwrap();
        sealed.write_all(plain).unwrap();
        let (file, bytes, digest) = sealed.finish().unwrap();
        assert_eq!((bytes, digest), measured(file.as_slice()).unwrap());
        file
    }

    fn open(keys: &str, purpose: &str, file: &[u8]) -> anyhow::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Opened::begin(&ring(keys), purpose, file)?.read_to_end(&mut plain)?;
        Ok(plain)
    }

    /// Three chunks, the last one short.
    fn long() -> Vec<u8> {
        (0..CHUNK * 2 + 77).map(|at| (at % 251) as u8).collect()
    }

    const HEADER: usize = MAGIC.len() + 1 + 3 + SALT;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn what_is_sealed_opens_whatever_its_length(around in 0usize..3, off in 0usize..3) {
            let plain = vec![7; (around * CHUNK + off).saturating_sub(1)];
            prop_assert_eq!(open(ONE, "a", &seal(ONE, "a", &plain)).unwrap(), plain);
        }

        #[test]
        fn no_byte_may_differ(at in any::<prop::sample::Index>(), by in 1u8..) {
            let mut file = seal(ONE, "a", &[9; 4000]);
            let at = at.index(file.len());
            file[at] = file[at].wrapping_add(by);
            prop_assert!(open(ONE, "a", &file).is_err());
        }

        #[test]
        fn whatever_follows_a_beginning_of_ours_is_no_backup(
            cut in any::<prop::sample::Index>(), rest in crate::http::nasty::bytes(&["perftrack backup 1"]),
        ) {
            let file = seal(ONE, "a", b"plain");
            let made = [&file[..cut.index(file.len())], rest.as_slice()].concat();
            prop_assert!(made == file || open(ONE, "a", &made).is_err());
            prop_assert!(open(ONE, "a", &rest).is_err());
        }

        #[test]
        fn nothing_may_be_missing_at_the_end(left in any::<prop::sample::Index>()) {
            let file = seal(ONE, "a", &long());
            prop_assert!(open(ONE, "a", &file[..left.index(file.len())]).is_err());
        }
    }

    #[test]
    fn chunks_keep_their_places() {
        let file = seal(ONE, "a", &long());
        let (header, chunks) = file.split_at(HEADER);
        let chunks: Vec<&[u8]> = chunks.chunks(CHUNK + TAG).collect();
        assert_eq!(chunks.len(), 3);
        let spoiled = [vec![1, 0, 2], vec![0, 1], vec![0, 2], vec![0, 1, 1, 2], vec![0, 1, 2, 2], vec![]];
        for order in [vec![0, 1, 2]].into_iter().chain(spoiled) {
            let made = [header, &order.iter().map(|at| chunks[*at]).collect::<Vec<_>>().concat()].concat();
            assert_eq!(open(ONE, "a", &made).is_ok(), order == [0, 1, 2], "{order:?}");
        }
        // One of another file, at the same place and under the same key.
        let other = seal(ONE, "a", &long());
        let made = [header, &other[HEADER..]].concat();
        assert!(open(ONE, "a", &made).is_err());
    }

    #[test]
    fn another_key_or_another_purpose_opens_nothing() {
        let file = seal(ONE, "a", b"everybody's secrets");
        assert!(!file.windows(9).any(|window| window == b"everybody"));
        assert!(open(ONE, "b", &file).is_err());
        assert!(open(TWO, "a", &file).unwrap_err().to_string().contains("no key \"one\""));
        let disguised = TWO.replace("two", "one");
        assert!(open(&disguised, "a", &file).is_err());
        assert_eq!(open(&format!("{TWO},{ONE}"), "a", &file).unwrap(), b"everybody's secrets");
    }
}
