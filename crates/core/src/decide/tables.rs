//! Tables: finding the rows that apply, also while an argument is unknown.

use super::combinations::Combinations;
use super::evaluate::{Evaluator, settled, take};
use super::fault::{FaultKind, RuleId};
use super::lack::{Gaps, LackId};
use super::logic::Alternatives;
use super::outcome::{CaseSet, Held, NoValue, Outcome, Unknown};
use super::show;
use crate::number::Rational;
use crate::program::table::{Row, Test};
use crate::program::{Node, NodeId, NodeKind, Table, TableId, Type, Value};
use crate::syntax::tree::Hit;

/// An argument, known or not.
type Argument = Result<Value, Unknown>;

/// A lookup in a table.
struct Lookup<'p> {
    node: &'p Node,
    id: TableId,
    table: &'p Table,
    column: usize,
    if_none: Option<NodeId>,
}

/// The rows that apply, and those that may.
#[derive(Default)]
struct Found {
    rows: Vec<(u32, bool)>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn table(&mut self, node: &'a Node) -> Outcome {
        let NodeKind::Table { table: id, arguments, result, on, if_none } = &node.kind else {
            return Err(self.foreign());
        };
        let table = self.program.tables.get(id.index()).ok_or_else(|| self.foreign())?;
        let mut known = Vec::with_capacity(arguments.len());
        for argument in arguments {
            known.push(settled(self.scalar(*argument))?);
        }
        let on = self.reading_date(*on)?;
        let column = table
            .column(*result, on)
            .map_err(|from| self.fault(node.span, FaultKind::TableNotYet(*id, on, from)))?;
        let lookup = Lookup { node, id: *id, table, column, if_none: *if_none };
        self.look_up_each(&lookup, known)
    }

    /// Looks up; where arguments of few cases are unknown, with each of their cases.
    fn look_up_each(&mut self, lookup: &Lookup<'a>, arguments: Vec<Argument>) -> Outcome {
        let mut gaps = Gaps::default();
        arguments.iter().filter_map(|argument| argument.as_ref().err()).for_each(|of| gaps.add(of.lack));
        if gaps.is_empty() {
            return self.look_up(lookup, &arguments, gaps);
        }
        let domains: Vec<Vec<Argument>> = arguments
            .iter()
            .zip(&lookup.table.arguments)
            .map(|(argument, (_, ty))| self.domain(argument, *ty))
            .collect();
        let is_spread =
            |(domain, argument): (&Vec<Argument>, &Argument)| argument.is_err() && domain.len() > 1;
        let spreads = domains.iter().zip(&arguments).any(is_spread);
        let Some(combinations) = Combinations::of(&domains).filter(|_| spreads) else {
            return self.look_up(lookup, &arguments, gaps);
        };
        let mut alternatives = Alternatives::between(gaps);
        for arguments in combinations {
            let mut gaps = Gaps::default();
            arguments.iter().filter_map(|argument| argument.as_ref().err()).for_each(|of| gaps.add(of.lack));
            let outcome = self.look_up(lookup, &arguments, gaps);
            alternatives.add(outcome);
        }
        alternatives.finish(self)
    }

    /// The values an argument may have, where they are few; otherwise the argument as it is.
    fn domain(&self, argument: &Argument, ty: Type) -> Vec<Argument> {
        let Err(unknown) = argument else {
            return vec![argument.clone()];
        };
        match ty {
            Type::Bool => vec![Ok(Value::Bool(false)), Ok(Value::Bool(true))],
            Type::Case(_) => {
                let all = show::enum_of(self.program, ty).and_then(|ty| CaseSet::first(ty.cases.len()));
                match unknown.possible.or(all) {
                    Some(set) if !set.is_empty() => set.cases().map(|case| Ok(Value::Case(case))).collect(),
                    _ => vec![argument.clone()],
                }
            }
            _ => vec![argument.clone()],
        }
    }

