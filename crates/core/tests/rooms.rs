//! Each room of the library knows only the rooms before it; see `ARCHITECTURE.md`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each after all those it may use.
const ROOMS: [&str; 18] = [
    "sort",
    "map",
    "number",
    "calendar",
    "diagnostic",
    "vocabulary",
    "syntax",
    "layers",
    "program",
    "compiled",
    "semantics",
    "decide",
    "untraced",
    "schedule",
    "checks",
    "stacking",
    "testing",
    "boundary",
];

#[test]
fn rooms_know_only_those_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for (rank, room) in ROOMS.iter().enumerate() {
        for file in files(&source, room) {
            let text = fs::read_to_string(&file).unwrap();
            for (line, used) in uses(&text) {
                let known = ROOMS.iter().position(|other| *other == used);
                if known.is_none_or(|known| known > rank) {
                    wrong.push(format!("{}:{line}: `{room}` uses `{used}`", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_has_its_place() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for entry in fs::read_dir(source).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(name == "lib" || ROOMS.contains(&name.as_str()), "`{name}` is not in the list of rooms");
    }
}

/// The files of a room, its tests left out: they may use what they like.
fn files(source: &Path, room: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![source.join(room)];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            let name = path.file_stem().unwrap().to_string_lossy();
            let is_test = name == "tests" || name.ends_with("_tests");
            match path.is_dir() {
                _ if is_test => {}
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found.extend(Some(source.join(format!("{room}.rs"))).filter(|file| file.exists()));
    found
}

/// The rooms that a text names, with the lines, outside comments and inline tests.
fn uses(text: &str) -> Vec<(usize, String)> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    for (line, text) in (1..).zip(code.lines()).filter(|(_, text)| !text.trim_start().starts_with("//")) {
        for rest in text.split("crate::").skip(1) {
            let end = rest.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).unwrap_or(rest.len());
            if end > 0 {
                found.push((line, rest[..end].to_owned()));
            }
        }
    }
    found
}
