//! What was paid, from a file.

use std::collections::HashMap;
use std::path::Path;

use csv::StringRecord;
use huimin::calendar::Month;
use huimin::decide::decision::SourcePlace;
use huimin::diagnostic::{Code, Text};
use huimin::schedule::{Ledger, LedgerEntry};
use huimin::{CaseError, Policy};
use serde_json::{Map, Value};

use crate::cases::in_file;
use crate::exit::Failure;
use crate::input;
use crate::lined::Lined;

/// The most problems of a ledger that are reported.
const MOST_PROBLEMS: usize = 50;

/// The columns of a table, by what they are called in JSON, in English and in Chinese.
const COLUMNS: [(&str, &str); 8] = [
    ("case", "个案"),
    ("month", "月份"),
    ("from", "自"),
    ("to", "至"),
    ("benefit", "待遇"),
    ("of", "对象"),
    ("key", "标识"),
    ("amount", "金额"),
];

/// A ledger with the line of each entry, where it was read from a table.
pub struct Read {
    pub ledger: Ledger,
    file: String,
    lines: Vec<u64>,
}

/// Reads a ledger; its name says how it is written.
pub fn read(path: &Path, policy: &Policy) -> Result<Result<Read, Vec<CaseError>>, Failure> {
    let bytes = input::read(path)?;
    let is_table = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
    let file = path.display().to_string();
    let (json, lines) = match is_table.then(|| rows(&bytes, &file)) {
        Some(Ok((rows, lines))) => (serde_json::to_vec(&rows).unwrap_or_default(), lines),
        Some(Err(problems)) => return Ok(Err(problems)),
        None => (bytes, Vec::new()),
    };
    Ok(match policy.read_ledger(&json) {
        Ok(ledger) => Ok(Read { ledger, file, lines }),
        Err(errors) if is_table => Err(at_lines(errors, &file, &lines)),
        Err(errors) => Err(in_file(errors, path, 1)),
    })
}

impl Read {
    /// Puts the problems of entries where these stand.
    pub fn placed(&self, errors: Vec<CaseError>) -> Vec<CaseError> {
        at_lines(errors, &self.file, &self.lines)
    }

    /// What was paid to each case by its key.
    pub fn by_case(mut self) -> Result<Cases, Vec<CaseError>> {
        let (mut of, mut nobody) = (HashMap::new(), Vec::new());
        for (case, ledger) in std::mem::take(&mut self.ledger).by_case() {
            match case {
                Some(case) => drop(of.insert(case, ledger)),
                None => nobody.extend(ledger.entries.iter().take(MOST_PROBLEMS).map(names_no_case)),
            }
        }
        if nobody.is_empty() { Ok(Cases { of, read: self }) } else { Err(self.placed(nobody)) }
    }
}

/// A ledger of many cases.
pub struct Cases {
    of: HashMap<String, Ledger>,
    read: Read,
}

impl Cases {
    /// What was paid to a case; nothing where the ledger does not name it.
    pub fn of(&self, key: &str) -> Option<&Ledger> {
        self.of.get(key)
    }

    /// Puts the problems of entries where these stand.
    pub fn placed(&self, errors: Vec<CaseError>) -> Vec<CaseError> {
        self.read.placed(errors)
    }

    /// That there is no case for some entries, in their order: the first of each case that was not among those
    /// met.
    pub fn without_case(&self, met: &HashMap<String, u64>) -> Vec<CaseError> {
        let unmet = self.of.iter().filter(|(key, _)| !met.contains_key(*key));
        let mut first: Vec<&LedgerEntry> = unmet.filter_map(|(_, ledger)| ledger.entries.first()).collect();
        first.sort_by_key(|entry| entry.number);
        self.placed(first.into_iter().take(MOST_PROBLEMS).map(LedgerEntry::no_case).collect())
    }
}

fn names_no_case(entry: &LedgerEntry) -> CaseError {
    let message = Text::new(
        "say in `case` to which case it was paid, by the key",
        "请在 `case`（个案）中写明发给哪个个案的标识",
    );
    CaseError::new(Code::LedgerSyntax, message, format!("ledger[{}]", entry.number))
}

