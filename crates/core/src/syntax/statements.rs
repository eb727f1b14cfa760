//! Statements from their pairs.

use super::grammar::Rule;
use super::keywords;
use super::literals::period;
use super::problems;
use super::reader::{Node, Reader, child, children, each, each_of};
use super::thousands::grouped;
use super::tree::{
    AmendedBenefit, Annex, Argument, Arm, Benefit, Body, Case, Check, Data, Define, Entity, Entry, Enum,
    Expr, ExprKind, Field, Figure, Name, Paid, Parameter, Policy, Record, RecordField, Require, Statement,
    Tier, Type, TypeKind, Validity,
};
use crate::diagnostic::{Diagnostic, Span};

impl Reader<'_> {
    /// The statement of a node; none if a part it cannot be without is missing, which is then reported.
    pub fn statement(&self, node: &Node<'_>) -> Option<Statement> {
        Some(match node.as_rule() {
            Rule::policy => Statement::Policy(self.policy(node)),
            Rule::enumeration => Statement::Enum(self.enumeration(node)),
            Rule::entity => Statement::Entity(self.entity(node)),
            Rule::parameter => Statement::Parameter(self.parameter(node)),
            Rule::define => Statement::Define(self.define(node)),
            Rule::tier => Statement::Tier(self.tier(node)?),
            Rule::benefit => Statement::Benefit(self.benefit(node)?),
            Rule::alert => Statement::Alert(self.alert(node)?),
            Rule::target => Statement::Target(self.target(node)?),
            Rule::exclusive => Statement::Exclusive(self.exclusive(node)?),
            Rule::require => Statement::Require(self.require(node)?),
            Rule::check => Statement::Check(self.check(node)?),
            Rule::test => Statement::Test(self.test(node)?),
            Rule::use_file => self.used_file(node)?,
            Rule::amend => self.amend(node)?,
            _ => return None,
        })
    }

    /// Keeps the first part and reports any other as written twice.
    pub fn once<T>(&self, slot: &mut Option<T>, value: Option<T>, place: &Node<'_>) {
        if slot.is_some() {
            let word = place.clone().into_inner().next().map_or("", |word| word.as_str());
            self.report(problems::written_twice(self.span(place), word));
        } else {
            *slot = value;
        }
    }

    fn policy(&self, node: &Node<'_>) -> Policy {
        let (mut region, mut currency) = (None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::region => self.once(&mut region, self.quoted_in(&part), &part),
                Rule::currency => self.once(&mut currency, Some(self.name_in(&part)), &part),
                _ => {}
            }
        }
        Policy {
            name: self.name_in(node),
            label: self.label(node),
            region,
            currency,
            sources: self.sources(node),
            span: self.span(node),
        }
    }

    fn enumeration(&self, node: &Node<'_>) -> Enum {
        Enum {
            name: self.name_in(node),
            label: self.label(node),
            ordered: child(node, Rule::clause_ordered).is_some(),
            cases: each(node, Rule::case, |case| self.case(case)),
            span: self.span(node),
        }
    }

    fn check(&self, node: &Node<'_>) -> Option<Check> {
        let arguments = child(node, Rule::arguments_declared);
        Some(Check {
            arguments: arguments.map(|list| self.arguments_in(&list)).unwrap_or_default(),
            condition: self.expr_in(node)?,
            warn: child(node, Rule::warn).is_some(),
            name: child(node, Rule::name).map(|name| self.name(&name)),
            message: self.label(node),
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    fn require(&self, node: &Node<'_>) -> Option<Require> {
        Some(Require {
            condition: self.expr_in(node)?,
            name: child(node, Rule::name).map(|name| self.name(&name)),
            message: self.label(node),
            sources: self.sources(node),
            span: self.span(node),
        })
    }
}

// ---------------------------------------------------------------------------- entities, types, data

impl Reader<'_> {
    fn entity(&self, node: &Node<'_>) -> Entity {
        Entity {
            name: self.name_in(node),
            label: self.label(node),
            fields: each(node, Rule::field, |field| self.field(field)),
            span: self.span(node),
        }
    }

    pub fn field(&self, node: &Node<'_>) -> Field {
        let (mut label, mut ask, mut default, mut key, mut previous) = (None, None, None, None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::label => self.once(&mut label, self.quoted_in(&part), &part),
                Rule::ask => self.once(&mut ask, self.quoted_in(&part), &part),
                Rule::default => self.once(&mut default, self.data_in(&part), &part),
                Rule::key => self.once(&mut key, Some(()), &part),
                Rule::previous => self.once(&mut previous, Some(self.name_in(&part)), &part),
                _ => {}
            }
        }
        Field {
            name: self.name_in(node),
            ty: self.type_in(node),
            label,
            ask,
            default,
            key: key.is_some(),
            previous,
            aliases: self.all_quoted(node, Rule::alias),
            sources: self.sources(node),
            span: self.span(node),
        }
    }

    /// The type and its ranges among the children of a node.
    pub fn type_in(&self, node: &Node<'_>) -> Type {
        let Some(spec) = child(node, Rule::written_type) else {
            return Type { kind: TypeKind::Bool, ranges: Vec::new(), span: self.span(node) };
        };
        let mut span = self.span(&spec);
        let mut ranges = Vec::new();
        for range in children(node, Rule::range) {
            span = span.to(self.span(&range));
            ranges.extend(self.range(&range));
        }
        Type { kind: self.type_kind(&spec), ranges, span }
    }

    fn type_kind(&self, spec: &Node<'_>) -> TypeKind {
        let mut parts = spec.clone().into_inner();
        let Some(word) = parts.next() else { return TypeKind::Bool };
        match word.as_rule() {
            Rule::type_bool => TypeKind::Bool,
            Rule::type_number => TypeKind::Number,
            Rule::type_whole => TypeKind::Whole,
            Rule::type_money => TypeKind::Money(parts.next().and_then(|unit| period(&unit))),
            Rule::type_date => TypeKind::Date,
            Rule::type_month => TypeKind::Month,
            Rule::type_months => TypeKind::Months,
            Rule::type_days => TypeKind::Days,
            Rule::type_text => TypeKind::Text,
            Rule::type_list => TypeKind::List(self.name_in(spec)),
            _ => TypeKind::Named(self.name(&word)),
        }
    }

    /// The arguments declared in parentheses.
    pub fn arguments_in(&self, node: &Node<'_>) -> Vec<Argument> {
        each(node, Rule::argument, |argument| Argument {
            name: self.name_in(argument),
            ty: self.type_in(argument),
        })
    }

    pub fn data_in(&self, node: &Node<'_>) -> Option<Data> {
        child(node, Rule::data).map(|data| self.data(&data))
    }

    fn data(&self, node: &Node<'_>) -> Data {
        let Some(inner) = node.clone().into_inner().next() else { return Data::Empty(self.span(node)) };
        match inner.as_rule() {
            Rule::record => Data::Record(self.record(&inner)),
            Rule::data_list => {
                let items = each(&inner, Rule::data, |data| self.data(data));
                Data::List(items, self.span(&inner))
            }
            Rule::empty => Data::Empty(self.span(&inner)),
            _ => Data::Scalar(self.scalar_in(&inner)),
        }
    }

    /// The literal, name or fixed value that a node consists of.
    pub fn scalar_in(&self, node: &Node<'_>) -> Expr {
        match node.clone().into_inner().next() {
            Some(inner) => self.scalar(&inner),
            None => self.unknown(node),
        }
    }

    pub fn scalar(&self, node: &Node<'_>) -> Expr {
        let kind = match node.as_rule() {
            Rule::value_yes => ExprKind::Bool(true),
            Rule::value_no => ExprKind::Bool(false),
            Rule::name => ExprKind::Name(node.as_str().to_owned()),
            Rule::signed => return self.signed(node),
            _ => ExprKind::Unknown,
        };
        Expr { kind, span: self.span(node) }
    }

    pub fn record(&self, node: &Node<'_>) -> Record {
        let fields = each_of(node, Rule::record_field, |field| {
            Some(RecordField {
                name: self.name_in(field),
                value: self.data_in(field)?,
                pinned: child(field, Rule::pinned).is_some(),
            })
        });
        Record { fields, span: self.span(node) }
    }
}

