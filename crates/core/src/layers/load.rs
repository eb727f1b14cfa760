//! Loads a policy's files, and finds in which order they use each other.

use sha2::{Digest, Sha256};

use super::annexes::{self, Annexes, Unloaded};
use super::{LARGEST_POLICY, LoadedFile, Loader, MOST_FILES, Order, path, problems};
use crate::diagnostic::{Diagnostic, SourceId, SourceMap, Span, Text};
use crate::map::{Map, Set};
use crate::sort;
use crate::syntax::tree::{self, Statement};
use crate::syntax::{LARGEST_SOURCE, parse_bytes};

/// How many problems with files are reported.
const MOST_PROBLEMS: usize = 200;

/// How many circles are reported.
const MOST_CIRCLES: usize = 20;

/// The files of a policy.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The trees, each after those of the files that it uses.
    pub trees: Vec<tree::File>,
    /// The annexes that the trees name.
    pub annexes: Annexes,
    /// The files in the order in which they were loaded, then the annexes.
    pub files: Vec<LoadedFile>,
    /// Who uses whom.
    pub order: Order,
    /// The texts.
    pub sources: SourceMap,
    /// What is wrong with the texts and with the files.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of files and annexes that are named but not there; as many as problems are reported.
    pub missing: Vec<String>,
    /// Whether every file that is used is there, and none uses itself.
    pub complete: bool,
}

/// Loads a file and all that it uses.
#[must_use]
pub fn load(main: &str, loader: &dyn Loader) -> Loaded {
    let mut loading = Loading::default();
    match loader.load(main) {
        Ok(bytes) => {
            loading.add(main, &bytes, None);
            loading.follow(Some(loader));
            loading.load_annexes(Some(loader));
        }
        Err(why) => {
            let source = loading.sources.add(main, "");
            loading.report_missing(Span::new(source, 0, 0), main, &why);
        }
    }
    loading.finish()
}

/// Loads files that are all given, where `use` leads from one to another.
#[must_use]
pub fn load_given<N: Into<String>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (N, B)>) -> Loaded {
    let mut loading = Loading::default();
    for (name, bytes) in files {
        let name = name.into();
        if annexes::is_annex(&name) {
            loading.annexes.give(&name, bytes.as_ref());
        } else {
            loading.add(&name, bytes.as_ref(), None);
        }
    }
    loading.follow(None);
    loading.load_annexes(None);
    loading.finish()
}

#[derive(Default)]
struct Loading {
    sources: SourceMap,
    annexes: annexes::Loading,
    files: Vec<File>,
    /// The file of each name, nothing where there is none.
    names: Map<String, Option<usize>>,
    texts: Map<[u8; 32], usize>,
    diagnostics: Vec<Diagnostic>,
    missing: Set<String>,
    bytes: usize,
    failed: bool,
    full: bool,
}

struct File {
    file: LoadedFile,
    tree: tree::File,
    /// Where it was first used.
    place: Option<Span>,
    /// The files that it uses, and where.
    uses: Vec<(usize, Span)>,
}

impl Loading {
    fn report(&mut self, problem: Diagnostic) {
        self.failed = true;
        let reported = self.diagnostics.iter().filter(|known| known.is_error()).count();
        if reported < MOST_PROBLEMS {
            self.diagnostics.push(problem);
        }
    }

    fn report_missing(&mut self, span: Span, name: &str, why: &Text) {
        self.report(problems::missing(span, name, why));
        if self.missing.len() < MOST_PROBLEMS {
            self.missing.insert(name.to_owned());
        }
    }

    fn add(&mut self, name: &str, bytes: &[u8], place: Option<Span>) -> usize {
        self.bytes = self.bytes.saturating_add(bytes.len());
        // Of a text that is too large, nothing is read but that.
        let shown = bytes.get(..bytes.len().min(LARGEST_SOURCE)).unwrap_or_default();
        // What is not UTF-8 is reported; up to there, places are the same in the text shown.
        let source = self.sources.add(name, &*String::from_utf8_lossy(shown));
        let parsed = parse_bytes(source, bytes);
        self.diagnostics.extend(parsed.diagnostics);
        // Without the files that it uses nothing can be said of the rest.
        self.failed |= parsed.file.unread_use;
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        let at = self.files.len();
        self.names.or_insert(path::normal(name), Some(at));
        self.texts.or_insert(hash, at);
        let file = LoadedFile { name: name.to_owned(), source, hash };
        self.files.push(File { file, tree: parsed.file, place, uses: Vec::new() });
        at
    }

    /// Loads what is used, and what that uses.
    fn follow(&mut self, loader: Option<&dyn Loader>) {
        let mut at = 0;
        while let Some(file) = self.files.get(at) {
            let name = file.file.name.clone();
            let mut uses: Vec<(usize, Span)> = Vec::new();
            for (path, span) in used_in(&file.tree) {
                if let Some(used) = self.used(&name, &path, span, loader) {
                    uses.push((used, span));
                }
                if self.full {
                    return;
                }
            }
            sort::by_key(&mut uses, |(used, span)| (*used, span.start));
            uses.dedup_by_key(|(used, _)| *used);
            if let Some(file) = self.files.get_mut(at) {
                file.uses = uses;
            }
            at += 1;
        }
    }

    /// Loads the annexes that the files name.
    fn load_annexes(&mut self, loader: Option<&dyn Loader>) {
        let mut unloaded = Vec::new();
        for file in &self.files {
            let of = (file.file.name.as_str(), file.file.source, &file.tree);
            unloaded.extend(self.annexes.load(of, &mut self.sources, loader));
        }
        for one in unloaded {
            match one {
                Unloaded::Missing { span, name, why } => self.report_missing(span, &name, &why),
                Unloaded::Unfit(problem) => self.report(*problem),
            }
        }
        self.diagnostics.append(&mut self.annexes.diagnostics);
    }