fn at_lines(mut errors: Vec<CaseError>, file: &str, lines: &[u64]) -> Vec<CaseError> {
    for error in &mut errors {
        let number = error.path.strip_prefix("ledger[").and_then(|rest| rest.strip_suffix(']'));
        let line = number.and_then(|number| lines.get(number.parse::<usize>().ok()?));
        if let Some(line) = line {
            let line = u32::try_from(*line).unwrap_or(u32::MAX);
            error.place = Some(SourcePlace { file: file.to_owned(), line, column: 1 });
        }
    }
    errors
}

type Rows = (Vec<Map<String, Value>>, Vec<u64>);

/// The rows of a table as entries of JSON, and their lines. Blank cells say nothing, nor do rows of them alone.
fn rows(bytes: &[u8], file: &str) -> Result<Rows, Vec<CaseError>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(Lined::new(bytes));
    let header = reader.headers().map_err(|error| vec![*unreadable(&error)])?.clone();
    let columns =
        header.iter().map(column).collect::<Result<Vec<_>, _>>().map_err(|problem| vec![*problem])?;
    let (mut rows, mut lines, mut problems) = (Vec::new(), Vec::new(), Vec::new());
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).map_err(|error| vec![*unreadable(&error)])? {
        let cells: Vec<(&str, &str)> =
            columns.iter().copied().zip(&row).filter(|(_, cell)| !cell.is_empty()).collect();
        if cells.is_empty() {
            continue;
        }
        lines.push(row.position().map_or(0, |place| reader.get_mut().line_of(place)));
        problems.extend(wrong_cells(&cells, rows.len()));
        rows.push(cells.into_iter().map(|(column, cell)| (column.to_owned(), Value::from(cell))).collect());
    }
    problems.truncate(MOST_PROBLEMS);
    if problems.is_empty() { Ok((rows, lines)) } else { Err(at_lines(problems, file, &lines)) }
}

/// What is wrong with a row that could not be said once it is an entry of JSON.
fn wrong_cells(cells: &[(&str, &str)], number: usize) -> Vec<CaseError> {
    let problem = |en, zh| CaseError::new(Code::LedgerSyntax, Text::new(en, zh), format!("ledger[{number}]"));
    let months = cells.iter().filter(|(column, _)| matches!(*column, "month" | "from" | "to"));
    let unread = months.filter(|(_, cell)| cell.parse::<Month>().is_err()).map(|(_, cell)| {
        let cell: String = cell.chars().take(40).collect();
        problem(
            format!("expected a month such as 2023-06, found `{cell}`"),
            format!("应为月份，如 2023-06，而不是“{cell}”"),
        )
    });
    let missing = COLUMNS.iter().filter(|(column, _)| {
        matches!(*column, "benefit" | "amount") && !cells.iter().any(|(filled, _)| filled == column)
    });
    let missing =
        missing.map(|(en, zh)| problem(format!("`{en}` is not filled in"), format!("“{zh}”没有填写")));
    unread.chain(missing).collect()
}

fn column(head: &str) -> Result<&'static str, Box<CaseError>> {
    let head = head.trim_start_matches('\u{feff}');
    let known = COLUMNS.iter().find(|(en, zh)| head.eq_ignore_ascii_case(en) || head == *zh);
    known.map(|(name, _)| *name).ok_or_else(|| {
        let (en, zh): (Vec<_>, Vec<_>) = COLUMNS.into_iter().unzip();
        let message = Text::new(
            format!("there is no column `{head}`; there may be {}", en.join(", ")),
            format!("没有“{head}”这一列；可有：{}", zh.join("、")),
        );
        Box::new(CaseError::new(Code::LedgerSyntax, message, "ledger".to_owned()))
    })
}

fn unreadable(error: &csv::Error) -> Box<CaseError> {
    let message = Text::new(format!("this cannot be read: {error}"), format!("无法读取：{error}"));
    Box::new(CaseError::new(Code::LedgerSyntax, message, "ledger".to_owned()))
}
