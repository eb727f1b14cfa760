//! Runs the conformance corpus through the library.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the lints are for what is shipped

#[path = "../../../tests/support/mod.rs"]
mod support;

use huimin::boundary::schedule_json;
use huimin::calendar::Date;
use huimin::decide::render_text;
use huimin::diagnostic::{Language, RenderOptions};
use huimin::schedule::render_schedule;
use huimin::{Compilation, DecideOptions, Decision, FormatOptions, Plan, Policy, Schedule, format};
use support::file::{Given, GivenMonths, Outdated};
use support::{File, summary};

#[test]
fn every_file_comes_out_as_it_says() {
    support::check_all(|file| {
        let policy = Compiled::new(file, &file.policy());
        let others = in_other_words(file, &policy);
        let mut outcome = diagnostics(file, &policy);
        outcome.extend(outdated(file, &policy));
        outcome.extend(formatted(file));
        outcome.extend(tests(file, &policy, &others));
        outcome.extend(decisions(file, &policy, &others));
        outcome.extend(schedules(file, &policy, &others));
        outcome
    });
}

struct Compiled {
    what: String,
    compilation: Compilation,
    /// The same policy, written as bytes and loaded again.
    loaded: Option<Policy>,
}

impl Compiled {
    fn new(file: &File, texts: &[(&str, &str)]) -> Self {
        let what = file.path.display().to_string();
        let compilation = Policy::compile(texts.iter().copied().chain(file.annexes()));
        let loaded = compilation.policy.as_ref().map(|policy| written_and_loaded(policy, &what));
        Self { what, compilation, loaded }
    }

    fn named(self, name: &str) -> Self {
        Self { what: format!("{}: {name}", self.what), ..self }
    }

    fn shown(&self, language: Language) -> String {
        if self.compilation.diagnostics.is_empty() {
            return "ok".to_owned();
        }
        self.compilation.render(language, RenderOptions::default())
    }

    fn policy(&self) -> &Policy {
        let english = || self.compilation.render(Language::English, RenderOptions::default());
        self.compilation.policy.as_ref().unwrap_or_else(|| panic!("{}: no policy\n{}", self.what, english()))
    }

    /// The decision in a few lines.
    fn decision(&self, given: &Given<'_>) -> String {
        let plan = match self.policy().plan(date(given), given.region) {
            Ok(plan) => plan,
            Err(outside) => return summary::of_problems(&[serde_json::to_value(&outside).unwrap()]),
        };
        self.check_loaded(&plan, given);
        let json = plan.decide_json(given.json.as_bytes(), DecideOptions::default());
        let mut decider = plan.decider();
        for attempt in ["first", "second"] {
            let mut quick = String::new();
            decider.decide_json_into(given.json.as_bytes(), DecideOptions::default(), &mut quick);
            assert_eq!(quick, json, "{}: {}: the decider, {attempt} time", self.what, given.json);
        }
        let read: Decision = serde_json::from_str(&json).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), json, "{}: does not read back", self.what);
        summary::of_decision(&serde_json::from_str(&json).unwrap())
    }

    /// The policy that was loaded decides and explains the case as the compiled one does, and refuses the
    /// same.
    fn check_loaded(&self, plan: &Plan, given: &Given<'_>) {
        let loaded = self.loaded.as_ref().unwrap().plan(date(given), given.region).unwrap();
        let explained =
            |plan: &Plan| plan.decide_json(given.json.as_bytes(), DecideOptions { explain: true });
        assert_eq!(explained(&loaded), explained(plan), "{}: {}: as loaded", self.what, given.json);
    }

    /// The decision as a person reads it, with how it came about.
    fn explanation(&self, given: &Given<'_>, language: Language) -> String {
        let plan =
            self.policy().plan(date(given), given.region).unwrap_or_else(|no| panic!("{}: {no}", self.what));
        let json = plan.decide_json(given.json.as_bytes(), DecideOptions { explain: true });
        let explained: Decision = serde_json::from_str(&json).unwrap();
        let plain = Decision { explanation: None, ..explained.clone() };
        let unexplained = plan.decide_json(given.json.as_bytes(), DecideOptions::default());
        assert_eq!(
            serde_json::to_string(&plain).unwrap(),
            unexplained,
            "{}: explaining changes it",
            self.what
        );
        render_text(&explained, language)
    }

    fn tests(&self) -> String {
        let tests = serde_json::to_value(self.policy().test()).unwrap();
        let of_loaded = serde_json::to_value(self.loaded.as_ref().unwrap().test()).unwrap();
        assert_eq!(of_loaded, tests, "{}: as loaded", self.what);
        summary::of_tests(&tests)
    }
}

