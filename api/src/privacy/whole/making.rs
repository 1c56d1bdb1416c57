//! Makes a file of the whole organisation: part by part into a ZIP, of which never more than a piece is in memory.

use std::{
    cell::RefCell,
    io::{self, Write},
    rc::Rc,
};

use anyhow::anyhow;
use chrono::Utc;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use shared::wire::OrganisationExportId;
use zip::{
    CompressionMethod, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

use super::{parts, queries};
use crate::{db::TenantTx, http::Failure, sealed::Sealer};

const README: &str = include_str!("readme.txt");
/// The bytes of a piece, about: what is sealed and kept at once.
const PIECE: usize = 1 << 20;

/// What became of it.
pub(super) struct Made {
    /// Things in all parts.
    pub things: i64,
    /// Bytes of the file.
    pub bytes: i64,
}

/// Where the ZIP writes to, until what is there is taken away.
#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file on its way into the database.
struct File<'s> {
    id: OrganisationExportId,
    sealer: &'s Sealer,
    sink: Sink,
    pieces: i32,
    bytes: i64,
}

impl File<'_> {
    /// Keeps what has come together, if it is enough for a piece, or in any case at the end.
    fn keep(&mut self, tx: &mut TenantTx<'_>, at_end: bool) -> Result<(), Failure> {
        let least = if at_end { 1 } else { PIECE };
        if self.sink.0.borrow().len() < least {
            return Ok(());
        }
        let piece = self.sink.0.take();
        let sealed = self.sealer.seal(&context(tx, self.id, self.pieces), &piece)?;
        queries::keep(tx, self.id, self.pieces, &sealed)?;
        self.pieces += 1;
        self.bytes += i64::try_from(piece.len()).map_err(Failure::fault)?;
        Ok(())
    }
}

/// Makes it and keeps it.
pub(super) fn make(
    tx: &mut TenantTx<'_>,
    id: OrganisationExportId,
    organisation: &str,
    sealer: &Sealer,
) -> Result<Made, Failure> {
    let sink = Sink::default();
    let mut zip = ZipWriter::new_stream(sink.clone());
    let mut file = File { id, sealer, sink, pieces: 0, bytes: 0 };
    let (mut files, mut things) = (Vec::new(), 0);
    begin(&mut zip, "README.txt")?;
    zip.write_all(README.as_bytes()).map_err(Failure::fault)?;
    for part in parts::all() {
        let (count, digest) = add(tx, part, &mut zip, &mut file)?;
        things += count;
        let name = format!("{}.ndjson", part.name);
        files.push(json!({ "file": name, "what": part.title, "things": count, "sha256": digest }));
    }
    begin(&mut zip, "manifest.json")?;
    serde_json::to_writer_pretty(&mut zip, &manifest(organisation, &files)).map_err(Failure::fault)?;
    zip.finish().map_err(Failure::fault)?;
    file.keep(tx, true)?;
    Ok(Made { things, bytes: file.bytes })
}

/// One part: how many things it holds, and the SHA-256 of its lines.
fn add(
    tx: &mut TenantTx<'_>,
    part: parts::Part,
    zip: &mut ZipWriter<StreamWriter<Sink>>,
    file: &mut File<'_>,
) -> Result<(i64, String), Failure> {
    begin(zip, &format!("{}.ndjson", part.name))?;
    let (mut count, mut digest) = (0, Sha256::new());
    queries::open(tx, part)?;
    loop {
        let lines = queries::next(tx)?;
        if lines.is_empty() {
            break;
        }
        for mut line in lines {
            line.push('\n');
            digest.update(line.as_bytes());
            zip.write_all(line.as_bytes()).map_err(Failure::fault)?;
            count += 1;
        }
        file.keep(tx, false)?;
    }
    queries::close(tx)?;
    Ok((count, digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

fn begin(zip: &mut ZipWriter<StreamWriter<Sink>>, name: &str) -> Result<(), Failure> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    zip.start_file(name, options).map_err(Failure::fault)
}

fn manifest(organisation: &str, files: &[Value]) -> Value {
    let left_out: Vec<Value> = parts::LEFT_OUT.iter().map(|(what, why)| json!({ "what": what, "why": why })).collect();
    json!({
        "organisation": organisation,
        "made_at": Utc::now().to_rfc3339(),
        "files": files,
        "left_out": left_out,
    })
}

/// The file as it was made, put together again.
pub(super) fn open(tx: &mut TenantTx<'_>, id: OrganisationExportId, sealer: &Sealer) -> Result<Vec<u8>, Failure> {
    let mut whole = Vec::new();
    for (at, (place, sealed)) in queries::pieces(tx, id)?.into_iter().enumerate() {
        if i32::try_from(at) != Ok(place) {
            return Err(Failure::fault(anyhow!("a piece of an export is missing")));
        }
        whole.extend(sealer.open(&context(tx, id, place), &sealed)?);
    }
    Ok(whole)
}

fn context(tx: &TenantTx<'_>, id: OrganisationExportId, place: i32) -> String {
    format!("privacy.organisation_export/{}/{id}/{place}", tx.org())
}