    fn look_up(&mut self, lookup: &Lookup<'a>, arguments: &[Argument], gaps: Gaps) -> Outcome {
        let found = self.rows_found(lookup.id, lookup.table, arguments);
        match lookup.table.hit {
            Hit::Unique | Hit::First => self.one_row(lookup, arguments, &found, gaps),
            Hit::Sum => self.sum_of_rows(lookup, arguments, &found, gaps),
            Hit::Highest => self.best_of_rows(lookup, arguments, &found, gaps, true),
            Hit::Lowest => self.best_of_rows(lookup, arguments, &found, gaps, false),
        }
    }

    /// The rows that apply or may, in order; for `unique` and `first` none after the one that applies.
    fn rows_found(&mut self, id: TableId, table: &Table, arguments: &[Argument]) -> Found {
        let plan = self.plan;
        let rows = plan.rows_of(id);
        self.charge(rows.len() / 8);
        let mut found = Found::default();
        for position in rows {
            let Some(row) = table.rows.get(*position as usize) else { continue };
            match row_matches(row, arguments) {
                Some(false) => {}
                None => found.rows.push((*position, false)),
                Some(true) => {
                    if table.hit == Hit::Unique {
                        // No two rows of such a table apply to one case, so those before cannot.
                        found.rows.clear();
                    }
                    found.rows.push((*position, true));
                    if matches!(table.hit, Hit::Unique | Hit::First) {
                        break;
                    }
                }
            }
        }
        found
    }

    fn one_row(&mut self, lookup: &Lookup<'a>, arguments: &[Argument], found: &Found, gaps: Gaps) -> Outcome {
        if let [(row, true)] = found.rows.as_slice() {
            return self.row_value(lookup, arguments, *row);
        }
        if found.rows.is_empty() {
            return self.no_row(lookup, arguments);
        }
        let mut alternatives = Alternatives::between(gaps);
        for (row, _) in &found.rows {
            let outcome = self.row_value(lookup, arguments, *row);
            alternatives.add(outcome);
        }
        if !found.rows.last().is_some_and(|(_, sure)| *sure) {
            let outcome = self.no_row(lookup, arguments);
            alternatives.add(outcome);
        }
        alternatives.finish(self)
    }

    fn sum_of_rows(
        &mut self,
        lookup: &Lookup<'a>,
        arguments: &[Argument],
        found: &Found,
        mut gaps: Gaps,
    ) -> Outcome {
        if found.rows.is_empty() && lookup.if_none.is_some() {
            return self.no_row(lookup, arguments);
        }
        let mut open = lookup.if_none.is_some() && found.rows.iter().all(|(_, sure)| !sure);
        let mut terms = Vec::new();
        for (row, sure) in &found.rows {
            let value = self.row_value(lookup, arguments, *row);
            if *sure {
                terms.extend(take(value, &mut gaps)?);
            } else if !value.as_ref().is_ok_and(Held::is_zero) {
                open = true;
                if let Err(NoValue::Unknown(unknown)) = value {
                    gaps.add(unknown.lack);
                }
            }
        }
        if open || terms.len() < found.rows.iter().filter(|(_, sure)| *sure).count() {
            self.unless_missing(gaps)?;
        }
        self.total_of(lookup.node, terms)
    }

    fn total_of(&self, node: &Node, terms: Vec<Held>) -> Outcome {
        let mut total = Rational::ZERO;
        for term in terms {
            let Held::Value(Value::Number(term)) = term else {
                return Err(self.foreign());
            };
            total = total.checked_add(term).map_err(|error| self.arithmetic(node.span, error))?;
        }
        Ok(Held::number(total))
    }

