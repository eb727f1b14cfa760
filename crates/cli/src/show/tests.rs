//! How the tests of policies came out.

use anstyle::{AnsiColor, Style};
use huimin::TestResult;
use huimin::diagnostic::Language;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};
use serde::Serialize;

use crate::output::{paint, printable};

/// The tests of a file.
#[derive(Debug, Serialize)]
pub struct FileTests {
    /// The file.
    pub file: String,
    /// Its tests in the order written; none if it has errors.
    pub tests: Vec<TestResult>,
    /// Whether the file compiles.
    pub compiles: bool,
}

/// The tests of a file for people: a line for each, and what was expected where it came out otherwise.
pub fn tests(of: &FileTests, language: Language) -> String {
    let mut text = format!("{}\n", printable(&of.file));
    if of.compiles && of.tests.is_empty() {
        text.push_str(language.choose("  no tests\n", "  没有示例\n"));
    }
    for test in &of.tests {
        let (mark, colour) = if test.passed { ("✓", AnsiColor::Green) } else { ("✗", AnsiColor::Red) };
        let mark = paint(Style::new().fg_color(Some(colour.into())), mark);
        text.push_str(&format!("  {mark} {}\n", printable(&test.label)));
        for failure in failures(test, language) {
            text.push_str(&format!("      {failure}\n"));
        }
    }
    text
}

/// How many passed and failed in all files.
pub fn totals(files: &[FileTests], language: Language) -> String {
    let all = || files.iter().flat_map(|file| &file.tests);
    let (count, failed) = (all().count(), all().filter(|test| !test.passed).count());
    let broken = files.iter().filter(|file| !file.compiles).count();
    let mut text = match language {
        Language::English => format!("{} passed, {failed} failed", count - failed),
        Language::Chinese => format!("通过 {}，未通过 {failed}", count - failed),
    };
    if broken > 0 {
        text.push_str(&match language {
            Language::English if broken == 1 => ", 1 file with errors".to_owned(),
            Language::English => format!(", {broken} files with errors"),
            Language::Chinese => format!("，{broken} 个文件有错误"),
        });
    }
    text.push('\n');
    text
}

/// The tests as JUnit XML. A file with errors is a suite with one test that could not run.
pub fn junit(files: &[FileTests], language: Language) -> String {
    let mut report = Report::new("huimin");
    for file in files {
        let mut suite = TestSuite::new(&*file.file);
        if !file.compiles {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_message(language.choose("the policy has errors", "政策有错误"));
            suite.add_test_case(TestCase::new(language.choose("compiles", "编译"), status));
        }
        suite.add_test_cases(file.tests.iter().map(|test| {
            let mut status = TestCaseStatus::success();
            if !test.passed {
                status = TestCaseStatus::non_success(NonSuccessKind::Failure);
                status.set_message(failures(test, language).join("\n"));
            }
            let mut case = TestCase::new(&*test.label, status);
            case.set_classname(&*file.file);
            case
        }));
        report.add_test_suite(suite);
    }
    report.to_string().unwrap_or_default()
}

fn failures(test: &TestResult, language: Language) -> Vec<String> {
    let colon = language.choose(": ", "：");
    let shown = |failure: &huimin::testing::Failure| {
        let place = failure.place.as_ref().map(|place| format!("{}:{}{colon}", place.line, place.column));
        let message = failure.message.in_language(language);
        let text = match failure.expected.as_str() {
            "" => message.to_owned(),
            expectation => format!("{expectation}{colon}{message}"),
        };
        printable(&format!("{}{text}", place.unwrap_or_default())).replace('\n', " ")
    };
    test.failures.iter().map(shown).collect()
}
