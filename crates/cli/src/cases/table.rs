//! Cases in a table: CSV whose header says where each column belongs.

use std::collections::HashSet;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use csv::ByteRecord;
use huimin::boundary::CasePath;
use huimin::diagnostic::{Code, Text};
use huimin::{CaseError, Policy};

use super::{Entry, in_file};
use crate::exit::Failure;
use crate::lined::Lined;

/// How many problems of a header are told.
const MOST_PROBLEMS: usize = 20;

/// What else than commas separates columns in files that are called CSV.
const SEPARATORS: [char; 4] = [';', '；', '\t', '，'];

/// Rows under a header of paths such as `members[0].income`. Blank cells give nothing.
pub struct Table {
    path: PathBuf,
    reader: csv::Reader<Lined<Box<dyn BufRead + Send>>>,
}

/// Where each column belongs.
#[derive(Clone, Debug)]
pub struct Columns {
    path: PathBuf,
    paths: Vec<CasePath>,
}

impl Table {
    /// The rows of a reader, whose header must be understood in full: a column left out could change
    /// what is decided.
    pub fn open(
        path: &Path,
        reader: Box<dyn BufRead + Send>,
        policy: &Policy,
    ) -> Result<(Self, Columns), Failure> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(Lined::new(reader));
        let header = reader.byte_headers().map_err(|error| not_readable(path, &error))?;
        let mut paths = Vec::new();
        let mut known = HashSet::new();
        let mut problems = Vec::new();
        let mut unnamed = Vec::new();
        for (name, number) in header.iter().zip(1_usize..) {
            let name = std::str::from_utf8(name).map_err(|_| Failure::Findings(not_utf8(path)))?;
            let name = name.trim().trim_start_matches('\u{feff}');
            match policy.path(name) {
                Ok(column) if known.insert(column.clone()) => paths.push(column),
                Ok(_) => problems.push(twice(name)),
                Err(_) if name.is_empty() => unnamed.push(number.to_string()),
                Err(_) if header.len() == 1 && name.contains(SEPARATORS) => problems.push(separated(name)),
                Err(error) => problems.push(error.message),
            }
            if problems.len() == MOST_PROBLEMS {
                break;
            }
        }
        if !unnamed.is_empty() {
            problems.push(without_heading(&unnamed));
        }
        if !problems.is_empty() {
            return Err(Failure::Findings(in_header(path, &problems)));
        }
        Ok((Self { path: path.to_owned(), reader }, Columns { path: path.to_owned(), paths }))
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.reader.position().byte()
    }

    /// The next row; `None` after the last.
    pub fn next(&mut self) -> Result<Option<ByteRecord>, Failure> {
        let mut row = ByteRecord::new();
        let any = self.reader.read_byte_record(&mut row).map_err(|error| not_readable(&self.path, &error))?;
        if let Some(mut place) = row.position().cloned() {
            place.set_line(self.reader.get_mut().line_of(&place));
            row.set_position(Some(place));
        }
        Ok(any.then_some(row))
    }
}

impl Columns {
    /// The case of a row.
    pub fn entry(&self, policy: &Policy, row: &ByteRecord) -> Entry {
        let line = row.position().map_or(0, csv::Position::line);
        let case = self.case(policy, row).map_err(|errors| in_file(errors, &self.path, line));
        let key = match &case {
            Ok(case) => policy.key_of(case),
            Err(_) => self.key(policy, row),
        };
        Entry { line, key, case }
    }

    fn case(&self, policy: &Policy, row: &ByteRecord) -> Result<huimin::Case, Vec<CaseError>> {
        if row.len() != self.paths.len() {
            let (cells, columns) = (row.len(), self.paths.len());
            let message = Text::new(
                format!("the row has {cells} cells, but the header has {columns} columns"),
                format!("本行有 {cells} 个单元格，而表头有 {columns} 列"),
            );
            return Err(vec![problem(message)]);
        }
        let mut builder = policy.case_builder();
        for (column, cell) in self.paths.iter().zip(row) {
            match std::str::from_utf8(cell) {
                Ok(text) => builder.set(column, text),
                Err(_) => return Err(vec![problem(not_utf8(&self.path))]),
            }
        }
        builder.finish()
    }

    /// The key of a row that gives no case.
    fn key(&self, policy: &Policy, row: &ByteRecord) -> Option<String> {
        let key = policy.key_path()?;
        let column = self.paths.iter().position(|column| *column == key)?;
        let cell = std::str::from_utf8(row.get(column)?).ok()?.trim();
        (!cell.is_empty()).then(|| cell.to_owned())
    }
}

fn problem(message: Text) -> CaseError {
    CaseError::new(Code::CaseSyntax, message, String::new())
}

fn not_readable(path: &Path, error: &csv::Error) -> Failure {
    let path = path.display();
    Failure::Io(Text::new(format!("cannot read `{path}`: {error}"), format!("无法读取“{path}”：{error}")))
}

fn not_utf8(path: &Path) -> Text {
    let path = path.display();
    Text::new(
        format!("`{path}` is not UTF-8; save the table as `CSV UTF-8`"),
        format!("“{path}”不是 UTF-8 编码；请将表格另存为“CSV UTF-8”"),
    )
}

fn without_heading(columns: &[String]) -> Text {
    let numbers = |mark: &str| columns.join(mark);
    Text::new(
        format!("no heading in column {}; delete columns that hold nothing", numbers(", ")),
        format!("第 {} 列没有表头；没有内容的列请删除", numbers("、")),
    )
}

fn twice(name: &str) -> Text {
    Text::new(format!("a second column for `{name}`"), format!("又一列“{name}”"))
}

fn separated(name: &str) -> Text {
    let shown: String = name.chars().take(40).map(|c| if c == '\t' { ' ' } else { c }).collect();
    Text::new(
        format!("`{shown}` is not separated by commas; save the table as CSV with commas, in UTF-8"),
        format!("“{shown}”的各列之间不是半角逗号；请把表格另存为“CSV UTF-8（逗号分隔）”"),
    )
}

fn in_header(path: &Path, problems: &[Text]) -> Text {
    let path = path.display();
    let mut text = Text::new(format!("in the header of `{path}`:"), format!("“{path}”的表头中："));
    let (en, zh) = if problems.len() == 1 { (" ", "") } else { ("\n  ", "\n  ") };
    for problem in problems {
        text.en.push_str(&format!("{en}{}", problem.en));
        text.zh.push_str(&format!("{zh}{}", problem.zh));
    }
    text
}