    fn best_of_rows(
        &mut self,
        lookup: &Lookup<'a>,
        arguments: &[Argument],
        found: &Found,
        mut gaps: Gaps,
        highest: bool,
    ) -> Outcome {
        if found.rows.is_empty() {
            return self.no_row(lookup, arguments);
        }
        let mut settled = true;
        let mut best: Option<Value> = None;
        for (row, sure) in &found.rows {
            let value = self.row_value(lookup, arguments, *row);
            if !sure {
                settled = false;
                continue;
            }
            match take(value, &mut gaps)? {
                Some(Held::Value(value)) => {
                    best = Some(match best {
                        Some(best) => self.better(best, value, highest)?,
                        None => value,
                    });
                }
                Some(_) => return Err(self.foreign()),
                None => settled = false,
            }
        }
        if !settled {
            self.unless_missing(gaps)?;
        }
        best.map(Held::Value).ok_or_else(|| self.foreign())
    }

    fn row_value(&mut self, lookup: &Lookup<'a>, arguments: &[Argument], row: u32) -> Outcome {
        let row = lookup.table.rows.get(row as usize).ok_or_else(|| self.foreign())?;
        let value = row.values.get(lookup.column).copied().ok_or_else(|| self.foreign())?;
        let Some(value) = value else {
            return Err(LackId::Table(lookup.id).into());
        };
        let locals = arguments.iter().cloned().map(|argument| match argument {
            Ok(value) => Ok(Held::Value(value)),
            Err(unknown) => Err(unknown.into()),
        });
        let outer = self.enter_bare(RuleId::Table(lookup.id));
        self.set_locals(locals.collect());
        let outcome = self.eval(value);
        self.leave(outer);
        outcome
    }

    fn no_row(&mut self, lookup: &Lookup<'a>, arguments: &[Argument]) -> Outcome {
        match (lookup.if_none, lookup.table.hit) {
            (Some(value), _) => self.eval(value),
            (None, Hit::Sum) => Ok(Held::number(Rational::ZERO)),
            (None, _) => {
                let known = arguments.iter().map(|argument| argument.clone().ok()).collect();
                Err(self.fault(lookup.node.span, FaultKind::NoTableRow(lookup.id, known)))
            }
        }
    }
}

/// The positions of the rows that apply to known arguments, as many as count.
pub(super) fn rows_that_apply(table: &Table, rows: &[u32], arguments: &[Value]) -> Vec<u32> {
    let arguments: Vec<Argument> = arguments.iter().cloned().map(Ok).collect();
    let applies = |position: &u32| {
        let row = table.rows.get(*position as usize);
        row.is_some_and(|row| row_matches(row, &arguments) == Some(true))
    };
    let most = if matches!(table.hit, Hit::Unique | Hit::First) { 1 } else { usize::MAX };
    rows.iter().copied().filter(|position| applies(position)).take(most).collect()
}

/// Whether a row applies; nothing where that is unknown.
fn row_matches(row: &Row, arguments: &[Argument]) -> Option<bool> {
    let cells = row.cells.iter().zip(arguments).map(|(cell, argument)| cell_matches(cell, argument));
    all(cells)
}

fn cell_matches(cell: &[Test], argument: &Argument) -> Option<bool> {
    let none = cell.iter().map(|test| test_matches(test, argument).map(|matches| !matches));
    all(none).map(|none| !none)
}

fn test_matches(test: &Test, argument: &Argument) -> Option<bool> {
    match (test, argument) {
        (Test::Any, _) => Some(true),
        (Test::Equal(value), Ok(argument)) => Some(value == argument),
        (Test::Equal(Value::Case(case)), Err(unknown)) => {
            let out = CaseSet::one(*case)?.is_disjoint(unknown.possible?);
            out.then_some(false)
        }
        (Test::Equal(_), Err(_)) | (Test::Within(_), Err(_)) => None,
        (Test::Within(bounds), Ok(argument)) => Some(bounds.iter().all(|(comparison, limit)| {
            argument.compare(limit).is_some_and(|order| comparison.accepts(order))
        })),
    }
}

/// Three-valued `and`.
fn all(terms: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut known = true;
    for term in terms {
        match term {
            Some(false) => return Some(false),
            Some(true) => {}
            None => known = false,
        }
    }
    known.then_some(true)
}
