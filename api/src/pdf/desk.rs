//! What a template finds when it is typeset: itself, its data and the fonts. Nothing else of the machine, nothing of the
//! network.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use typst::LibraryExt;
use typst_kit::fonts::{FontStore, embedded};
use typst_library::{
    Library, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    text::{Font, FontBook},
};
use typst_syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst_utils::LazyHash;

use super::{Manuscript, fonts};

/// What all documents have in common.
pub(super) struct Shop {
    library: LazyHash<Library>,
    fonts: FontStore,
}

impl Shop {
    /// With the program's own fonts, and those of a folder for letters that they don't have.
    pub fn with_fonts(folder: Option<&Path>) -> Self {
        let mut store = FontStore::new();
        store.extend(embedded());
        store.extend(folder.map(fonts::in_folder).unwrap_or_default());
        Self { library: LazyHash::new(Library::default()), fonts: store }
    }
}

/// One document's.
pub(super) struct Desk {
    shop: Arc<Shop>,
    template: Source,
    data: (FileId, Bytes),
    today: Option<Datetime>,
}

impl Desk {
    pub fn with(shop: Arc<Shop>, manuscript: &Manuscript) -> anyhow::Result<Self> {
        let named = |name: &str| {
            let path = VirtualPath::new(name).ok().context("a file's name")?;
            anyhow::Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
        };
        let data = Bytes::from_string(serde_json::to_string(&manuscript.data)?);
        Ok(Self {
            shop,
            template: Source::new(named("document.typ")?, manuscript.template.to_owned()),
            data: (named("data.json")?, data),
            today: super::day(manuscript.made_on),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.shop.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.shop.fonts.book()
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
        self.shop.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        self.today
    }
}
