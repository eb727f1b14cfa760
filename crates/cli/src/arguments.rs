//! The command line. What is said here in English is said in Chinese in [`crate::help`].

use std::num::NonZero;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use huimin::calendar::{Date, Month};

/// Check, test, decide, run and format policies of social assistance
#[derive(Debug, Parser)]
#[command(name = "huimin", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The language of all output; for `fmt` also the language to write keywords in [default: the locale's]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<Tag>,
}

/// The languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tag {
    Zh,
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check policies and report what is wrong
    Check(Check),
    /// Run the tests written in policies
    Test(Test),
    /// Decide one case
    Decide(Decide),
    /// Decide all cases of a file
    Run(Run),
    /// Decide every month of a span, and find what is owed
    Schedule(Schedule),
    /// Show which benefits of a policy stack, and which do not
    Stack(Stack),
    /// Write a policy as one compiled file, which stands for it in every other command
    Compile(Compile),
    /// Format policies in place
    Fmt(Fmt),
    /// Print the JSON Schema of a policy's cases, or of decisions
    Schema(Schema),
    /// Print completions for a shell
    Completions(Completions),
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Policy files, each a policy of its own
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Warn of figures that have ended by this date [default with --renewed-within: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<Date>,
    /// Warn of figures in force that were last renewed more than so many months ago
    #[arg(long, value_name = "MONTHS")]
    pub renewed_within: Option<u32>,
}

/// Arguments of `test`.
#[derive(Args, Debug)]
pub struct Test {
    /// Policy files, each a policy of its own
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TestFormat,
}

/// How to report tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    Text,
    Json,
    Junit,
}

/// Arguments of `decide`.
#[derive(Args, Debug)]
pub struct Decide {
    /// The policy file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The case as JSON; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub case: PathBuf,
    /// The date to decide for, such as 2023-06-01
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Date,
    /// The region to decide for [default: the policy's]
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// Tell how each result came about
    #[arg(long)]
    pub explain: bool,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// How to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
}

/// Arguments of `run`.
#[derive(Args, Debug)]
pub struct Run {
    /// The policy file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The cases: `.jsonl`, one a line, or `.csv`, one a row under a header of paths such as members[0].income
    #[arg(long, value_name = "FILE")]
    pub cases: PathBuf,
    /// The date to decide for, such as 2023-06-01
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Date,
    /// The region to decide for [default: the policy's]
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// Where to write the decisions, one JSON object a line; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// How many threads decide [default: one for each core]
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
}

/// Arguments of `schedule`.
#[derive(Args, Debug)]
pub struct Schedule {
    /// The policy file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The case as JSON, with the facts of the first month; `-` for standard input
    #[arg(long, value_name = "FILE", required_unless_present = "cases")]
    pub case: Option<PathBuf>,
    /// Many cases: `.jsonl`, each line a case or {"case": …, "changes": […]}, or `.csv` as for run
    #[arg(long, value_name = "FILE", conflicts_with_all = ["case", "changes", "format"])]
    pub cases: Option<PathBuf>,
    /// Facts that hold from later months on, as JSON: [{"from": "2023-03", "facts": {"members[0].income": 800}}]
    #[arg(long, value_name = "FILE")]
    pub changes: Option<PathBuf>,
    /// What was paid, as `.json` or `.csv` with the columns month (or from, to), benefit, of or key, amount, and
    /// case for many cases
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    /// The first month, such as 2023-01
    #[arg(long, value_name = "MONTH", value_parser = month)]
    pub from: Month,
    /// The last month
    #[arg(long, value_name = "MONTH", value_parser = month)]
    pub to: Month,
    /// The region to decide for [default: the policy's]
    #[arg(long, value_name = "CODE")]
    pub region: Option<String>,
    /// The day it is: nothing is owed yet for later months [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// Tell how each result of each month came about
    #[arg(long)]
    pub explain: bool,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Where to write the schedules of many cases, one JSON object a line [default: standard output]
    #[arg(long, value_name = "FILE", conflicts_with = "case")]
    pub out: Option<PathBuf>,
    /// How many threads schedule many cases [default: one for each core]
    #[arg(long, value_name = "N", conflicts_with = "case")]
    pub threads: Option<NonZero<usize>>,
}

/// Arguments of `stack`.
#[derive(Args, Debug)]
pub struct Stack {
    /// The policy file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How to report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}

/// Arguments of `compile`.
#[derive(Args, Debug)]
pub struct Compile {
    /// The policy file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Where to write; `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Arguments of `fmt`.
#[derive(Args, Debug)]
pub struct Fmt {
    /// Policy files; `-` reads standard input and writes standard output
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Only list the files that are not formatted
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `schema`.
#[derive(Args, Debug)]
pub struct Schema {
    /// Of what
    #[arg(value_name = "OF")]
    pub of: SchemaOf,
    /// The policy file; decisions of all policies have one schema
    #[arg(value_name = "FILE", required_if_eq("of", "case"))]
    pub file: Option<PathBuf>,
}

/// What a schema can be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    Case,
    Decision,
}

/// Arguments of `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

fn date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "write a date as 2023-06-01".to_owned())
}

fn month(text: &str) -> Result<Month, String> {
    text.parse().map_err(|_| "write a month as 2023-06".to_owned())
}

/// Whether a path means standard input or output.
pub fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}
