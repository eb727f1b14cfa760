//! Runs the conformance corpus through the program: what it prints is what the library's runner expects.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the lints are for what is shipped

#[path = "../../../tests/support/mod.rs"]
mod support;

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use huimin::diagnostic::Text;
use huimin::{Compilation, DecideOptions, Policy};
use serde_json::Value;
use support::file::{Given, Outdated};
use support::{File, summary};

/// The width of what is printed where there is no terminal is that of the library's default.
fn huimin(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_huimin"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("LANGUAGE")
        .env("LC_ALL", "en_GB.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not want its input may be gone before it is written.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

/// The corpus's policies: those of one file written to a folder under names of their own, and those whose
/// files use each other to a folder each.
struct Corpus {
    folder: PathBuf,
    names: HashMap<PathBuf, String>,
    layered: HashMap<PathBuf, PathBuf>,
}

impl Corpus {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let (mut names, mut layered) = (HashMap::new(), HashMap::new());
        for (number, file) in support::files().into_iter().enumerate() {
            if let [(_, policy)] = file.policy()[..] {
                let name = format!("{number}.hm");
                fs::write(folder.join(&name), policy).unwrap();
                for (annex, text) in file.annexes() {
                    let path = folder.join(annex);
                    assert!(!path.exists(), "{}: another file has an annex `{annex}`", file.path.display());
                    fs::write(path, text).unwrap();
                }
                names.insert(file.path, name);
            } else if file.policy().iter().any(|(_, text)| text.contains("use \"") || text.contains("引用 “"))
            {
                let folder = folder.join(number.to_string());
                for (name, text) in file.policy().into_iter().chain(file.annexes()) {
                    let path = folder.join(name);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(path, text).unwrap();
                }
                layered.insert(file.path, folder);
            }
        }
        Self { folder, names, layered }
    }

    /// What the program says of a policy whose first file uses the others.
    fn of_layers(&self, file: &File, folder: &Path) -> Vec<(usize, String)> {
        let (main, _) = file.policy()[0];
        let mut outcome = Vec::new();
        for (head, language) in [("check en", "en"), ("check zh", "zh")] {
            for (index, _) in file.with_head(head) {
                let ran = huimin(folder, &["check", "--lang", language, main], b"");
                let shown = text(ran.stdout);
                let end = shown.trim_end().rfind('\n').map_or(0, |at| at + 1);
                self.check_summary(
                    &shown[..end],
                    shown[end..].trim_end(),
                    &format!("{main}{}", if language == "zh" { "：" } else { ": " }),
                    language,
                );
                let shown = if end == 0 { "ok".to_owned() } else { shown[..end].to_owned() };
                outcome.push((index, shown));
            }
        }
        for given in file.cases() {
            let expected = given.expected.iter().filter(|(_, section)| section.head == "decision");
            let expected: Vec<usize> = expected.map(|(index, _)| *index).collect();
            if !expected.is_empty() {
                let load = |name: &str| fs::read(folder.join(name)).map_err(|_| Text::new("", ""));
                let compilation = Policy::compile_with(main, &load);
                let decision = self.decision_of(file, folder, main, &given, compilation);
                outcome.extend(expected.into_iter().map(|index| (index, decision.clone())));
            }
        }
        outcome
    }

    /// What `huimin check` says about each policy, all of them in one go.
    fn checked(&self, language: &str) -> HashMap<String, String> {
        let mut names: Vec<&str> = self.names.values().map(String::as_str).collect();
        names.sort_unstable();
        let ran = huimin(&self.folder, &[&["check", "--lang", language], &names[..]].concat(), b"");
        let (out, err) = (text(ran.stdout), text(ran.stderr));
        assert_eq!(err, "");
        let mut checked = HashMap::new();
        let mut rest = out.as_str();
        for name in names {
            let colon = if language == "zh" { "：" } else { ": " };
            let summary = format!("{name}{colon}");
            let at =
                if rest.starts_with(&summary) { 0 } else { rest.find(&format!("\n{summary}")).unwrap() + 1 };
            let end = rest[at..].find('\n').map_or(rest.len(), |end| at + end + 1);
            let shown = rest[..at].replace(&format!("--> {name}:"), "--> policy.hm:");
            self.check_summary(&shown, rest[at..end].trim_end(), &summary, language);
            let shown = if shown.is_empty() { "ok".to_owned() } else { shown };
            checked.insert(name.to_owned(), shown);
            rest = &rest[end..];
        }
        assert_eq!(rest, "");
        checked
    }

    /// What `huimin check` says about figures that are out of date on a day.
    fn outdated(&self, name: &str, wanted: Outdated<'_>) -> String {
        let mut arguments = vec!["check", "--lang", wanted.language, "--on", wanted.on, name];
        arguments.extend(wanted.within.iter().flat_map(|months| ["--renewed-within", months]));
        let out = text(huimin(&self.folder, &arguments, b"").stdout);
        let shown = out.trim_end().rsplit_once('\n').map_or("ok", |(shown, _)| shown);
        shown.replace(&format!("--> {name}:"), "--> policy.hm:")
    }

    /// The last line about a policy counts what stands above it.
    fn check_summary(&self, shown: &str, line: &str, start: &str, language: &str) {
        let count = |word: &str| shown.lines().filter(|line| line.starts_with(&format!("{word}["))).count();
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let expected = match language {
            "zh" => match (count("错误"), count("警告")) {
                (0, 0) => "没有问题".to_owned(),
                (errors, warnings) => format!("{errors} 个错误，{warnings} 个警告"),
            },
            _ => match (count("error"), count("warning")) {
                (0, 0) => "ok".to_owned(),
                (errors, warnings) => {
                    format!("{errors} error{}, {warnings} warning{}", plural(errors), plural(warnings))
                }
            },
        };
        assert_eq!(line, format!("{start}{expected}"), "{shown}");
    }

    /// A case decided by the program, which must be what the library says, and the same in a few lines.
    fn decision(&self, file: &File, name: &str, given: &Given<'_>) -> String {
        let (_, policy) = file.policy()[0];
        let compilation = Policy::compile([(name, policy)].into_iter().chain(file.annexes()));
        self.decision_of(file, &self.folder, name, given, compilation)
    }

    fn decision_of(
        &self,
        file: &File,
        folder: &Path,
        name: &str,
        given: &Given<'_>,
        compilation: Compilation,
    ) -> String {
        let mut arguments = vec!["decide", name, "--case", "-", "--on", given.on, "--format", "json"];
        arguments.extend(given.region.iter().flat_map(|region| ["--region", region]));
        let ran = huimin(folder, &arguments, given.json.as_bytes());
        let (code, out, err) = (ran.status.code(), text(ran.stdout), text(ran.stderr));
        let policy = compilation.policy.unwrap_or_else(|| panic!("{}: no policy", file.path.display()));
        match policy.plan(given.on.parse().unwrap(), given.region) {
            Ok(plan) => {
                let decided = plan.decide_json(given.json.as_bytes(), DecideOptions::default());
                let decided: Value = serde_json::from_str(&decided).unwrap();
                let mut printed: Value = serde_json::from_str(&out)
                    .unwrap_or_else(|error| panic!("{}: {error}: {out}{err}", file.path.display()));
                without_name_of_input(&mut printed);
                assert_eq!(printed, decided, "{}: {}", file.path.display(), given.json);
                let failed = |result: &Value| result["status"] == "error";
                let failed = printed["results"].as_array().unwrap().iter().any(failed)
                    || printed["errors"].as_array().is_some_and(|errors| !errors.is_empty());
                assert_eq!((code, err.as_str()), (Some(i32::from(failed)), ""), "{}", file.path.display());
                summary::of_decision(&printed)
            }
            Err(outside) => {
                assert_eq!((code, out.as_str()), (Some(1), ""), "{}", file.path.display());
                assert_eq!(err.trim_end(), format!("error: {}", outside.message.en));
                summary::of_problems(&[serde_json::to_value(&outside).unwrap()])
            }
        }
    }

    fn formatted(&self, file: &File, head: &str) -> Option<String> {
        let (_, policy) = file.policy()[0];
        let language = match head.strip_prefix("format ")? {
            "as written" => vec![],
            language => vec!["--lang", language],
        };
        let ran = huimin(&self.folder, &[&["fmt", "-"], &language[..]].concat(), policy.as_bytes());
        assert_eq!(text(ran.stderr), "", "{}", file.path.display());
        Some(text(ran.stdout))
    }
}

/// A case read from standard input is called `-`; one that a program hands over, `case`.
fn without_name_of_input(decision: &mut Value) {
    for error in decision["errors"].as_array_mut().into_iter().flatten() {
        if error["place"]["file"] == "-" {
            error["place"]["file"] = "case".into();
        }
    }
}

#[test]
fn the_program_says_what_the_library_says() {
    let corpus = Corpus::new();
    let checked: HashMap<&str, _> =
        [("check en", corpus.checked("en")), ("check zh", corpus.checked("zh"))].into();
    support::check_all(|file| {
        if let Some(folder) = corpus.layered.get(&file.path) {
            return corpus.of_layers(file, folder);
        }
        let Some(name) = corpus.names.get(&file.path) else { return Vec::new() };
        let mut outcome = Vec::new();
        for (index, section) in file.sections.iter().enumerate() {
            let checked = checked.get(section.head.as_str()).map(|checked| checked[name].clone());
            outcome
                .extend(checked.or_else(|| corpus.formatted(file, &section.head)).map(|text| (index, text)));
        }
        for (index, wanted) in file.outdated() {
            outcome.push((index, corpus.outdated(name, wanted)));
        }
        for given in file.cases() {
            let expected = given.expected.iter().filter(|(_, section)| section.head == "decision");
            let expected: Vec<usize> = expected.map(|(index, _)| *index).collect();
            if !expected.is_empty() {
                let decision = corpus.decision(file, name, &given);
                outcome.extend(expected.into_iter().map(|index| (index, decision.clone())));
            }
        }
        outcome
    });
}
