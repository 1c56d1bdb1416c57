//! What a template finds when it is typeset: itself, its data and the fonts. Nothing of the machine, nothing of the network.

use std::sync::OnceLock;

use anyhow::Context;
use typst::LibraryExt;
use typst_kit::fonts::{self, FontStore};
use typst_library::{
    Library, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    text::{Font, FontBook},
};
use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst_utils::LazyHash;

use super::Manuscript;

/// What all documents have in common.
struct Shop {
    library: LazyHash<Library>,
    fonts: FontStore,
}

fn shop() -> &'static Shop {
    static SHOP: OnceLock<Shop> = OnceLock::new();
    SHOP.get_or_init(|| {
        let mut store = FontStore::new();
        store.extend(fonts::embedded());
        Shop { library: LazyHash::new(Library::default()), fonts: store }
    })
}

/// One document's.
pub(super) struct Desk {
    template: Source,
    data: (FileId, Bytes),
    today: Option<Datetime>,
}

impl Desk {
    pub fn with(manuscript: &Manuscript) -> anyhow::Result<Self> {
        let named = |name: &str| {
            let path = VirtualPath::new(name).ok().context("a file's name")?;
            anyhow::Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
        };
        let data = Bytes::from_string(serde_json::to_string(&manuscript.data)?);
        Ok(Self {
            template: Source::new(named("document.typ")?, manuscript.template.to_owned()),
            data: (named("data.json")?, data),
            today: super::day(manuscript.made_on),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &shop().library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        shop().fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        shop().fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