/// A case scheduled through the façade: what falls due, or what is wrong with the request.
fn scheduled(of: &Compiled, given: &GivenMonths<'_>, explain: bool) -> Result<Schedule, String> {
    let reply = schedule_json(of.policy(), given.request(explain).to_string().as_bytes());
    let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
    match reply.get("schedule") {
        Some(schedule) => Ok(serde_json::from_value(schedule.clone()).unwrap()),
        None => {
            let problems = reply["errors"].as_array();
            Err(summary::of_problems(problems.unwrap_or_else(|| panic!("{}: {reply}", of.what))))
        }
    }
}

/// What falls due as people read it; the errors in both languages are the same lines.
fn payments(of: &Compiled, given: &GivenMonths<'_>, language: Language) -> String {
    let plain = scheduled(of, given, false);
    let explained = scheduled(of, given, true);
    let mut without = explained.clone();
    for month in without.iter_mut().flat_map(|schedule| &mut schedule.months) {
        month.decision.explanation = None;
    }
    assert_eq!(without, plain, "{}: explaining changes it: {}", of.what, given.json);
    plain.map_or_else(|errors| errors, |schedule| render_schedule(&schedule, language))
}

/// The cases scheduled, and what each of their sections should hold.
fn schedules(file: &File, policy: &Compiled, others: &[Compiled]) -> Vec<(usize, String)> {
    let mut outcome = Vec::new();
    for given in file.schedules() {
        let chinese = payments(policy, &given, Language::Chinese);
        for other in others {
            let other_chinese = payments(other, &given, Language::Chinese);
            let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            assert_eq!(figures(&other_chinese), figures(&chinese), "{}: {}", other.what, given.json);
        }
        for (index, section) in &given.expected {
            match section.head.as_str() {
                "payments en" => outcome.push((*index, payments(policy, &given, Language::English))),
                "payments zh" => outcome.push((*index, chinese.clone())),
                head => {
                    assert!(!head.starts_with("payments"), "{}: no section `{head}`", file.path.display())
                }
            }
        }
    }
    outcome
}

fn written_and_loaded(policy: &Policy, what: &str) -> Policy {
    let bytes = policy.to_bytes().unwrap_or_else(|problem| panic!("{what}: {problem}"));
    let loaded = Policy::from_bytes(&bytes).unwrap_or_else(|problem| panic!("{what}: {problem}"));
    assert_eq!(loaded.to_bytes().unwrap(), bytes, "{what}: written again");
    assert_eq!(loaded.hash(), policy.hash(), "{what}");
    loaded
}

fn date(given: &Given<'_>) -> Date {
    given.on.parse().unwrap_or_else(|_| panic!("`{}` is not a date", given.on))
}

/// The same policy as its twin and as the formatter writes it in both languages: all must decide alike.
fn in_other_words(file: &File, policy: &Compiled) -> Vec<Compiled> {
    let mut others = Vec::new();
    if let Some(twin) = file.twin() {
        let twin = Compiled::new(file, &twin).named("twin");
        twin.policy(); // warnings are those of the policy
        others.push(twin);
    }
    if policy.compilation.policy.is_some() {
        for (name, language) in [("formatted en", Language::English), ("formatted zh", Language::Chinese)] {
            let texts = file.policy();
            let texts: Vec<(&str, String)> =
                texts.iter().map(|(name, text)| (*name, in_language(file, text, Some(language)))).collect();
            let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
            others.push(Compiled::new(file, &texts).named(name));
        }
    }
    others
}

