//! Errors: owned by the caller, in both languages.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use crate::bytes::{Str, pad};
pub use crate::call::Error;
use crate::call::guarded;
use crate::failure::{Failure, Problem};
use crate::guard::quietly;
use crate::handle;
use crate::status::Status;
use crate::text::{self, Text};

/// Problems are told in English.
pub const HUIMIN_ENGLISH: u32 = 0;

/// Problems are told in Chinese.
pub const HUIMIN_CHINESE: u32 = 1;

fn problem(error: Option<&Error>, index: usize, part: impl FnOnce(&Problem) -> &str) -> Str {
    quietly(Str::EMPTY, || handle::get(error).ok()?.problems.get(index).map(|problem| Str::of(part(problem))))
}

fn number(error: Option<&Error>, index: usize, part: impl FnOnce(&Problem) -> u32) -> u32 {
    quietly(0, || handle::get(error).ok()?.problems.get(index).map(part))
}

/// What became of the call that gave this error. Of null, `HUIMIN_STATUS_OK`.
///
/// An error never changes. Any number of threads may read it, and what it lends lives as long as it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_status(error: Option<&Error>) -> Status {
    quietly(Status::Ok, || handle::get(error).ok().map(|error| error.status))
}

/// How many problems an error has: all that is wrong with a policy or a case, in the order of its text,
/// and 1 for everything else. Of null, 0.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_count(error: Option<&Error>) -> usize {
    quietly(0, || handle::get(error).ok().map(|error| error.problems.len()))
}

/// The code of a problem, such as `H0501`; empty for misuse of the library and beyond the last problem.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_code(error: Option<&Error>, index: usize) -> Str {
    problem(error, index, |problem| &problem.code)
}

/// The name of a problem, such as `unknown-name`. It does not change between versions.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_name(error: Option<&Error>, index: usize) -> Str {
    problem(error, index, |problem| &problem.name)
}

/// A problem as a person reads it, in `HUIMIN_ENGLISH` or `HUIMIN_CHINESE`; English for any other number.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_message(error: Option<&Error>, index: usize, language: u32) -> Str {
    problem(error, index, |problem| if language == HUIMIN_CHINESE { &problem.zh } else { &problem.en })
}

/// The fact of a case that a problem is about, such as `members[0].income`; empty where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_path(error: Option<&Error>, index: usize) -> Str {
    problem(error, index, |problem| &problem.path)
}

/// The file a problem stands in, as the caller named it; empty where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_file(error: Option<&Error>, index: usize) -> Str {
    problem(error, index, |problem| &problem.file)
}

/// The line a problem stands in, from 1; 0 where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_line(error: Option<&Error>, index: usize) -> u32 {
    number(error, index, |problem| problem.line)
}

/// The column a problem stands at, from 1, in characters; 0 where there is none.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_column(error: Option<&Error>, index: usize) -> u32 {
    number(error, index, |problem| problem.column)
}

/// Copies the message of a problem to a place of the caller's and fills the rest with blanks.
/// `HUIMIN_STATUS_TOO_SMALL` if not all of it fits. `place` must have room for `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn huimin_error_copy(
    error: Option<&Error>,
    index: usize,
    language: u32,
    place: *mut c_char,
    length: usize,
) -> Status {
    guarded(None, || {
        let problem = handle::get(error)?.problems.get(index).ok_or_else(Failure::no_problem)?;
        let message = if language == HUIMIN_CHINESE { &problem.zh } else { &problem.en };
        // SAFETY: the caller's promise.
        unsafe { pad(message, place, length) }
    })
}

/// All problems as a JSON array of objects with `code`, `name`, `en`, `zh`, `path`, `file`, `line` and
/// `column`. Free the text with `huimin_text_free`.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_json(
    error: Option<&Error>,
    json: Option<&mut MaybeUninit<Option<Box<Text>>>>,
) -> Status {
    guarded(None, || {
        text::put(json, || {
            let problems = &handle::get(error)?.problems;
            serde_json::to_string(problems).map_err(|error| Failure::request(&error))
        })
    })
}

/// Frees an error and sets the variable to null. Null is left alone. No other thread may be using it.
#[unsafe(no_mangle)]
pub extern "C" fn huimin_error_free(error: Option<&mut Option<Box<Error>>>) {
    handle::free(error);
}
