//! Runs the samples of one page, each in the light of those before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use huimin::Policy;
use huimin::diagnostic::{Language, RenderOptions};
use huimin::testing::Failure;

use crate::samples::{Sample, samples};
use crate::{refreshing, repository};

/// What `huimin,expect` lines are read in, and the case they are about: nobody gives `u`.
const EXPECT: &str = "\
policy samples { currency CNY }
entity household { members: list of person p: bool q: bool u: bool n: number }
entity person { income: money per month }
";
const CASE: &str = "{ members: [{ income: 900 yuan }, { income: 100.01 yuan }], p: yes, q: no, n: 7 }";

/// Ways to call huimin: installed, or from the repository.
const OWN: [&str; 3] = ["huimin ", "cargo run --release -- ", "cargo run -- "];
/// What else may stand in `sh` samples: the reader's shell runs it.
const OTHERS: [&str; 5] = ["cargo ", "cd ", "mdbook ", "HUIMIN_REFRESH=1 ", ".ci/run"];

/// What is wrong with a sample.
type Checked = Result<(), String>;

struct Page {
    folder: PathBuf,
    /// The policies kept by `file=` and `append=`.
    kept: BTreeMap<String, String>,
    locale: &'static str,
}

/// Runs every sample of a page: the page as it should read, and what is wrong.
pub fn run(path: &Path) -> (String, Vec<String>) {
    let text = fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(repository()).unwrap().display().to_string();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book").join(name.replace(['/', '\\'], "-"));
    let _ = fs::remove_dir_all(&folder);
    copy(&repository().join("examples"), &folder.join("examples"));
    let chinese = name.contains(".zh.") || name.contains("/zh/");
    let locale = if chinese { "zh_CN.UTF-8" } else { "en_US.UTF-8" };
    let mut page = Page { folder, kept: BTreeMap::new(), locale };
    let (mut fresh, mut wrong) = (text.clone(), Vec::new());
    for sample in &samples(&text) {
        match page.sample(sample) {
            Ok(Some(output)) if refreshing() => fresh = mended(&fresh, &text, sample, &output),
            Ok(None) => {}
            Ok(Some(output)) => {
                wrong.push(format!(
                    "{name}:{}: shows now (HUIMIN_REFRESH=1 takes it over)\n{output}",
                    sample.line
                ));
            }
            Err(problem) => wrong.push(format!("{name}:{}: {problem}", sample.line)),
        }
    }
    (fresh, wrong)
}

/// A page with the text of one sample replaced. Samples before it may have been replaced already, those
/// after it have not, so its place is counted from the end.
fn mended(fresh: &str, original: &str, sample: &Sample, output: &str) -> String {
    let end = fresh.len() - (original.len() - sample.place.end);
    format!("{}{output}{}", &fresh[..end - sample.text.len()], &fresh[end..])
}

impl Page {
    /// Runs a sample; what a console shows, if it differs.
    fn sample(&mut self, sample: &Sample) -> Result<Option<String>, String> {
        match sample.language.as_str() {
            "console" => return self.console(sample),
            "huimin" => self.policy(sample)?,
            "json" | "csv" | "jsonl" => self.data(sample)?,
            "sh" => self.shell(sample)?,
            // Rust is compiled by rustdoc; the others cannot be run.
            "rust" | "html" | "text" | "toml" | "pest" => {}
            other => return Err(format!("nobody runs `{other}`")),
        }
        Ok(None)
    }

    fn keep(&mut self, name: &str, text: &str) {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self.kept.insert(name.to_owned(), text.to_owned());
    }

    /// A policy, with what it stands below.
    fn policy(&mut self, sample: &Sample) -> Checked {
        let above = sample.option("after").or(sample.option("append"));
        let mut text = match above {
            Some(name) => self.kept.get(name).ok_or_else(|| format!("no file {name}"))?.clone(),
            None => String::new(),
        };
        match sample.option("expect") {
            Some(_) => text.push_str(&expectations(sample, above.is_none())),
            None => text.push_str(&sample.text),
        }
        if let Some(name) = sample.option("file").or(sample.option("append")) {
            self.keep(name, &text);
        }
        let name = sample.option("file").or(sample.option("append")).unwrap_or("sample.huimin");
        self.check(name, &text, sample.option("reports"), sample.option("fails").is_some())
    }

