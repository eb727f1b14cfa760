//! What every runner of the conformance corpus shares: the files, their sections, and comparing.

#![allow(dead_code)] // each runner uses its part
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

pub mod file;
pub mod summary;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub use file::File;

/// The folder of the corpus.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

/// Every file of the corpus, in the order of their paths. `HUIMIN_CORPUS=part-of-a-path` picks some.
pub fn files() -> Vec<File> {
    let wanted = std::env::var("HUIMIN_CORPUS").unwrap_or_default();
    let mut paths = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "txt") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    paths
        .iter()
        .filter(|path| path.to_string_lossy().contains(&wanted))
        .map(|path| File::read(path))
        .collect()
}

/// Whether expectations are to be rewritten.
pub fn refreshing() -> bool {
    std::env::var_os("HUIMIN_REFRESH").is_some_and(|value| value == "1")
}

/// Compares what came out with each file, or rewrites the files.
///
/// `run` gives, for every section that states an expectation, what came out instead of it.
pub fn check_all(run: impl Fn(&File) -> Vec<(usize, String)>) {
    let mut report = String::new();
    let files = files();
    assert!(!files.is_empty(), "no file matches");
    for mut file in files {
        let outcome = run(&file);
        let mut changed = false;
        for (section, actual) in outcome {
            let section = &mut file.sections[section];
            if same(&section.body, &actual) {
                continue;
            }
            changed = true;
            if refreshing() {
                section.body = actual;
            } else {
                let (path, head) = (file.path.display(), &section.head);
                let _ = write!(report, "\n{path}: --- {head}\n{}", difference(&section.body, &actual));
            }
        }
        if changed && refreshing() {
            file.write();
        }
    }
    assert!(report.is_empty(), "{report}\nHUIMIN_REFRESH=1 rewrites the expectations");
}

/// Whether two texts agree but for blanks at the ends of lines.
fn same(expected: &str, actual: &str) -> bool {
    let lines =
        |text: &str| text.trim_end().lines().map(str::trim_end).map(str::to_owned).collect::<Vec<_>>();
    lines(expected) == lines(actual)
}

/// The lines of both with the common beginning and end left out.
fn difference(expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<&str>, Vec<&str>) =
        (expected.trim_end().lines().collect(), actual.trim_end().lines().collect());
    let start = expected.iter().zip(&actual).take_while(|(one, other)| one == other).count();
    let rest = expected.len().min(actual.len()) - start;
    let end = expected
        .iter()
        .rev()
        .zip(actual.iter().rev())
        .take(rest)
        .take_while(|(one, other)| one == other)
        .count();
    let mut shown = String::new();
    for line in &expected[start..expected.len() - end] {
        let _ = writeln!(shown, "  - {line}");
    }
    for line in &actual[start..actual.len() - end] {
        let _ = writeln!(shown, "  + {line}");
    }
    shown
}
