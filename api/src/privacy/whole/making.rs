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

use super::{
    pages::{self, Entry, Index, Page},
    parts::{self, Part},
    queries,
    reading::read,
};
use crate::{audit_log, db::TenantTx, http::Failure, opened::Visits, sealed::Sealer};

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
    visits: &'s Visits,
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
    (sealer, visits): (&Sealer, &Visits),
) -> Result<Made, Failure> {
    let sink = Sink::default();
    let mut zip = ZipWriter::new_stream(sink.clone());
    let mut file = File { id, sealer, visits, sink, pieces: 0, bytes: 0 };
    let (mut files, mut entries, mut things) = (Vec::new(), Vec::new(), 0);
    begin(&mut zip, "README.txt")?;
    zip.write_all(README.as_bytes()).map_err(Failure::fault)?;
    for part in parts::all() {
        let name = format!("{}.ndjson", part.name);
        let (count, digest) = add(tx, part, &mut zip, &mut file)?;
        // A ZIP is written from its beginning to its end, one file after the other: what is in two is read twice, or all of
        // it would have to be held meanwhile.
        let pages = if count > 0 { add_pages(tx, part, &mut zip, &mut file)? } else { 0 };
        things += count;
        entries.push(Entry::of(part, count, &name, pages));
        files.push(json!({ "file": name, "what": part.title, "things": count, "sha256": digest, "pages": pages }));
    }
    let made_at = Utc::now().to_rfc3339();
    begin(&mut zip, "manifest.json")?;
    serde_json::to_writer_pretty(&mut zip, &manifest(organisation, &made_at, &files)).map_err(Failure::fault)?;
    begin(&mut zip, "index.html")?;
    let index = Index::of(organisation, &made_at, entries).html()?;
    zip.write_all(index.as_bytes()).map_err(Failure::fault)?;
    zip.finish().map_err(Failure::fault)?;
    file.keep(tx, true)?;
    Ok(Made { things, bytes: file.bytes })
}

/// One part: how many things it holds, and the SHA-256 of its lines.
fn add(
    tx: &mut TenantTx<'_>,
    part: Part,
    zip: &mut ZipWriter<StreamWriter<Sink>>,
    file: &mut File<'_>,
) -> Result<(i64, String), Failure> {
    begin(zip, &format!("{}.ndjson", part.name))?;
    let (mut count, mut digest) = (0, Sha256::new());
    read(tx, part, file.visits, |tx, lines| {
        for mut line in lines {
            line.push('\n');
            digest.update(line.as_bytes());
            zip.write_all(line.as_bytes()).map_err(Failure::fault)?;
            count += 1;
        }
        file.keep(tx, false)
    })?;
    Ok((count, digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// The same to be read without a program: how many pages it takes.
fn add_pages(
    tx: &mut TenantTx<'_>,
    part: Part,
    zip: &mut ZipWriter<StreamWriter<Sink>>,
    file: &mut File<'_>,
) -> Result<usize, Failure> {
    let (mut number, mut waiting) = (0, None::<Vec<String>>);
    read(tx, part, file.visits, |tx, lines| {
        // Whether another one follows is known when it is there.
        if let Some(before) = waiting.replace(lines) {
            number += 1;
            add_page(tx, (part, number, true), &before, zip)?;
        }
        file.keep(tx, false)
    })?;
    if let Some(last) = waiting {
        number += 1;
        add_page(tx, (part, number, false), &last, zip)?;
        file.keep(tx, false)?;
    }
    Ok(number)
}

fn add_page(
    tx: &mut TenantTx<'_>,
    (part, number, more): (Part, usize, bool),
    lines: &[String],
    zip: &mut ZipWriter<StreamWriter<Sink>>,
) -> Result<(), Failure> {
    let things: Result<Vec<Value>, _> = lines.iter().map(|line| serde_json::from_str(line)).collect();
    let things = things.map_err(Failure::fault)?;
    let ids = audit_log::ids_in(&things);
    let mut names = audit_log::names(tx, &ids)?;
    names.extend(queries::names(tx, &ids)?);
    begin(zip, &pages::place(part.name, number))?;
    let page = Page::of(part, number, more, &things, &names).html()?;
    zip.write_all(page.as_bytes()).map_err(Failure::fault)
}

fn begin(zip: &mut ZipWriter<StreamWriter<Sink>>, name: &str) -> Result<(), Failure> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    zip.start_file(name, options).map_err(Failure::fault)
}

fn manifest(organisation: &str, made_at: &str, files: &[Value]) -> Value {
    let left_out: Vec<Value> = parts::LEFT_OUT.iter().map(|(what, why)| json!({ "what": what, "why": why })).collect();
    json!({
        "organisation": organisation,
        "made_at": made_at,
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
