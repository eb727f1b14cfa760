//! The book and the README say what is so: every sample is run, the tables of words are those of the grammar,
//! the limits are those of the code, links lead somewhere. `HUIMIN_REFRESH=1` takes over what the commands
//! show now.
//!
//! How a sample says what is to be done with it stands in `docs/README.md`.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod limits;
mod links;
mod page;
mod samples;
mod words;

use std::fs;
use std::path::{Path, PathBuf};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn refreshing() -> bool {
    std::env::var_os("HUIMIN_REFRESH").is_some()
}

/// The pages whose samples are run: the book, and what stands beside the code.
fn pages() -> Vec<PathBuf> {
    let beside = [
        "README.md",
        "README.zh.md",
        "ARCHITECTURE.md",
        "docs/README.md",
        "examples/README.md",
        "examples/README.zh.md",
        "tests/README.md",
    ];
    let mut pages: Vec<PathBuf> = beside.map(|page| repository().join(page)).into();
    pages.extend(files_below(&repository().join("docs/src")));
    pages
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            files.extend(files_below(&entry));
        } else if entry.extension().is_some_and(|extension| extension == "md") {
            files.push(entry);
        }
    }
    files.sort();
    files
}

/// Takes over a page that should read otherwise, or fails.
fn settle(path: &Path, fresh: &str) {
    let written = fs::read_to_string(path).unwrap();
    if written == fresh {
        return;
    }
    assert!(refreshing(), "{} is not up to date; run with HUIMIN_REFRESH=1", path.display());
    fs::write(path, fresh).unwrap();
}

#[test]
fn samples_do_what_the_pages_say() {
    let mut wrong = Vec::new();
    for path in pages() {
        let (fresh, found) = page::run(&path);
        wrong.extend(found);
        settle(&path, &fresh);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn the_table_of_words_is_that_of_the_grammar() {
    for (page, head) in words::PAGES {
        let path = repository().join(page);
        let page = fs::read_to_string(&path).unwrap();
        settle(&path, &words::with_tables(&page, head));
    }
}

#[test]
fn the_limits_are_those_of_the_code() {
    let read = |page: &str| fs::read_to_string(repository().join(page)).unwrap();
    let pages = ["docs/src/reference/limits.md", "docs/src/zh/reference/limits.md"].map(read);
    let rows = [0, 1].map(|language| limits::limits(&pages[language]));
    for (headings, titles, value) in limits::kept() {
        for language in [0, 1] {
            let (heading, title) = (headings[language], titles[language]);
            let row = rows[language].iter().find(|row| (row.heading, row.title) == (heading, title));
            assert_eq!(row.map(|row| row.value), Some(value.as_str()), "{heading}: {title}");
        }
    }
    // Those that the code keeps to itself are the same on both pages.
    assert_eq!(rows[0].len(), rows[1].len());
    for (english, chinese) in rows[0].iter().zip(&rows[1]) {
        assert_eq!(english.figures(), chinese.figures(), "{english:?} {chinese:?}");
    }
}

#[test]
fn links_lead_somewhere() {
    let dead: Vec<String> = pages().iter().flat_map(|path| links::dead(path)).collect();
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn the_summary_lists_every_page() {
    let source = repository().join("docs/src");
    let summary = source.join("SUMMARY.md");
    let listed = links::local(&summary);
    for path in files_below(&source).iter().filter(|path| **path != summary) {
        assert!(listed.contains(path), "SUMMARY.md does not list {}", path.display());
    }
}
