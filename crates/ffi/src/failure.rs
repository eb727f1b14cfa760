//! What goes wrong in calls, in both languages.

use huimin::decide::decision::CaseError;
use huimin::diagnostic::{Diagnostic, SourceMap};
use serde::Serialize;

use crate::status::Status;

/// What stands behind an error.
#[derive(Clone, Debug)]
pub struct Failure {
    pub status: Status,
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Problem {
    pub code: String,
    pub name: String,
    pub en: String,
    pub zh: String,
    pub path: String,
    pub file: String,
    pub line: u32,
    pub column: u32,
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
    pub fn no_problem() -> Self {
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
