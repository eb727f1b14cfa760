//! What every part of the parser uses to get from pest's pairs to the tree.

use std::cell::{Cell, RefCell};

use pest::iterators::Pair;

use super::grammar::Rule;
use super::tree::{Case, Name, Quoted};
use crate::diagnostic::{Diagnostic, SourceId, Span};

pub(super) type Node<'i> = Pair<'i, Rule>;

/// The place of the text being read and the problems found in it.
pub(super) struct Reader<'s> {
    pub source: SourceId,
    /// The whole source text, for diagnostics that quote it.
    pub text: &'s str,
    /// Where the text being parsed begins in the source.
    pub base: u32,
    /// Whether parts of the statement were left out because they could not be read.
    pub incomplete: bool,
    problems: RefCell<Vec<Diagnostic>>,
    too_deep: Cell<bool>,
}

impl<'s> Reader<'s> {
    pub fn new(source: SourceId, text: &'s str, base: u32) -> Self {
        Self {
            source,
            text,
            base,
            incomplete: false,
            problems: RefCell::default(),
            too_deep: Cell::new(false),
        }
    }

    pub fn report(&self, problem: Diagnostic) {
        self.problems.borrow_mut().push(problem);
    }

    /// Reports excessive height, once however many parts of the statement have it.
    pub fn report_too_deep(&self, problem: impl FnOnce() -> Diagnostic) {
        if !self.too_deep.replace(true) {
            self.report(problem());
        }
    }

    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.into_inner()
    }

    /// The place of a node without the blanks and comments that pest counts in at its end.
    pub fn span(&self, node: &Node<'_>) -> Span {
        self.between(node.as_span().start(), end_of(node))
    }

    /// The place of a stretch of the text being parsed.
    pub fn between(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(self.base);
        Span::new(self.source, place(start), place(end))
    }

    pub fn slice(&self, span: Span) -> &'s str {
        self.text.get(span.range()).unwrap_or("")
    }

    pub fn name(&self, node: &Node<'_>) -> Name {
        Name { text: node.as_str().to_owned(), span: self.span(node) }
    }

    /// The first name in a node; where the grammar promises one.
    pub fn name_in(&self, node: &Node<'_>) -> Name {
        match child(node, Rule::name) {
            Some(name) => self.name(&name),
            None => Name { text: String::new(), span: self.span(node) },
        }
    }

    pub fn names_in(&self, node: &Node<'_>) -> Vec<Name> {
        each(node, Rule::name, |name| self.name(name))
    }

    pub fn quoted(&self, node: &Node<'_>) -> Quoted {
        Quoted { text: unquote(node.as_str()), span: self.span(node) }
    }

    /// The quoted text in a node such as `source "…"`.
    pub fn quoted_in(&self, node: &Node<'_>) -> Option<Quoted> {
        child(node, Rule::quoted).map(|quoted| self.quoted(&quoted))
    }

    /// The quoted text of the first child of a kind.
    pub fn quoted_of(&self, node: &Node<'_>, rule: Rule) -> Option<Quoted> {
        child(node, rule).and_then(|part| self.quoted_in(&part))
    }

    /// The quoted texts of all children of a kind.
    pub fn all_quoted(&self, node: &Node<'_>, rule: Rule) -> Vec<Quoted> {
        each_of(node, rule, |part| self.quoted_in(part))
    }

    pub fn label(&self, node: &Node<'_>) -> Option<Quoted> {
        self.quoted_of(node, Rule::label)
    }

    pub fn sources(&self, node: &Node<'_>) -> Vec<Quoted> {
        self.all_quoted(node, Rule::source)
    }

    /// A case of an enum or a tier.
    pub fn case(&self, node: &Node<'_>) -> Case {
        Case {
            name: self.name_in(node),
            label: self.label(node),
            aliases: self.all_quoted(node, Rule::alias),
        }
    }
}

pub(super) fn child<'i>(node: &Node<'i>, rule: Rule) -> Option<Node<'i>> {
    children(node, rule).next()
}

pub(super) fn children<'i>(node: &Node<'i>, rule: Rule) -> impl Iterator<Item = Node<'i>> {
    node.clone().into_inner().filter(move |inner| inner.as_rule() == rule)
}

/// What is read of each inner node of a kind.
pub(super) fn each<'i, T>(node: &Node<'i>, rule: Rule, mut read: impl FnMut(&Node<'i>) -> T) -> Vec<T> {
    each_of(node, rule, |inner| Some(read(inner)))
}

/// What is read of those inner nodes of a kind of which anything is.
pub(super) fn each_of<'i, T>(
    node: &Node<'i>,
    rule: Rule,
    mut read: impl FnMut(&Node<'i>) -> Option<T>,
) -> Vec<T> {
    let mut all = Vec::new();
    for inner in children(node, rule) {
        all.extend(read(&inner));
    }
    all
}

/// Where the last leaf of a node ends.
fn end_of(node: &Node<'_>) -> usize {
    let mut last = node.clone();
    while let Some(inner) = last.clone().into_inner().next_back() {
        last = inner;
    }
    last.as_span().end()
}

/// The text between the quotes, escapes resolved.
fn unquote(written: &str) -> String {
    let mut characters = written.chars();
    let open = characters.next();
    characters.next_back();
    let inner = characters.as_str();
    if open != Some('"') || !inner.contains('\\') {
        return inner.to_owned();
    }
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match (character, characters.clone().next()) {
            ('\\', Some(escaped @ ('"' | '\\'))) => {
                text.push(escaped);
                characters.next();
            }
            _ => text.push(character),
        }
    }
    text
}
