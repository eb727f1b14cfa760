//! Figures and what is made of them: parameters with their entries, and definitions.

use crate::diagnostic::{Diagnostic, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;
use crate::syntax::problems;
use crate::syntax::reader::{Node, Reader, child, each, each_of};
use crate::syntax::tree::{Annex, Body, Define, Entry, Expr, ExprKind, Figure, Name, Parameter, Validity};

impl Reader<'_> {
    pub fn parameter(&self, node: &Node<'_>) -> Parameter {
        Parameter {
            name: self.name_in(node),
            label: self.label(node),
            keys: child(node, Rule::by).map(|by| self.names_in(&by)).unwrap_or_default(),
            ty: self.type_in(node),
            sources: self.sources(node),
            entries: self.entries(node),
            annex: self.annex(node),
            span: self.span(node),
        }
    }

    /// The file that holds the figures of a parameter.
    pub fn annex(&self, node: &Node<'_>) -> Option<Annex> {
        self.quoted_of(node, Rule::annex).map(|path| Annex { path })
    }

    /// The lines of a parameter.
    pub fn entries(&self, node: &Node<'_>) -> Vec<Entry> {
        if let Some(first) = self.range_for_a_figure(node) {
            return vec![first];
        }
        let entries: Vec<Entry> = each(node, Rule::entry, |entry| self.entry(entry));
        let undated = entries.iter().find(|entry| entry.validity.span.start == entry.validity.span.end);
        if let (Some(undated), true) = (undated, entries.len() > 1) {
            let first = self.slice(undated.span).split_whitespace().next().unwrap_or("");
            let of_cases = undated.figures.first().is_some_and(|figure| !figure.keys.is_empty());
            self.report(problems::undated_entry(undated.span, first, of_cases));
        }
        entries
    }

    /// The entry before a dash and another number, `3-5`, which was read as two entries.
    fn range_for_a_figure(&self, node: &Node<'_>) -> Option<Entry> {
        let spans: Vec<Span> = each(node, Rule::entry, |entry| self.span(entry));
        let ranges = |pair: &&[Span]| match pair {
            [one, other] => one.end == other.start && self.slice(*other).starts_with(['-', '－', '−']),
            _ => false,
        };
        let [one, other] = spans.windows(2).find(ranges)? else { return None };
        let range = one.to(*other);
        self.report(problems::range_for_a_figure(range, self.slice(range)));
        let mut first = self.entry(&child(node, Rule::entry)?);
        for figure in &mut first.figures {
            figure.value.kind = ExprKind::Unknown;
        }
        Some(first)
    }

    /// Removes words that stand where the unit of the figure before them would: `855 yan`, `2倍`.
    fn take_false_units(&self, figures: &mut Vec<Figure>) {
        let mut at = 1;
        while let Some([before, figure]) = figures.get_mut(at - 1..=at) {
            let number = before.value.span;
            let unit = figure.keys.first().map(|key| (key.text.clone(), key.span));
            let joined = unit.filter(|(unit, place)| place.start == number.end || is_open_end(unit));
            let unit = joined.or_else(|| lone_word(figure));
            // 以上 may touch a unit.
            if let Some((_, place)) = unit.as_ref().filter(|(unit, _)| is_open_end(unit)) {
                let written = number.to(*place);
                self.report(problems::open_figure(written, self.slice(written)));
                before.value.kind = ExprKind::Unknown;
                if figure.keys.is_empty() {
                    figures.remove(at);
                } else {
                    figure.keys.remove(0);
                }
                continue;
            }
            let (ExprKind::Number { .. }, Some((unit, place))) = (&before.value.kind, unit) else {
                at += 1;
                continue;
            };
            self.report(problems::bad_number(number.to(place), self.slice(number.to(place)), &unit));
            before.value.kind = ExprKind::Unknown;
            if figure.keys.is_empty() {
                figures.remove(at);
            } else {
                figure.keys.remove(0);
            }
        }
    }

    pub fn entry(&self, node: &Node<'_>) -> Entry {
        let mut entry = Entry {
            validity: self.validity_in(node),
            figures: each(node, Rule::figure, |figure| self.figure(figure)),
            sources: self.sources(node),
            span: self.span(node),
        };
        self.take_false_units(&mut entry.figures);
        let mut several = Vec::new();
        for (at, pair) in entry.figures.windows(2).enumerate() {
            if let [first, second] = pair
                && (second.keys.is_empty() && (at == 0 || !first.keys.is_empty())
                    || at == 0 && first.keys.is_empty())
            {
                several.push(self.several_figures(first.value.span, second.value.span));
            }
        }
        // Which of the figures is meant for what is not known.
        if !several.is_empty() {
            entry.figures.clear();
        }
        several.into_iter().for_each(|problem| self.report(problem));
        entry
    }

    /// Two figures of which one is for no case, or the two parts of a number that a comma ended.
    fn several_figures(&self, first: Span, second: Span) -> Diagnostic {
        self.thousands_at(first).unwrap_or_else(|| problems::several_figures(first.to(second)))
    }

    fn figure(&self, node: &Node<'_>) -> Figure {
        let mut keys = self.names_in(node);
        let value = match child(node, Rule::figure_value) {
            Some(value) => self.scalar_in(&value),
            None => keys.pop().map_or_else(|| self.unknown(node), name_expr),
        };
        Figure { keys, value }
    }

    pub fn validity_in(&self, node: &Node<'_>) -> Validity {
        let Some(written) = child(node, Rule::validity) else {
            let start = self.span(node).start;
            return Validity { span: Span::new(self.source, start, start), ..Validity::default() };
        };
        let mut validity = Validity { span: self.span(&written), ..Validity::default() };
        for part in written.into_inner() {
            match part.as_rule() {
                Rule::in_region => self.once(&mut validity.region, self.quoted_in(&part), &part),
                Rule::from => self.once(&mut validity.from, self.day_in(&part), &part),
                Rule::to => self.once(&mut validity.to, self.day_in(&part), &part),
                _ => {}
            }
        }
        validity
    }

    pub fn define(&self, node: &Node<'_>) -> Define {
        let arguments = child(node, Rule::arguments_declared);
        Define {
            name: self.name_in(node),
            label: self.label(node),
            arguments: arguments.map(|list| self.arguments_in(&list)).unwrap_or_default(),
            ty: child(node, Rule::written_type).map(|_| self.type_in(node)),
            bodies: self.bodies(node),
            sources: self.sources(node),
            span: self.span(node),
        }
    }

    /// The bodies of a definition: one without dates, or several with.
    pub fn bodies(&self, node: &Node<'_>) -> Vec<Body> {
        let mut bodies: Vec<Body> = each_of(node, Rule::body, |body| self.body(body));
        if let Some(value) = self.expr_in(node) {
            let start = value.span.start;
            let validity = Validity { span: Span::new(self.source, start, start), ..Validity::default() };
            bodies.push(Body { validity, value, sources: Vec::new() });
        }
        bodies
    }

    fn body(&self, node: &Node<'_>) -> Option<Body> {
        Some(Body {
            validity: self.validity_in(node),
            value: self.expr_in(node)?,
            sources: self.sources(node),
        })
    }
}

fn name_expr(name: Name) -> Expr {
    Expr { kind: ExprKind::Name(name.text), span: name.span }
}

/// Whether a word says that a figure is the least or the most.
fn is_open_end(word: &str) -> bool {
    keywords::spelled(word).any(|keyword| matches!(keyword.rule, Rule::clause_over | Rule::clause_under))
}

/// The word that stands alone where a figure could.
fn lone_word(figure: &Figure) -> Option<(String, Span)> {
    match figure {
        Figure { keys, value: Expr { kind: ExprKind::Name(word), span } } if keys.is_empty() => {
            Some((word.clone(), *span))
        }
        _ => None,
    }
}
