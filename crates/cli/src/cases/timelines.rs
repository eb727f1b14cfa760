//! Lines that give a case with what changes later.

use std::path::Path;

use huimin::decide::decision::SourcePlace;
use huimin::diagnostic::{Code, Text};
use huimin::schedule::Timeline;
use huimin::{CaseError, Policy};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::{Entry, in_file};

/// A case with the facts that hold from later months on.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Dated<'l> {
    #[serde(borrow)]
    case: &'l RawValue,
    #[serde(borrow, default)]
    changes: Option<&'l RawValue>,
}

/// Enough of a line to tell what it is.
#[derive(Deserialize)]
struct Beginning {
    case: Option<IgnoredAny>,
}

/// The timeline of a line: a case alone, or `{"case": …, "changes": […]}`.
pub fn timeline(policy: &Policy, path: &Path, line: u64, json: &[u8]) -> Entry<Timeline> {
    let (case, changes) = match parts(policy, json) {
        Ok(parts) => parts,
        Err(error) => return Entry { line, key: None, case: Err(in_file(unreadable(&error), path, line)) },
    };
    match policy.read_timeline(case, changes) {
        Ok(timeline) => Entry { line, key: policy.key_of(timeline.first()), case: Ok(timeline) },
        Err(mut errors) => {
            for place in errors.iter_mut().filter_map(|error| error.place.as_mut()) {
                let part = if place.file == "changes" { changes } else { case };
                place.column = place.column.saturating_add(before(json, part));
            }
            Entry { line, key: policy.key_in(case), case: Err(in_file(errors, path, line)) }
        }
    }
}

/// The case and the changes, which may be empty. A policy with a fact named `case` has cases that look the same.
fn parts<'l>(policy: &Policy, json: &'l [u8]) -> Result<(&'l [u8], &'l [u8]), serde_json::Error> {
    let dated = serde_json::from_slice::<Beginning>(json).is_ok_and(|line| line.case.is_some());
    if !dated || policy.path("case").is_ok() {
        return Ok((json, &[]));
    }
    let Dated { case, changes } = serde_json::from_slice(json)?;
    Ok((case.get().as_bytes(), changes.map_or("", RawValue::get).as_bytes()))
}

/// How many characters of a line stand before a part of it.
fn before(line: &[u8], part: &[u8]) -> u32 {
    let bytes = part.as_ptr().addr().saturating_sub(line.as_ptr().addr());
    let before = line.get(..bytes).and_then(|before| std::str::from_utf8(before).ok());
    before.and_then(|before| u32::try_from(before.chars().count()).ok()).unwrap_or(0)
}

fn unreadable(error: &serde_json::Error) -> Vec<CaseError> {
    let column = u32::try_from(error.column()).unwrap_or(u32::MAX);
    let message = Text::new(format!("this cannot be read: {error}"), format!("无法读取：{error}"));
    let place = Some(SourcePlace { file: String::new(), line: 1, column });
    vec![CaseError { place, ..CaseError::new(Code::CaseSyntax, message, String::new()) }]
}