fn diagnostics(file: &File, policy: &Compiled) -> Vec<(usize, String)> {
    let mut outcome = Vec::new();
    for (head, language) in [("check en", Language::English), ("check zh", Language::Chinese)] {
        outcome.extend(file.with_head(head).map(|(index, _)| (index, policy.shown(language))));
    }
    if outcome.is_empty() {
        let shown = policy.shown(Language::English);
        assert_eq!(shown, "ok", "{}: the policy has problems that no section expects", file.path.display());
    }
    outcome
}

/// The warnings about figures that are out of date on a day.
fn outdated(file: &File, policy: &Compiled) -> Vec<(usize, String)> {
    let shown = |wanted: &Outdated<'_>| {
        let language = Language::parse(wanted.language).unwrap();
        let within = wanted.within.map(|months| months.parse().unwrap());
        let mut compilation = policy.compilation.clone();
        compilation.diagnostics.extend(policy.policy().outdated(wanted.on.parse().unwrap(), within));
        match compilation.diagnostics.is_empty() {
            true => "ok".to_owned(),
            false => compilation.render(language, RenderOptions::default()),
        }
    };
    file.outdated().map(|(index, wanted)| (index, shown(&wanted))).collect()
}

/// The first file of the policy as the formatter writes it.
fn formatted(file: &File) -> Vec<(usize, String)> {
    let heads = [
        ("format en", Some(Language::English)),
        ("format zh", Some(Language::Chinese)),
        ("format as written", None),
    ];
    let mut outcome = Vec::new();
    for (head, language) in heads {
        for (index, _) in file.with_head(head) {
            let policy = file.policy();
            let (_, text) = policy.first().unwrap_or_else(|| panic!("{}: no policy", file.path.display()));
            outcome.push((index, in_language(file, text, language)));
        }
    }
    outcome
}

fn in_language(file: &File, text: &str, language: Option<Language>) -> String {
    let once = |text: &str| {
        let formatted = format(text, FormatOptions { language });
        formatted
            .unwrap_or_else(|problems| panic!("{}: cannot be formatted: {problems:?}", file.path.display()))
    };
    let formatted = once(text);
    assert_eq!(once(&formatted), formatted, "{}: formatting again changes it", file.path.display());
    formatted
}

/// How the tests written in the policy come out.
fn tests(file: &File, policy: &Compiled, others: &[Compiled]) -> Vec<(usize, String)> {
    let outcome: Vec<_> = file.with_head("tests").map(|(index, _)| (index, policy.tests())).collect();
    if outcome.is_empty() {
        return outcome;
    }
    let passed =
        |policy: &Compiled| policy.policy().test().iter().map(|test| test.passed).collect::<Vec<_>>();
    for other in others {
        assert_eq!(passed(other), passed(policy), "{}: the tests come out otherwise", other.what);
    }
    outcome
}

fn decisions(file: &File, policy: &Compiled, others: &[Compiled]) -> Vec<(usize, String)> {
    let mut outcome = Vec::new();
    for given in file.cases() {
        let decision = policy.decision(&given);
        for other in others {
            assert_eq!(other.decision(&given), decision, "{}: {}", other.what, given.json);
        }
        for (index, section) in &given.expected {
            match section.head.as_str() {
                "decision" => outcome.push((*index, decision.clone())),
                "explanation en" => outcome.push((*index, policy.explanation(&given, Language::English))),
                "explanation zh" => outcome.push((*index, policy.explanation(&given, Language::Chinese))),
                head => {
                    let misspelt = head.starts_with("decision") || head.starts_with("explanation");
                    assert!(!misspelt, "{}: no section `{head}`", file.path.display());
                }
            }
        }
    }
    outcome
}
