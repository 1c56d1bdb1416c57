//! From bytes to text, whatever program saved them.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use shared::people::import::{FileCode, FileEncoding};

use super::file::FileFault;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 10 * 1024 * 1024;

/// The text of a file without its byte order mark and with plain line feeds, and how it was encoded.
///
/// A byte order mark decides. Without one it is UTF-8 if it can be, and else Windows-1252, in which any
/// bytes are text: so a workbook or an archive must be recognised by its first bytes and its NULs.
pub fn decode(bytes: &[u8]) -> Result<(String, FileEncoding), FileFault> {
    if bytes.len() > MOST_BYTES {
        return Err(FileFault::new(FileCode::TooLarge).limit(MOST_BYTES));
    }
    if is_known_binary(bytes) {
        return Err(FileFault::new(FileCode::NotCsv));
    }
    let (text, encoding) = if bytes.starts_with(&[0xFF, 0xFE]) {
        (UTF_16LE.decode_with_bom_removal(bytes).0, FileEncoding::Utf16)
    } else if bytes.starts_with(&[0xFE, 0xFF]) {
        (UTF_16BE.decode_with_bom_removal(bytes).0, FileEncoding::Utf16)
    } else {
        match UTF_8.decode_with_bom_removal(bytes) {
            (text, false) => (text, FileEncoding::Utf8),
            (_, true) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, FileEncoding::Windows1252),
        }
    };
    if text.contains('\0') {
        return Err(FileFault::new(FileCode::NotCsv));
    }
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() };
    Ok((text, encoding))
}

// Archives (so xlsx and ods), old Office files, PDF, gzip.
fn is_known_binary(bytes: &[u8]) -> bool {
    const MAGIC: [&[u8]; 6] =
        [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"%PDF-", b"\x1F\x8B"];
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(bytes: &[u8]) -> Option<FileCode> {
        decode(bytes).err().map(|fault| fault.code)
    }

    #[test]
    fn every_usual_encoding_is_read() {
        let utf16 = |order: fn(u16) -> [u8; 2], mark: [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain("José".encode_utf16().flat_map(order)).collect()
        };
        let expected = |encoding| Ok(("José".to_owned(), encoding));
        assert_eq!(decode("José".as_bytes()), expected(FileEncoding::Utf8));
        assert_eq!(decode("\u{feff}José".as_bytes()), expected(FileEncoding::Utf8));
        assert_eq!(decode(b"Jos\xe9"), expected(FileEncoding::Windows1252));
        assert_eq!(decode(&utf16(u16::to_le_bytes, [0xFF, 0xFE])), expected(FileEncoding::Utf16));
        assert_eq!(decode(&utf16(u16::to_be_bytes, [0xFE, 0xFF])), expected(FileEncoding::Utf16));
        assert_eq!(decode(b"\x80 \x96").map(|(text, _)| text), Ok("€ –".to_owned()));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert_eq!(code(b"PK\x03\x04 a workbook"), Some(FileCode::NotCsv));
        assert_eq!(code(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Some(FileCode::NotCsv));
        assert_eq!(code(b"Name,Email\nA\0B,"), Some(FileCode::NotCsv));
        assert_eq!(code(b"N\0a\0m\0e\0"), Some(FileCode::NotCsv));
        assert_eq!(code(&vec![b'a'; MOST_BYTES + 1]), Some(FileCode::TooLarge));
    }
}