// ------------------------------------------------------------------------ parameters, definitions

impl Reader<'_> {
    fn parameter(&self, node: &Node<'_>) -> Parameter {
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
        let line = self.text.get(first.range().start..).unwrap_or("");
        match grouped(line) {
            Some((length, number)) => {
                let end = first.start.saturating_add(u32::try_from(length).unwrap_or(0));
                let whole = Span::new(first.source, first.start, end);
                problems::with_thousands(whole, self.slice(whole), &number)
            }
            None => problems::several_figures(first.to(second)),
        }
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

    fn define(&self, node: &Node<'_>) -> Define {
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

// ----------------------------------------------------------------------------- tiers and benefits

impl Reader<'_> {
    fn tier(&self, node: &Node<'_>) -> Option<Tier> {
        let mut otherwise: Option<Case> = None;
        let mut sources = self.sources(node);
        for part in children(node, Rule::otherwise) {
            sources.extend(self.sources(&part));
            let case = child(&part, Rule::case).map(|case| self.case(&case));
            self.once(&mut otherwise, case, &part);
        }
        self.check_otherwise_is_last(node);
        if otherwise.is_none() && !self.incomplete {
            self.report(problems::tier_without_otherwise(self.span_of_name(node)));
        }
        Some(Tier {
            name: self.name_in(node),
            label: self.label(node),
            arms: each_of(node, Rule::arm, |arm| self.arm(arm)),
            otherwise: otherwise?,
            sources,
            span: self.span(node),
        })
    }

    pub fn check_otherwise_is_last(&self, node: &Node<'_>) {
        let mut parts = node.clone().into_inner().skip_while(|part| part.as_rule() != Rule::otherwise);
        if let (Some(otherwise), Some(arm)) = (parts.next(), parts.find(|part| part.as_rule() == Rule::arm)) {
            self.report(problems::arm_after_otherwise(self.span(&arm), self.span(&otherwise)));
        }
    }

    pub fn arm(&self, node: &Node<'_>) -> Option<Arm> {
        Some(Arm {
            case: self.case(&child(node, Rule::case)?),
            when: self.expr_in(node)?,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    fn benefit(&self, node: &Node<'_>) -> Option<Benefit> {
        let AmendedBenefit { when, amount, round, paid, start, stop, reason } = self.clauses(node);
        if amount.is_none() && !self.incomplete {
            self.report(problems::benefit_without_amount(self.span_of_name(node)));
        }
        Some(Benefit {
            name: self.name_in(node),
            label: self.label(node),
            when,
            amount: amount?,
            round,
            paid,
            start,
            stop,
            reason,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    /// The clauses of a benefit, each at most once.
    pub fn clauses(&self, node: &Node<'_>) -> AmendedBenefit {
        let (mut when, mut amount, mut round, mut paid) = (None, None, None, None);
        let (mut start, mut stop, mut reason) = (None, None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::when => self.once(&mut when, self.expr_in(&part), &part),
                Rule::amount => self.once(&mut amount, self.expr_in(&part), &part),
                Rule::round => {
                    let rounding = child(&part, Rule::rounding).map(|rounding| self.rounding(&rounding));
                    self.once(&mut round, rounding, &part);
                }
                Rule::paid => self.once(&mut paid, self.paid(&part), &part),
                Rule::start => self.once(&mut start, self.expr_in(&part), &part),
                Rule::stop => self.once(&mut stop, self.expr_in(&part), &part),
                Rule::reason => self.once(&mut reason, self.quoted_in(&part), &part),
                _ => {}
            }
        }
        AmendedBenefit { when, amount, round, paid, start, stop, reason }
    }

    fn paid(&self, node: &Node<'_>) -> Option<(Paid, Span)> {
        let word = node.clone().into_inner().next_back()?;
        let paid = match word.as_rule() {
            Rule::clause_daily => Paid::Daily,
            Rule::clause_monthly => Paid::Monthly,
            Rule::clause_yearly => Paid::Yearly,
            _ => Paid::Once,
        };
        Some((paid, self.span(&word)))
    }

    pub fn span_of_name(&self, node: &Node<'_>) -> Span {
        self.name_in(node).span
    }
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
