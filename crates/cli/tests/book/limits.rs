//! The tables of limits, in English and in Chinese.

use huimin::boundary::limits::{CASE_BYTES, INSTANCES, NESTING, PROBLEMS};
use huimin::layers::{LARGEST_POLICY, MOST_FILES};
use huimin::program::limits::{DEEPEST, LARGEST};
use huimin::{compiled, schedule, syntax};

/// A row: the heading above its table, what is limited, the limit, and what is reported beyond it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<'p> {
    pub heading: &'p str,
    pub title: &'p str,
    pub value: &'p str,
    beyond: &'p str,
}

impl Limit<'_> {
    /// What does not depend on the language.
    pub fn figures(&self) -> (&str, Option<&str>) {
        (self.value, self.beyond.split('`').nth(1))
    }
}

/// The rows of a page, without those that head a table.
pub fn limits(page: &str) -> Vec<Limit<'_>> {
    let mut heading = "";
    let mut found = Vec::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            heading = title;
        }
        let Some(row) = line.strip_prefix('|').and_then(|row| row.strip_suffix('|')) else { continue };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let [title, value, beyond] = cells[..] else { panic!("not a row of three cells: {line}") };
        if value.starts_with(|first: char| first.is_ascii_digit()) {
            found.push(Limit { heading, title, value, beyond });
        }
    }
    found
}

/// A row in both languages, as headings and titles, with the limit that the code keeps.
type Kept = ([&'static str; 2], [&'static str; 2], String);

/// The limits that can be read from the code.
pub fn kept() -> Vec<Kept> {
    const POLICIES: [&str; 2] = ["Policies", "政策"];
    const COMPILED: [&str; 2] = ["Compiled policies", "编译后的政策"];
    const CASES: [&str; 2] = ["Cases", "个案"];
    let mebibytes = |bytes: usize| format!("{} MiB", bytes >> 20);
    vec![
        (POLICIES, ["size of the text", "文本的大小"], mebibytes(syntax::LARGEST_SOURCE)),
        (
            POLICIES,
            ["nesting of brackets, however wide they are written", "括号嵌套的层数，全角半角都算"],
            grouped(syntax::DEEPEST_NESTING),
        ),
        (
            POLICIES,
            [
                "the longest way from a result down to a fact, in steps of formulas",
                "从结果到事实最长的路径，按算式的步数计",
            ],
            grouped(DEEPEST as usize),
        ),
        (
            POLICIES,
            [
                "steps of a rule once the definitions it calls are written out",
                "一条规则的步数，所用的定义都展开以后",
            ],
            grouped(usize::try_from(LARGEST).unwrap()),
        ),
        (POLICIES, ["files of one policy", "一份政策的文件数"], grouped(MOST_FILES)),
        (POLICIES, ["bytes of all files of one policy", "一份政策全部文件的大小"], mebibytes(LARGEST_POLICY)),
        (COMPILED, ["size", "大小"], mebibytes(compiled::LARGEST)),
        (CASES, ["size of the text", "文本的大小"], mebibytes(CASE_BYTES)),
        (
            CASES,
            [
                "entries in all lists and nested objects, the case itself included",
                "全部列表的条目和内含的对象，连同个案本身",
            ],
            grouped(INSTANCES),
        ),
        (CASES, ["nesting of lists and objects", "列表和对象嵌套的层数"], grouped(NESTING)),
        (CASES, ["problems reported", "报告的问题"], grouped(PROBLEMS)),
        (CASES, ["months of a schedule", "逐月核算的月数"], grouped(schedule::MONTHS)),
    ]
}

/// A whole number as the pages write it: `10,000`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| str::from_utf8(group).unwrap()).collect();
    groups.join(",")
}