    /// A policy reports what the sample says and nothing else; one without errors passes its tests, or does
    /// not where the sample says so.
    fn check(&self, name: &str, text: &str, reports: Option<&str>, fails: bool) -> Checked {
        let mut files = self.kept.clone();
        files.insert(name.to_owned(), text.to_owned());
        let compiled = Policy::compile_with(name, &files);
        let mut codes: Vec<&str> = compiled.diagnostics.iter().map(|found| found.code.number()).collect();
        // A sample need not use every name that it declares.
        codes.retain(|code| *code != "H0109" || reports.is_some());
        codes.sort_unstable();
        codes.dedup();
        if codes.join("+") != reports.unwrap_or_default() {
            return Err(format!("reports\n{}", compiled.render(Language::English, RenderOptions::default())));
        }
        let tests = compiled.policy.map(|policy| policy.test()).unwrap_or_default();
        let failed: Vec<String> = tests.iter().flat_map(|test| &test.failures).map(shown_failure).collect();
        if failed.is_empty() != fails { Ok(()) } else { Err(format!("{}\n{text}", failed.join("\n"))) }
    }

    fn data(&mut self, sample: &Sample) -> Checked {
        let text = sample.text.as_str();
        let documents: Vec<&str> = match sample.language.as_str() {
            "json" => vec![text],
            "jsonl" => text.lines().collect(),
            _ => Vec::new(),
        };
        for document in documents {
            serde_json::from_str::<serde_json::Value>(document).map_err(|error| error.to_string())?;
        }
        if let Some(name) = sample.option("file") {
            self.keep(name, text);
        }
        Ok(())
    }

    /// Runs each line that starts with `$` and compares what is shown.
    fn console(&self, sample: &Sample) -> Result<Option<String>, String> {
        let commands: Vec<&str> = sample.text.lines().filter(|line| line.starts_with("$ ")).collect();
        let mut shown = String::new();
        for (left, line) in (0..commands.len()).rev().zip(&commands) {
            let output = self.huimin(&arguments(&line[2..])?);
            shown.push_str(&format!("{line}\n{}", all_output(&output)));
            let expected = sample.option("exit").filter(|_| left == 0).unwrap_or("0");
            let code = output.status.code().map_or_else(String::new, |code| code.to_string());
            if code != expected {
                return Err(format!("exit code {code}\n{shown}"));
            }
        }
        if commands.is_empty() {
            return Err("no line starts with `$ `".to_owned());
        }
        Ok((!fits(&sample.text, &shown)).then_some(shown))
    }

    /// Commands whose output does not matter, as long as they succeed.
    fn shell(&self, sample: &Sample) -> Checked {
        let commands = sample.text.lines().map(|line| line.split(" #").next().unwrap_or_default().trim());
        for line in commands.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match arguments(line) {
                Ok(arguments) => succeeded(&self.huimin(&arguments))?,
                Err(problem) if !OTHERS.iter().any(|other| line.starts_with(other)) => return Err(problem),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn huimin(&self, arguments: &[String]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_huimin"));
        command.current_dir(&self.folder).args(arguments).env("LC_ALL", self.locale).env("LANG", self.locale);
        command.env_remove("LANGUAGE").env_remove("CLICOLOR_FORCE").output().unwrap()
    }
}

/// The words after `huimin`.
fn arguments(command: &str) -> Result<Vec<String>, String> {
    let rest = OWN.iter().find_map(|prefix| command.strip_prefix(prefix));
    let rest = rest.ok_or_else(|| format!("nobody runs `{command}`"))?;
    Ok(rest.split_whitespace().map(|word| word.trim_matches(['\'', '"']).to_owned()).collect())
}

fn shown_failure(failure: &Failure) -> String {
    let line = failure.place.as_ref().map_or(0, |place| place.line);
    format!("line {line}: expected {}: {}", failure.expected, failure.message.en)
}

fn succeeded(output: &Output) -> Checked {
    if output.status.success() { Ok(()) } else { Err(all_output(output)) }
}

fn all_output(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr].map(|stream| String::from_utf8_lossy(stream).into_owned());
    streams.iter().flat_map(|stream| stream.lines()).map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Whether an output is what the page says, where a line `…` stands for any number of lines.
fn fits(written: &str, shown: &str) -> bool {
    let lines: Vec<&str> = written.split_inclusive('\n').collect();
    let pieces: Vec<String> = lines.split(|line| line.trim() == "…").map(|lines| lines.concat()).collect();
    let Some((first, others)) = pieces.split_first() else { return false };
    let Some(mut rest) = shown.strip_prefix(first.as_str()) else { return false };
    let Some((last, between)) = others.split_last() else { return rest.is_empty() };
    for piece in between {
        let Some((_, after)) = rest.split_once(piece.as_str()) else { return false };
        rest = after;
    }
    rest.ends_with(last.as_str())
}

/// Each line of a sample as an expectation of one test.
fn expectations(sample: &Sample, alone: bool) -> String {
    let (head, case) = if alone { (EXPECT, CASE) } else { ("", "{}") };
    let expected: String = sample
        .text
        .lines()
        .filter(|line| !line.is_empty())
        .map(|line| format!("    expect {line}\n"))
        .collect();
    format!("{head}test \"line {}\" on 2023-06-01 {{\n    given {case}\n{expected}}}\n", sample.line)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
