//! Errors: owned by the caller, in both languages.

use std::ffi::c_char;
use std::mem::MaybeUninit;

use huimin::decide::decision::CaseError;
use huimin::diagnostic::{Diagnostic, SourceMap};
use serde::Serialize;

use crate::bytes::{Str, pad};
use crate::guard::{guarded, quietly};
use crate::handle::{self, Content, Handle};
use crate::status::Status;
use crate::text::{self, Text};

/// Why a call failed: one or more problems, the first of which is told first.
pub type Error = Handle<Failure>;

/// Where an error goes; null if nobody wants it.
pub type ErrorOut<'a> = Option<&'a mut MaybeUninit<Option<Box<Error>>>>;

/// Problems are told in English.
pub const HUIMIN_ENGLISH: u32 = 0;

/// Problems are told in Chinese.
pub const HUIMIN_CHINESE: u32 = 1;

/// What stands behind an error.
#[derive(Clone, Debug)]
pub struct Failure {
    status: Status,
    problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Default, Serialize)]
struct Problem {
    code: String,
    name: String,
    en: String,
    zh: String,
    path: String,
    file: String,
    line: u32,
    column: u32,
}

impl Content for Failure {
    const TAG: u64 = 0x6875_696d_0045_5252;
    const NAME: &'static str = "huimin_error";
}

impl Failure {
    fn argument(en: String, zh: String) -> Self {
        Self::one(Status::BadArgument, "bad-argument", en, zh)
    }

    fn one(status: Status, name: &str, en: String, zh: String) -> Self {
        // Problems of calls have no number among those of policies and cases.
        let problem = Problem { name: name.to_owned(), en, zh, ..Problem::default() };
        Self { status, problems: vec![problem] }
    }

    /// A null pointer where there must be something.
    pub fn null(what: &str) -> Self {
        Self::argument(
            format!("a `{what}` is missing: the pointer is null"),
            format!("缺少 `{what}`：指针为空"),
        )
    }

    /// A handle of another kind, or none at all.
    pub fn wrong_handle(what: &str) -> Self {
        Self::argument(
            format!("what was given for a `{what}` is another handle, or has been freed"),
            format!("作为 `{what}` 给出的是另一种句柄，或已被释放"),
        )
    }

    /// A null pointer with a length, or a length beyond all memory.
    pub fn bad_text() -> Self {
        Self::argument(
            "a text has a length but no bytes, or an impossible length".to_owned(),
            "文本有长度而没有内容，或长度不可能".to_owned(),
        )
    }

    /// Text in another encoding.
    pub fn not_utf8() -> Self {
        Self::argument("a text is not UTF-8".to_owned(), "文本不是 UTF-8 编码".to_owned())
    }

    /// A place that is too small.
    pub fn too_small() -> Self {
        let (en, zh) = ("the place given is too small for what there is", "给出的空间放不下全部内容");
        Self::one(Status::TooSmall, "too-small", en.to_owned(), zh.to_owned())
    }

    /// A position or name of a result that there is not.
    pub fn no_result() -> Self {
        Self::argument("there is no such result".to_owned(), "没有这一结果".to_owned())
    }

    /// A position beyond the last problem.
    fn no_problem() -> Self {
        Self::argument("there is no such problem".to_owned(), "没有这一问题".to_owned())
    }

    /// Facts for a case that was read as a whole.
    pub fn takes_no_facts() -> Self {
        Self::argument(
            "the case was read from JSON and takes no facts: clear it, or make one with `huimin_case_new`"
                .to_owned(),
            "个案已从 JSON 读入，不能再填事实：请先清空，或用 `huimin_case_new` 新建".to_owned(),
        )
    }

    /// Flags that nothing is known of.
    pub fn unknown_flags(flags: u32) -> Self {
        Self::argument(
            format!("{flags} is not a known flag: write 0 or `HUIMIN_EXPLAIN`"),
            format!("没有 {flags} 这一标志：请写 0 或 `HUIMIN_EXPLAIN`"),
        )
    }

    /// A date that is none.
    pub fn not_a_date(text: &str) -> Self {
        let text: String = text.chars().take(40).collect();
        Self::argument(
            format!("`{text}` is not a date such as `2023-06-01`"),
            format!("`{text}` 不是形如 `2023-06-01` 的日期"),
        )
    }

    /// A case of another policy.
    pub fn other_policy() -> Self {
        Self::argument(
            "the case was made for another policy than the plan".to_owned(),
            "个案与方案不属于同一政策".to_owned(),
        )
    }

    /// JSON that is not what the function takes.
    pub fn request(error: &serde_json::Error) -> Self {
        let (en, zh) = (format!("the JSON cannot be understood: {error}"), format!("无法理解 JSON：{error}"));
        Self::one(Status::BadRequest, "bad-request", en, zh)
    }

    /// A panic.
    pub fn internal(place: &str) -> Self {
        let (en, zh) = (format!("the library failed at {place}"), format!("程序库出错：{place}"));
        Self::one(Status::Internal, "internal", en, zh)
    }

    /// What is wrong with a policy.
    pub fn policy(diagnostics: &[Diagnostic], sources: &SourceMap) -> Self {
        let problems = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).map(|diagnostic| {
            let data = diagnostic.data(sources);
            let (file, line, column) =
                data.place.map_or_else(Default::default, |place| (place.file, place.line, place.column));
            let (en, zh) = (data.message.en, data.message.zh);
            Problem { code: data.code, name: data.name, en, zh, path: String::new(), file, line, column }
        });
        Self { status: Status::BadPolicy, problems: problems.collect() }
    }

    /// What is wrong with a case.
    pub fn case(errors: &[CaseError]) -> Self {
        Self { status: Status::BadCase, problems: errors.iter().map(Problem::from).collect() }
    }

    /// Why there is no plan.
    pub fn plan(error: &CaseError) -> Self {
        Self { status: Status::BadPlan, problems: vec![Problem::from(error)] }
    }
}

impl Failure {
    /// What is told first, in both languages.
    pub fn text(&self) -> huimin::diagnostic::Text {
        let first = self.problems.first();
        first.map_or_else(Default::default, |problem| {
            huimin::diagnostic::Text::new(&*problem.en, &*problem.zh)
        })
    }
}

impl From<&CaseError> for Problem {
    fn from(error: &CaseError) -> Self {
        let place = error.place.as_ref();
        Self {
            code: error.code.clone(),
            name: error.name.clone(),
            en: error.message.en.clone(),
            zh: error.message.zh.clone(),
            path: error.path.clone(),
            file: place.map(|place| place.file.clone()).unwrap_or_default(),
            line: place.map_or(0, |place| place.line),
            column: place.map_or(0, |place| place.column),
        }
    }
}

/// Ends a call: the status, and the error if somebody wants it.
pub fn tell(out: ErrorOut<'_>, outcome: Result<(), Failure>) -> Status {
    let (status, error) = match outcome {
        Ok(()) => (Status::Ok, None),
        Err(failure) => (failure.status, Some(failure)),
    };
    if let Some(out) = out {
        out.write(error.map(Handle::new));
    }
    status
}

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
