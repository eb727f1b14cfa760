//! A file of the corpus: a description, then sections that each begin with a line `--- HEAD`.

use std::path::{Path, PathBuf};

/// A corpus file.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is.
    pub path: PathBuf,
    /// What stands before the first section.
    pub description: String,
    /// The sections in the order written.
    pub sections: Vec<Section>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// What follows `--- `, such as `check zh`.
    pub head: String,
    /// The lines below it, without blank lines at the end.
    pub body: String,
}

/// What a case is decided for.
#[derive(Clone, Debug)]
pub struct Given<'f> {
    /// The case as JSON.
    pub json: &'f str,
    /// The date.
    pub on: &'f str,
    /// The region.
    pub region: Option<&'f str>,
    /// The sections that follow up to the next case, with their indices.
    pub expected: Vec<(usize, &'f Section)>,
}

/// What a case is scheduled for: the body of the section is the rest of the request.
#[derive(Clone, Debug)]
pub struct GivenMonths<'f> {
    /// `case`, `changes`, `ledger` and whatever else a request may hold, as JSON.
    pub json: &'f str,
    /// The first month.
    pub from: &'f str,
    /// The last.
    pub to: &'f str,
    /// The region.
    pub region: Option<&'f str>,
    /// The sections that follow up to the next case, with their indices.
    pub expected: Vec<(usize, &'f Section)>,
}

impl GivenMonths<'_> {
    /// The request to the façade.
    pub fn request(&self, explain: bool) -> serde_json::Value {
        let mut request: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(self.json).unwrap_or_else(|error| panic!("{error}: {}", self.json));
        request.entry("from").or_insert(self.from.into());
        request.entry("to").or_insert(self.to.into());
        request.entry("explain").or_insert(explain.into());
        if let Some(region) = self.region {
            request.entry("region").or_insert(region.into());
        }
        request.into()
    }
}

/// By when figures are to be up to date.
#[derive(Clone, Copy, Debug)]
pub struct Outdated<'f> {
    /// The language of the warnings.
    pub language: &'f str,
    /// The date.
    pub on: &'f str,
    /// Within how many months figures are to have been renewed.
    pub within: Option<&'f str>,
}

impl File {
    /// Reads a file.
    pub fn read(path: &Path) -> Self {
        let text =
            std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut file = Self { path: path.to_owned(), description: String::new(), sections: Vec::new() };
        for line in text.split_inclusive('\n') {
            if let Some(head) = line.strip_prefix("--- ") {
                file.sections.push(Section { head: head.trim().to_owned(), body: String::new() });
            } else if let Some(section) = file.sections.last_mut() {
                section.body.push_str(line);
            } else {
                file.description.push_str(line);
            }
        }
        for section in &mut file.sections {
            section.body.truncate(section.body.trim_end().len());
        }
        assert!(!file.description.trim().is_empty(), "{}: says nothing of what it shows", path.display());
        assert!(!file.sections.is_empty(), "{}: has no section", path.display());
        file
    }

    /// Writes the file back.
    pub fn write(&self) {
        let mut text = self.description.trim_end().to_owned();
        text.push('\n');
        for section in &self.sections {
            text.push_str(&format!("\n--- {}\n", section.head));
            if !section.body.trim().is_empty() {
                text.push_str(section.body.trim_end());
                text.push('\n');
            }
        }
        std::fs::write(&self.path, text).unwrap();
    }

    /// The policy's files with their names.
    pub fn policy(&self) -> Vec<(&str, &str)> {
        self.named("policy")
    }

    /// The annexes of the policy and of its twin, with their names.
    pub fn annexes(&self) -> Vec<(&str, &str)> {
        self.named("annex")
    }

    /// The same policy in the other language, if the file has one.
    pub fn twin(&self) -> Option<Vec<(&str, &str)>> {
        Some(self.named("twin")).filter(|files| !files.is_empty())
    }

    fn named(&self, kind: &str) -> Vec<(&str, &str)> {
        let of_kind = self.sections.iter().filter_map(|section| {
            let rest = section.head.strip_prefix(kind)?;
            let name = match rest.trim() {
                "" => "policy.hm",
                name => name,
            };
            Some((name, section.body.as_str()))
        });
        of_kind.collect()
    }

    /// The sections with a head, with their indices.
    pub fn with_head<'f>(&'f self, head: &'f str) -> impl Iterator<Item = (usize, &'f Section)> {
        self.sections.iter().enumerate().filter(move |(_, section)| section.head == head)
    }

    /// The sections with what is out of date on a day: `check en on 2024-06-01 renewed within 24`.
    pub fn outdated(&self) -> impl Iterator<Item = (usize, Outdated<'_>)> {
        self.sections.iter().enumerate().filter_map(|(index, section)| {
            let (language, rest) = section.head.strip_prefix("check ")?.split_once(" on ")?;
            let (on, within) = match rest.split_once(" renewed within ") {
                Some((on, months)) => (on, Some(months)),
                None => (rest, None),
            };
            Some((index, Outdated { language, on, within }))
        })
    }

    /// The cases to decide.
    pub fn cases(&self) -> Vec<Given<'_>> {
        let given = self.sections.iter().enumerate().filter_map(|(index, section)| {
            let conditions = section.head.strip_prefix("case ")?;
            let on = word_after(conditions, "on")
                .unwrap_or_else(|| panic!("{}: a case without a date", self.path.display()));
            let region = word_after(conditions, "in");
            Some(Given { json: &section.body, on, region, expected: self.expected_after(index) })
        });
        given.collect()
    }

    /// The cases to schedule.
    pub fn schedules(&self) -> Vec<GivenMonths<'_>> {
        let given = self.sections.iter().enumerate().filter_map(|(index, section)| {
            let conditions = section.head.strip_prefix("schedule ")?;
            let month = |word| {
                word_after(conditions, word)
                    .unwrap_or_else(|| panic!("{}: a schedule without a span", self.path.display()))
            };
            Some(GivenMonths {
                json: &section.body,
                from: month("from"),
                to: month("to"),
                region: word_after(conditions, "in"),
                expected: self.expected_after(index),
            })
        });
        given.collect()
    }

    /// The sections after one that gives a case, up to the next that does.
    fn expected_after(&self, index: usize) -> Vec<(usize, &Section)> {
        let gives =
            |section: &Section| ["case ", "schedule "].iter().any(|kind| section.head.starts_with(kind));
        let after = self.sections.iter().enumerate().skip(index + 1);
        after.take_while(|(_, section)| !gives(section)).collect()
    }
}

/// The word after another.
fn word_after<'c>(conditions: &'c str, word: &str) -> Option<&'c str> {
    conditions.split_whitespace().skip_while(|found| *found != word).nth(1)
}
