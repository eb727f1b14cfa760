//! From the texts of a policy to a [`Policy`].

use std::sync::Arc;

use super::policy::Policy;
use crate::checks;
use crate::compiled::{PolicyFile, hexadecimal};
use crate::diagnostic::{Code, Diagnostic, Language, RenderOptions, SourceMap, Span, render};
use crate::layers::{self, Loaded, LoadedFile, Loader};
use crate::semantics;

/// What came of compiling a policy.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// The policy; absent if any of the diagnostics is an error.
    pub policy: Option<Policy>,
    /// What is wrong, or worth a look, in the order of the files and of the places in them.
    pub diagnostics: Vec<Diagnostic>,
    /// The names of files and annexes that the policy names and nobody gave, for hosts that fetch them and
    /// compile again; 200 at most.
    pub missing: Vec<String>,
    /// The texts that the diagnostics point into.
    pub sources: Arc<SourceMap>,
}

impl Compilation {
    /// Whether there is no policy because of an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// The diagnostics as a person reads them; see [`render()`].
    #[must_use]
    pub fn render(&self, language: Language, options: RenderOptions) -> String {
        render(&self.diagnostics, &self.sources, language, options)
    }
}

impl Policy {
    /// Compiles the files of one policy together. Each has a name, by which diagnostics call it, and its
    /// bytes. Any bytes give a policy or diagnostics; nothing is read from anywhere else.
    ///
    /// A `use` in one of them leads to another of them. Those that no other uses are the policy itself, the
    /// others are the layers below it.
    #[must_use]
    pub fn compile<N: Into<String>, B: AsRef<[u8]>>(
        sources: impl IntoIterator<Item = (N, B)>,
    ) -> Compilation {
        Self::of(layers::load_given(sources))
    }

    /// Compiles a file with all that it uses, which the loader is asked for by name.
    #[must_use]
    pub fn compile_with(main: &str, loader: &dyn Loader) -> Compilation {
        Self::of(layers::load(main, loader))
    }

    fn of(loaded: Loaded) -> Compilation {
        let Loaded { mut trees, annexes, files, order, sources, mut diagnostics, missing, complete } = loaded;
        let sources = Arc::new(sources);
        if !complete {
            // What a file that is not there may declare is not known: nothing is said of names.
            return Compilation { policy: None, diagnostics, missing, sources };
        }
        diagnostics.extend(semantics::fill_annexes(&mut trees, &annexes));
        let unread: Vec<Span> =
            diagnostics.iter().filter(|found| found.is_error()).filter_map(Diagnostic::span).collect();
        let (program, mut found) = semantics::analyse_layers(&trees, order, sources.clone());
        found.retain(|found| unread.is_empty() || !may_follow(found, &unread));
        diagnostics.extend(found);
        let program = program.map(Arc::new);
        if let Some(program) = &program {
            diagnostics.extend(checks::prove(program));
        }
        let errors = diagnostics.iter().any(Diagnostic::is_error);
        let policy = program.filter(|_| !errors).map(|program| Self::new(program, policy_files(&files)));
        Compilation { policy, diagnostics, missing, sources }
    }
}

/// Whether a problem may only be the consequence of what could not be read: it is about the same place, or
/// about something that the lost statement may have declared. The stage before holds back single names itself.
fn may_follow(found: &Diagnostic, unread: &[Span]) -> bool {
    let overlaps = |span: Span, other: &Span| {
        span.source == other.source && span.start < other.end && other.start < span.end
    };
    found.span().is_some_and(|span| unread.iter().any(|other| overlaps(span, other)))
        || matches!(found.code, |Code::UnknownEntity| Code::UnknownType
            | Code::UnknownField
            | Code::UnknownCase
            | Code::UnusedName
            | Code::NoRootEntity
            | Code::SeveralRoots
            | Code::PinNotDerived
            | Code::UnknownErrorName)
}

fn policy_files(files: &[LoadedFile]) -> Vec<PolicyFile> {
    files.iter().map(|file| PolicyFile { name: file.name.clone(), hash: hexadecimal(&file.hash) }).collect()
}
