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

    /// The cases to decide.
    pub fn cases(&self) -> Vec<Given<'_>> {
        let mut cases: Vec<Given<'_>> = Vec::new();
        for (index, section) in self.sections.iter().enumerate() {
            if let Some(conditions) = section.head.strip_prefix("case ") {
                let word_after = |word: &str| {
                    let mut words = conditions.split_whitespace().skip_while(|found| *found != word);
                    words.nth(1)
                };
                let on = word_after("on")
                    .unwrap_or_else(|| panic!("{}: a case without a date", self.path.display()));
                cases.push(Given { json: &section.body, on, region: word_after("in"), expected: Vec::new() });
            } else if let Some(case) = cases.last_mut() {
                case.expected.push((index, section));
            }
        }
        cases
    }
}
