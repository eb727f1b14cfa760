//! Loads the annexes that files name: figures in files of their own.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{LARGEST_POLICY, LoadedFile, Loader, path, problems};
use crate::diagnostic::{Diagnostic, SourceId, SourceMap, Span, Text};
use crate::map::Map;
use crate::syntax::sheet::{self, Sheet};
use crate::syntax::tree::{self, Annex, Statement};

/// The annexes of a policy by the place of the path that names them; those that could be read.
pub type Annexes = Map<Span, Arc<Sheet>>;

/// Annexes while they are loaded.
#[derive(Default)]
pub(super) struct Loading {
    /// The annexes given with the policy's files.
    given: Map<String, Vec<u8>>,
    /// What came of each name.
    known: Map<String, Option<Arc<Sheet>>>,
    bytes: usize,
    /// What can be read.
    pub sheets: Annexes,
    /// The files, each with the text that names it first.
    pub files: Vec<(LoadedFile, SourceId)>,
    /// What is wrong with their content.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why an annex could not be loaded.
pub(super) enum Unloaded {
    /// There is none of that name.
    Missing { span: Span, name: String, why: Text },
    /// It cannot be taken.
    Unfit(Box<Diagnostic>),
}

/// Whether a file that is given together with others is an annex, by its name.
pub(super) fn is_annex(name: &str) -> bool {
    name.len() > 4 && name.get(name.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".csv"))
}

impl Loading {
    /// Keeps an annex that is given until a file names it.
    pub fn give(&mut self, name: &str, bytes: &[u8]) {
        self.given.insert(path::normal(name), bytes.to_vec());
    }

    /// Loads the annexes that a file names; tells of those that could not be loaded.
    pub fn load(
        &mut self,
        file: (&str, SourceId, &tree::File),
        sources: &mut SourceMap,
        loader: Option<&dyn Loader>,
    ) -> Vec<Unloaded> {
        let (from, source, tree) = file;
        let mut unloaded = Vec::new();
        for annex in annexes_in(&tree.statements) {
            let span = annex.path.span;
            let name = match path::resolve(from, &annex.path.text) {
                Ok(name) => name,
                Err(why) => {
                    unloaded.push(Unloaded::Unfit(Box::new(problems::bad_path(span, why))));
                    continue;
                }
            };
            if !self.known.contains_key(&name) {
                match self.find(&name, loader) {
                    Ok(bytes) => self.add(&name, &bytes, source, sources),
                    Err(why) => {
                        unloaded.push(Unloaded::Missing { span, name, why });
                        continue;
                    }
                }
            }
            if self.bytes > LARGEST_POLICY {
                unloaded.push(Unloaded::Unfit(Box::new(problems::too_large(span))));
                break;
            }
            if let Some(Some(sheet)) = self.known.get(&name) {
                self.sheets.insert(span, Arc::clone(sheet));
            }
        }
        unloaded
    }

    fn find(&self, name: &str, loader: Option<&dyn Loader>) -> Result<Vec<u8>, Text> {
        match (self.given.get(name), loader) {
            (Some(bytes), _) => Ok(bytes.clone()),
            (None, Some(loader)) => loader.load(name),
            (None, None) => Err(problems::not_given()),
        }
    }

    fn add(&mut self, name: &str, bytes: &[u8], of: SourceId, sources: &mut SourceMap) {
        self.bytes = self.bytes.saturating_add(bytes.len());
        let shown = bytes.get(..bytes.len().min(sheet::LARGEST_ANNEX)).unwrap_or_default();
        let source = sources.add(name, &*String::from_utf8_lossy(shown));
        let sheet = match sheet::read(source, bytes) {
            Ok(sheet) => Some(Arc::new(sheet)),
            Err(problems) => {
                self.diagnostics.extend(problems);
                None
            }
        };
        self.known.insert(name.to_owned(), sheet);
        let hash = Sha256::digest(bytes).into();
        self.files.push((LoadedFile { name: name.to_owned(), source, hash }, of));
    }
}

fn annexes_in(statements: &[Statement]) -> Vec<&Annex> {
    let mut annexes = Vec::new();
    for statement in statements {
        match statement {
            Statement::Parameter(tree::Parameter { annex, .. })
            | Statement::Amend(tree::Amend { annex, .. })
            | Statement::Table(tree::Table { annex, .. }) => annexes.extend(annex),
            Statement::For(of) => annexes.extend(annexes_in(&of.statements)),
            _ => {}
        }
    }
    annexes
}