    /// The file that a path leads to.
    fn used(&mut self, from: &str, path: &str, span: Span, loader: Option<&dyn Loader>) -> Option<usize> {
        let name = match path::resolve(from, path) {
            Ok(name) => name,
            Err(why) => {
                self.report(problems::bad_path(span, why));
                return None;
            }
        };
        if let Some(known) = self.names.get(&name) {
            return *known;
        }
        let found = match loader {
            Some(loader) => loader.load(&name),
            None => Err(problems::not_given()),
        };
        match found {
            Ok(bytes) => self.found(&name, &bytes, span),
            Err(why) => {
                self.names.insert(name.clone(), None);
                self.report_missing(span, &name, &why);
                None
            }
        }
    }

    fn found(&mut self, name: &str, bytes: &[u8], span: Span) -> Option<usize> {
        let hash: [u8; 32] = Sha256::digest(bytes).into();
        if let Some(earlier) = self.texts.get(&hash).and_then(|at| self.files.get(*at)) {
            let problem = problems::same_text(span, name, &earlier.file.name, earlier.place);
            self.report(problem);
            self.names.insert(name.to_owned(), None);
            return None;
        }
        let excess = if self.files.len() >= MOST_FILES {
            Some(problems::too_many(span))
        } else if self.bytes.saturating_add(bytes.len()) > LARGEST_POLICY {
            Some(problems::too_large(span))
        } else {
            None
        };
        if let Some(excess) = excess {
            self.report(excess);
            self.full = true;
            return None;
        }
        Some(self.add(name, bytes, Some(span)))
    }

    fn finish(mut self) -> Loaded {
        let positions = self.arrange();
        let mut order = Order::default();
        let mut used = vec![false; self.files.len()];
        for (at, _) in self.files.iter().flat_map(|file| &file.uses) {
            if let Some(used) = used.get_mut(*at) {
                *used = true;
            }
        }
        let source_of = |at: usize| self.files.get(at).map(|file| file.file.source);
        for at in &positions {
            if let Some(file) = self.files.get(*at) {
                let below: Vec<SourceId> =
                    file.uses.iter().filter_map(|(used, _)| source_of(*used)).collect();
                order.add(file.file.source, &below, used.get(*at) != Some(&true));
            }
        }
        for (file, of) in &self.annexes.files {
            order.add_annex(file.source, *of);
        }
        let mut trees: Vec<Option<tree::File>> = Vec::new();
        let mut files = Vec::new();
        for file in self.files {
            trees.push(Some(file.tree));
            files.push(file.file);
        }
        files.extend(self.annexes.files.into_iter().map(|(file, _)| file));
        let trees = positions.iter().filter_map(|at| trees.get_mut(*at)?.take()).collect();
        Loaded {
            trees,
            annexes: self.annexes.sheets,
            files,
            order,
            sources: self.sources,
            diagnostics: self.diagnostics,
            missing: sort::distinct(self.missing.into_iter().collect()),
            complete: !self.failed,
        }
    }

    /// The files, each after all that it uses, by a depth-first walk with its own stack. Circles are
    /// reported.
    fn arrange(&mut self) -> Vec<usize> {
        let mut open = vec![false; self.files.len()];
        let mut seen = vec![false; self.files.len()];
        let mut order = Vec::with_capacity(self.files.len());
        let mut circles: Vec<Diagnostic> = Vec::new();
        for start in 0..self.files.len() {
            if seen.get(start) == Some(&true) {
                continue;
            }
            // Each step: the file, and how many of its uses have been followed.
            let mut path: Vec<(usize, usize)> = Vec::new();
            enter(&mut path, &mut open, &mut seen, start);
            while let Some((at, followed)) = path.last_mut() {
                let at = *at;
                let next =
                    self.files.get(at).and_then(|file| file.uses.get(*followed)).map(|(used, _)| *used);
                *followed += 1;
                match next {
                    Some(used) if open.get(used) == Some(&true) => {
                        if circles.len() < MOST_CIRCLES {
                            circles.push(self.circle(&path, used));
                        }
                    }
                    Some(used) if seen.get(used) == Some(&false) => {
                        enter(&mut path, &mut open, &mut seen, used);
                    }
                    Some(_) => {}
                    None => {
                        if let Some(open) = open.get_mut(at) {
                            *open = false;
                        }
                        order.push(at);
                        path.pop();
                    }
                }
            }
        }
        for circle in circles {
            self.report(circle);
        }
        order
    }

    /// The circle that a way closes when its last file uses an earlier one.
    fn circle(&self, way: &[(usize, usize)], closing: usize) -> Diagnostic {
        let steps = way.iter().skip_while(|(at, _)| *at != closing).filter_map(|(at, followed)| {
            let file = self.files.get(*at)?;
            let (_, span) = file.uses.get(followed.checked_sub(1)?)?;
            Some((file.file.name.clone(), *span))
        });
        problems::circle(&steps.collect::<Vec<_>>())
    }
}

fn enter(path: &mut Vec<(usize, usize)>, open: &mut [bool], seen: &mut [bool], at: usize) {
    if let (Some(open), Some(seen)) = (open.get_mut(at), seen.get_mut(at)) {
        (*open, *seen) = (true, true);
    }
    path.push((at, 0));
}

/// The paths that a file uses.
fn used_in(tree: &tree::File) -> Vec<(String, Span)> {
    let uses = tree.statements.iter().filter_map(|statement| match statement {
        Statement::Use(used) => Some((used.path.text.clone(), used.path.span)),
        _ => None,
    });
    uses.collect()
}
