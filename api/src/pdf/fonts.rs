//! Fonts of this installation, beside those that come with the program: for letters that these don't have.

use std::{
    fs,
    path::{Path, PathBuf},
};

use typst_kit::fonts::FontPath;
use typst_library::text::FontInfo;

/// Deeper than anybody sorts fonts: a folder that leads to itself ends here.
const DEEPEST: usize = 8;
/// More than any collection holds.
const MOST_IN_A_FILE: u32 = 256;

/// The fonts in a folder and in those below it, by their names, so that every replica takes the same. What isn't a font is
/// passed over. A font itself is read when a document needs it.
pub(super) fn in_folder(folder: &Path) -> Vec<(FontPath, FontInfo)> {
    let mut found = Vec::new();
    gather(folder, DEEPEST, &mut found);
    found
}

fn gather(folder: &Path, left: usize, found: &mut Vec<(FontPath, FontInfo)>) {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && left > 0 {
            gather(&path, left - 1, found);
        } else if is_font(&path) {
            found.extend(of_file(&path));
        }
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).map(str::to_lowercase);
    extension.is_some_and(|extension| ["ttf", "otf", "ttc", "otc"].contains(&extension.as_str()))
}

fn of_file(path: &Path) -> Vec<(FontPath, FontInfo)> {
    let data = fs::read(path).unwrap_or_default();
    let one = |index| Some((FontPath { path: path.to_owned(), index }, FontInfo::new(&data, index)?));
    (0..MOST_IN_A_FILE).map_while(one).collect()
}

#[cfg(test)]
mod tests {
    use typst_kit::fonts::{FontSource, embedded};

    use super::*;

    #[test]
    fn fonts_are_found_by_their_names_in_folders_too_and_nothing_else() {
        let folder = std::env::temp_dir().join(format!("perftrack-fonts-{}", uuid::Uuid::now_v7()));
        fs::create_dir_all(folder.join("more")).unwrap();
        let all: Vec<_> = embedded().map(|(font, _)| font).take(2).collect();
        fs::write(folder.join("b.TTF"), &all[0].data()[..]).unwrap();
        fs::write(folder.join("more/a.otf"), &all[1].data()[..]).unwrap();
        fs::write(folder.join("a.ttf"), "no font at all").unwrap();
        fs::write(folder.join("c.txt"), &all[0].data()[..]).unwrap();
        std::os::unix::fs::symlink(&folder, folder.join("zzz")).unwrap();
        let found = in_folder(&folder);
        let first: Vec<_> = found.iter().take(2).map(|(path, _)| path.path.clone()).collect();
        assert_eq!(first, [folder.join("b.TTF"), folder.join("more/a.otf")]);
        assert!(found.iter().all(|(path, _)| path.load().is_some()));
        assert_eq!(in_folder(Path::new("/nowhere/at/all")).len(), 0);
        fs::remove_dir_all(&folder).unwrap();
    }
}
