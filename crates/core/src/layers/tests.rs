use std::cell::Cell;
use std::collections::BTreeMap;

use super::*;
use crate::diagnostic::Code;

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn codes(loaded: &Loaded) -> Vec<Code> {
    loaded.diagnostics.iter().map(|found| found.code).collect()
}

fn names(loaded: &Loaded) -> Vec<&str> {
    loaded.files.iter().map(|file| file.name.as_str()).collect()
}

#[test]
fn files_come_after_those_they_use() {
    let loaded = load(
        "city/a.hm",
        &files(&[
            ("city/a.hm", "policy a\nuse \"../province.hm\"\nuse \"../law.hm\""),
            ("province.hm", "policy p\nuse \"law.hm\""),
            ("law.hm", "policy l"),
        ]),
    );
    assert!(loaded.complete, "{:?}", loaded.diagnostics);
    assert_eq!(names(&loaded), ["city/a.hm", "province.hm", "law.hm"]);
    let [city, province, law] = [0, 1, 2].map(|at: usize| loaded.files[at].source);
    let order = &loaded.order;
    assert!(order.rank(law) < order.rank(province) && order.rank(province) < order.rank(city));
    assert!(order.uses(city, law) && order.uses(city, province) && order.uses(province, law));
    assert!(!order.uses(law, city) && !order.uses(city, city));
    assert!(order.is_main(city) && !order.is_main(province));
}

#[test]
fn a_file_is_loaded_once_under_whatever_spelling() {
    let asked = Cell::new(0);
    let loader = |name: &str| {
        asked.set(asked.get() + 1);
        match name {
            "a.hm" => Ok(b"use \"b.hm\"\nuse \"./b.hm\"\nuse \"x/../b.hm\"".to_vec()),
            "b.hm" => Ok(b"policy b".to_vec()),
            other => Err(Text::new(other, other)),
        }
    };
    let loaded = load("a.hm", &loader);
    assert!(loaded.complete);
    assert_eq!((names(&loaded), asked.get()), (vec!["a.hm", "b.hm"], 2));
    // A host for whom two names are one file gives it twice.
    let same = |name: &str| match name {
        "a.hm" => Ok(b"use \"b.hm\"\nuse \"B.hm\"".to_vec()),
        _ => Ok(b"policy b".to_vec()),
    };
    assert_eq!(codes(&load("a.hm", &same)), [Code::SameTextTwice]);
}

#[test]
fn what_is_missing_is_said_once() {
    let loaded = load("a.hm", &files(&[("a.hm", "use \"b.hm\"\nuse \"b.hm\"\nuse \"/c.hm\"")]));
    assert_eq!(codes(&loaded), [Code::MissingFile, Code::BadPath]);
    assert!(!loaded.complete);
    let loaded = load("nowhere.hm", &files(&[]));
    assert_eq!(codes(&loaded), [Code::MissingFile]);
    assert_eq!(loaded.sources.get(loaded.diagnostics[0].span().unwrap().source).unwrap().name, "nowhere.hm");
}

#[test]
fn a_circle_of_a_thousand_files_is_found() {
    let text = |at: usize| format!("use \"{}.hm\"", (at + 1) % 1_000);
    let all: BTreeMap<String, String> = (0..1_000).map(|at| (format!("{at}.hm"), text(at))).collect();
    let loaded = load("0.hm", &all);
    assert_eq!(codes(&loaded), [Code::CyclicUse]);
    assert_eq!(loaded.trees.len(), 1_000);
    let message = &loaded.diagnostics[0].message.en;
    assert!(message.ends_with(" → 998.hm → 999.hm → 0.hm"), "{message}");
    let itself = load("0.hm", &files(&[("0.hm", "use \"0.hm\"")]));
    assert_eq!(codes(&itself), [Code::CyclicUse]);
}

#[test]
fn endless_files_come_to_an_end() {
    // Each file uses another one that nobody has asked for yet.
    let loader = |name: &str| Ok(format!("use \"x{name}\"").into_bytes());
    let loaded = load("a", &loader);
    assert_eq!(codes(&loaded), [Code::BadPath]);
    let next = |name: &str| {
        let number: usize = name.parse().unwrap_or(0);
        Ok(format!("use \"{}\"", number + 1).into_bytes())
    };
    let loaded = load("0", &next);
    assert_eq!(codes(&loaded), [Code::TooManyFiles]);
    assert_eq!(loaded.files.len(), MOST_FILES);
    let large = |name: &str| {
        let number: usize = name.parse().unwrap_or(0);
        Ok(format!("use \"{}\"{}", number + 1, " ".repeat(1 << 20)).into_bytes())
    };
    let loaded = load("0", &large);
    assert_eq!(codes(&loaded), [Code::TooManyFiles]);
    assert!(loaded.files.len() <= 64);
}

#[test]
fn ten_megabytes_of_use_are_too_large_and_four_are_read() {
    let ten = "use \"b.hm\"\n".repeat(1 << 20);
    assert_eq!(codes(&load("a.hm", &files(&[("a.hm", &ten)]))), [Code::TooLarge]);
    let many = "use \"b.hm\"\n".repeat((4 << 20) / 11);
    let loaded = load("a.hm", &files(&[("a.hm", &many), ("b.hm", "policy b")]));
    assert!(loaded.complete);
    let each: String = (0..200_000).map(|at| format!("use \"{at}\"\n")).collect();
    let loaded = load("a.hm", &files(&[("a.hm", &each)]));
    assert_eq!(loaded.diagnostics.len(), 200);
}

#[test]
fn junk_from_a_loader_is_reported_where_it_stands() {
    let junk = |name: &str| match name {
        "a.hm" => Ok(b"use \"b.hm\"".to_vec()),
        _ => Ok(vec![0xff, 0xfe, 0]),
    };
    let loaded = load("a.hm", &junk);
    assert_eq!(codes(&loaded), [Code::NotUtf8]);
    let place = loaded.diagnostics[0].span().unwrap().source;
    assert_eq!(loaded.sources.get(place).unwrap().name, "b.hm");
}

#[test]
fn given_files_that_no_other_uses_are_the_policy() {
    let loaded = load_given([("a.hm", "policy a\nuse \"c.hm\""), ("b.hm", "policy b"), ("c.hm", "policy c")]);
    assert!(loaded.complete);
    let main: Vec<bool> = loaded.files.iter().map(|file| loaded.order.is_main(file.source)).collect();
    assert_eq!(main, [true, true, false]);
    let circle = load_given([("a.hm", "use \"b.hm\""), ("b.hm", "use \"a.hm\"")]);
    assert_eq!(codes(&circle), [Code::CyclicUse]);
}
