//! How results came about: a tree of what each rests on, down to facts and figures.

use std::collections::VecDeque;

use super::decision::{
    CaseRef, Clause, EntryRef, Explanation, ExplanationKind, Replaced, Shown, Status, Step,
};
use super::evaluate::Evaluator;
use super::fault::{RuleId, place};
use super::formula::{Called, Leaf, Looked, Written, plain, write};
use super::monitors::Watched;
use super::outcome::{Held, NoValue, Outcome};
use super::tables::rows_that_apply;
use super::{layers, show, words};
use crate::calendar::Date;
use crate::diagnostic::{Span, Text};
use crate::map::Set;
use crate::number::{Rational, RoundMode};
use crate::program::figures::{Availability, Resolved};
use crate::program::node::Part as Parts;
use crate::program::plan::Chosen;
use crate::program::{
    Arm, Benefit, Body, Derived, FieldId, InstanceId, NodeId, Parameter, ParameterId, Rule, Slot, Tier, Type,
    Value, ValueId,
};

/// What explaining may cost.
const STEPS: u64 = 5_000_000;

/// The most parts of all explanations together.
const MOST_PARTS: usize = 5_000;

/// The most parts of all formulas together.
const MOST_PIECES: u32 = 200_000;

/// How deep an explanation nests. What lies deeper is explained beside the first level.
const DEEPEST: u32 = 24;

/// The most missing facts a part names.
const MOST_NEEDS: usize = 16;

/// Explains results.
pub(super) fn explain(
    evaluator: &mut Evaluator<'_>,
    results: &[(InstanceId, ValueId)],
    watched: &Watched,
) -> Vec<Explanation> {
    evaluator.refill(STEPS);
    let (seen, deeper) = (Set::new(), VecDeque::new());
    let mut explaining = Explaining { evaluator, left: MOST_PARTS, pieces: MOST_PIECES, seen, deeper };
    let mut all: Vec<_> =
        results.iter().map(|(instance, value)| explaining.result(*instance, *value)).collect();
    let program = explaining.evaluator.program;
    for (alert, instance) in &watched.alerted {
        let Some(alert) = program.alerts.get(*alert).filter(|_| explaining.left > 0) else { break };
        all.push(explaining.alert(*instance, alert));
    }
    for (target, instance) in &watched.aimed {
        let Some(target) = program.targets.get(*target).filter(|_| explaining.left > 0) else { break };
        all.push(explaining.target(*instance, target));
    }
    all
}

pub(super) struct Explaining<'e, 'a> {
    pub(super) evaluator: &'e mut Evaluator<'a>,
    /// How many parts may still be added.
    left: usize,
    /// How many parts of formulas may still be written.
    pub(super) pieces: u32,
    /// What was explained in the present result.
    seen: Set<Seen>,
    /// What lies too deep and follows on the first level.
    deeper: VecDeque<Leaf>,
}

/// Tells the parts of one result apart. Calls with other arguments and lookups are explained each time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Seen {
    Fact(InstanceId, FieldId),
    Value(InstanceId, ValueId),
    Figure(ParameterId, Vec<u32>, Date),
}

/// A part whose own children are still to come.
pub(super) struct Part {
    pub(super) explanation: Explanation,
    pub(super) leaves: Vec<Leaf>,
}

impl Explaining<'_, '_> {
    fn result(&mut self, instance: InstanceId, value: ValueId) -> Explanation {
        if self.left == 0 {
            let mut head = self.value_head(instance, value);
            head.cut = true;
            return head;
        }
        self.seen.clear();
        self.deeper.clear();
        let mut top = self.explained(Leaf::Value(instance, value), 0);
        while let Some(leaf) = self.deeper.pop_front() {
            if self.left == 0 {
                top.cut = true;
                break;
            }
            let further = self.explained(leaf, 1);
            top.children.push(further);
        }
        top
    }

    /// A part of the first level with what it rests on.
    pub(super) fn grown(&mut self, part: Part) -> Explanation {
        self.seen.clear();
        self.deeper.clear();
        self.left = self.left.saturating_sub(1);
        let Part { mut explanation, leaves } = part;
        self.add_children(&mut explanation, leaves, 0);
        while let Some(leaf) = self.deeper.pop_front() {
            if self.left == 0 {
                explanation.cut = true;
                break;
            }
            let further = self.explained(leaf, 1);
            explanation.children.push(further);
        }
        explanation
    }

    fn explained(&mut self, leaf: Leaf, depth: u32) -> Explanation {
        self.left = self.left.saturating_sub(1);
        if let Some(seen) = seen(&leaf) {
            self.seen.insert(seen);
        }
        let Part { mut explanation, leaves } = self.part(leaf);
        self.add_children(&mut explanation, leaves, depth);
        explanation
    }

    fn add_children(&mut self, explanation: &mut Explanation, leaves: Vec<Leaf>, depth: u32) {
        let mut here: Set<Seen> = Set::new();
        for leaf in leaves {
            if self.left == 0 {
                explanation.cut = true;
                return;
            }
            let mark = seen(&leaf);
            if mark.clone().is_some_and(|mark| !here.insert(mark)) {
                continue;
            }
            let child = if mark.is_some_and(|mark| self.seen.contains(&mark)) {
                self.reference(leaf)
            } else if depth >= DEEPEST {
                let reference = self.reference(leaf.clone());
                self.deeper.push_back(leaf);
                reference
            } else {
                self.explained(leaf, depth + 1)
            };
            explanation.children.push(child);
        }
    }

    /// A part without what it rests on.
    fn reference(&mut self, leaf: Leaf) -> Explanation {
        self.left = self.left.saturating_sub(1);
        if let Some(seen) = seen(&leaf) {
            self.seen.insert(seen);
        }
        let is_plain = matches!(leaf, Leaf::Fact(..) | Leaf::Figure(..));
        let mut explanation = match leaf {
            Leaf::Value(instance, id) => self.value_head(instance, id),
            leaf => self.part(leaf).explanation,
        };
        if !is_plain {
            explanation.steps.clear();
            explanation.repeated = true;
        }
        explanation
    }

    fn part(&mut self, leaf: Leaf) -> Part {
        match leaf {
            Leaf::Fact(instance, field) => self.fact(instance, field),
            Leaf::Value(instance, id) => self.value(instance, id),
            Leaf::Figure(id, cases, date, found) => self.figure(id, &cases, date, &found),
            Leaf::Table(looked) => self.table(&looked),
            Leaf::Call(called) => self.call(*called),
        }
    }

    // Derived values.

    fn value(&mut self, instance: InstanceId, id: ValueId) -> Part {
        let mut part = Part { explanation: self.value_head(instance, id), leaves: Vec::new() };
        let pinned = part.explanation.kind == ExplanationKind::Pinned;
        let Some(derived) = self.evaluator.program.values.get(id.index()).filter(|_| !pinned) else {
            return part;
        };
        let outer = self.evaluator.enter(RuleId::Value(id), instance);
        let plan = self.evaluator.plan;
        match plan.rule(id).unwrap_or(&derived.rule) {
            Rule::Definition(bodies) => self.body(&mut part, derived.span, bodies, plan.body_of_value(id)),
            Rule::Tier(tier) => self.arms(&mut part, id, derived, tier),
            Rule::Benefit(benefit) => self.clauses(&mut part, (instance, id), derived, benefit),
        }
        self.evaluator.leave(outer);
        part
    }

    /// The body of a definition that holds.
    fn body(&mut self, part: &mut Part, declared: Span, bodies: &[Body], chosen: Chosen) {
        let Chosen::Body(position, node) = chosen else { return };
        let citations = bodies.get(position as usize).map(|body| body.citations.clone());
        self.step(part, Clause::Value, node, citations.unwrap_or_default());
        let replaced = layers::body_replaced(self.evaluator.plan, bodies, position);
        self.amended(part, declared, node, replaced);
    }

    /// Notes at the last step which layer says it, where that is another than that of the rule, and what it
    /// replaced.
    fn amended(&self, part: &mut Part, declared: Span, node: NodeId, replaced: Option<Replaced>) {
        let plan = self.evaluator.plan;
        if let Some(step) = part.explanation.steps.last_mut() {
            step.layer = layers::amending(plan.program(), declared, plan.node(node).span);
            step.instead_of = replaced;
        }
    }

    fn value_head(&mut self, instance: InstanceId, id: ValueId) -> Explanation {
        let program = self.evaluator.program;
        let Some(derived) = program.values.get(id.index()) else {
            return self.blank("", None, ExplanationKind::Definition);
        };
        let kind = match derived.rule {
            _ if self.evaluator.case.pin(instance, id).is_some() => ExplanationKind::Pinned,
            Rule::Definition(_) => ExplanationKind::Definition,
            Rule::Tier(_) => ExplanationKind::Tier,
            Rule::Benefit(_) => ExplanationKind::Benefit,
        };
        let mut explanation = self.blank(&derived.name, derived.label.as_deref(), kind);
        explanation.of = self.evaluator.case.path(program, instance, None);
        explanation.citations.clone_from(&derived.citations);
        explanation.citations.extend(layers::cited_by_amendments(self.evaluator.plan, id));
        let outcome = self.evaluator.value_of(instance, id);
        self.fill(&mut explanation, derived.ty, &outcome);
        explanation
    }

    /// The arms of a tier up to the one that holds.
    fn arms(&mut self, part: &mut Part, id: ValueId, derived: &Derived, tier: &Tier) {
        for arm in &tier.arms {
            let case = show::case_ref(self.evaluator.program, derived.ty, arm.case);
            let outcome = self.arm(part, arm, case);
            let replaced = layers::arm_replaced(self.evaluator.plan, id, arm);
            self.amended(part, derived.span, arm.when, replaced);
            if matches!(outcome, Ok(true) | Err(NoValue::Fault(_))) {
                return;
            }
        }
        part.explanation.steps.push(Step {
            clause: Clause::Otherwise,
            case: show::case_ref(self.evaluator.program, derived.ty, tier.otherwise),
            formula: String::new(),
            figures: Text::default(),
            value: None,
            citations: tier.otherwise_citations.clone(),
            layer: None,
            instead_of: None,
        });
    }

    fn arm(&mut self, part: &mut Part, arm: &Arm, case: Option<CaseRef>) -> Outcome<bool> {
        self.step(part, Clause::When, arm.when, arm.citations.clone());
        if let Some(step) = part.explanation.steps.last_mut() {
            step.case = case;
        }
        self.evaluator.bool(arm.when)
    }

    /// The clauses of a benefit: of a refused one only why it was refused.
    fn clauses(
        &mut self,
        part: &mut Part,
        whose: (InstanceId, ValueId),
        derived: &Derived,
        benefit: &Benefit,
    ) {
        let (_, id) = whose;
        let mut entitled = Ok(true);
        if let Some(when) = benefit.when {
            self.clause(part, id, derived, (Clause::When, when));
            entitled = self.evaluator.bool(when);
        }
        if entitled == Ok(false) || matches!(entitled, Err(NoValue::Fault(_))) {
            return;
        }
        self.clause(part, id, derived, (Clause::Amount, benefit.amount));
        if let Some((mode, step)) = benefit.round {
            let steps = part.explanation.steps.len();
            self.rounding(part, derived.ty, benefit.amount, mode, step);
            // There is no step where the amount is not known.
            if let Some(step) = part.explanation.steps.get_mut(steps) {
                (step.layer, step.instead_of) = layers::rounding(self.evaluator.plan, id);
            }
        }
        let mut granted = entitled == Ok(true);
        if derived.kept.is_some() {
            self.exclusives(part, whose);
            let kept = self.evaluator.part_of(whose.0, whose.1, Parts::Granted);
            granted = kept.is_ok_and(|kept| kept.is_bool(true));
        }
        if granted {
            for (clause, node) in [(Clause::Start, benefit.start), (Clause::Stop, benefit.stop)] {
                if let Some(node) = node {
                    self.clause(part, id, derived, (clause, node));
                }
            }
        }
    }

    fn clause(&mut self, part: &mut Part, id: ValueId, derived: &Derived, (clause, node): (Clause, NodeId)) {
        self.step(part, clause, node, Vec::new());
        let replaced = layers::clause_replaced(self.evaluator.plan, id, clause, node);
        self.amended(part, derived.span, node, replaced);
    }

    fn rounding(&mut self, part: &mut Part, ty: Type, amount: NodeId, mode: RoundMode, step: Rational) {
        let Ok(Held::Value(Value::Number(amount))) = self.evaluator.eval(amount) else {
            return;
        };
        let program = self.evaluator.program;
        let unit = show::value(program, plain(ty), &Value::Number(step));
        let rounded = amount.round(mode, step).ok().map(Value::Number);
        part.explanation.steps.push(Step {
            clause: Clause::Round,
            case: None,
            formula: String::new(),
            figures: words::rounding(mode, &unit),
            value: rounded
                .map(|value| shown(show::value(program, ty, &value), show::exact(program, ty, &value))),
            citations: Vec::new(),
            layer: None,
            instead_of: None,
        });
    }

    /// Adds a formula with its figures and what it comes to.
    pub(super) fn step(&mut self, part: &mut Part, clause: Clause, node: NodeId, citations: Vec<String>) {
        let Written { figures, leaves, cut } = write(self.evaluator, node, &mut self.pieces);
        let outcome = self.evaluator.eval(node);
        let plan = self.evaluator.plan;
        let formula = self.evaluator.program.sources.slice(plan.node(node).span).trim().to_owned();
        let value = self.shown(plan.node(node).ty, &outcome);
        let (case, layer, instead_of) = (None, None, None);
        part.explanation.steps.push(Step {
            clause,
            case,
            formula,
            figures,
            value,
            citations,
            layer,
            instead_of,
        });
        part.explanation.cut |= cut;
        part.leaves.extend(leaves);
    }

    // Facts and figures.

    fn fact(&mut self, instance: InstanceId, field: FieldId) -> Part {
        let (program, case) = (self.evaluator.program, self.evaluator.case);
        let entity = case.get(instance).and_then(|of| program.entities.get(of.entity.index()));
        let declared = entity.and_then(|entity| entity.fields.get(field.index()));
        let slot = case.slot(instance, field);
        let kind = match slot {
            Slot::Assumed(_) | Slot::Many(_, true) => ExplanationKind::Assumed,
            _ => ExplanationKind::Fact,
        };
        let (name, label) = declared.map_or(("", None), |of| (of.name.as_str(), of.label.as_deref()));
        let mut explanation = self.blank(name, label, kind);
        explanation.of = case.path(program, instance, None);
        if let Some(declared) = declared {
            explanation.citations.clone_from(&declared.citations);
            explanation.value = match slot {
                Slot::Known(value) | Slot::Assumed(value) => Some(shown(
                    show::value(program, declared.ty, value),
                    show::exact(program, declared.ty, value),
                )),
                Slot::Many(members, _) if members.is_empty() => {
                    Some(shown(Text::new("nobody", "无"), String::new()))
                }
                _ => None,
            };
        }
        if matches!(slot, Slot::Unknown) {
            explanation.status = Status::Undecided;
            explanation.needs.push(case.path(program, instance, Some(field)));
        }
        Part { explanation, leaves: Vec::new() }
    }

    /// The label of a parameter with the cases that a figure of it is for, as people read both.
    fn label_of_figure(&self, label: &str, parameter: &Parameter, cases: &[u32]) -> String {
        let program = self.evaluator.program;
        let keys = parameter.keys.iter().zip(cases);
        let cases = keys.map(|(key, case)| show::case_title(program, Type::Case(*key), *case));
        let (en, zh): (Vec<String>, Vec<String>) = cases.map(|case| (case.en, case.zh)).unzip();
        // A label is in one language, that of the policy.
        if label.is_ascii() {
            format!("{label} ({})", en.join(", "))
        } else {
            format!("{label}（{}）", zh.join("、"))
        }
    }

    fn figure(&mut self, id: ParameterId, cases: &[u32], date: Date, found: &Resolved) -> Part {
        let program = self.evaluator.program;
        let Some(parameter) = program.parameters.get(id.index()) else {
            return Part {
                explanation: self.blank("", None, ExplanationKind::Parameter),
                leaves: Vec::new(),
            };
        };
        let mut explanation =
            self.blank(&parameter.name, parameter.label.as_deref(), ExplanationKind::Parameter);
        let keys = show::keys(program, parameter, cases);
        if !keys.is_empty() {
            explanation.name = format!("{}({})", parameter.name, keys.join(", "));
            explanation.label = explanation.label.map(|label| self.label_of_figure(&label, parameter, cases));
        }
        match &found.figure {
            Availability::Known(value) => {
                explanation.value = Some(shown(
                    show::value(program, parameter.ty, value),
                    show::exact(program, parameter.ty, value),
                ));
            }
            Availability::Unknown => explanation.status = Status::Undecided,
            _ => explanation.status = Status::Error,
        }
        explanation.entry = Some(EntryRef {
            instead_of: layers::figure_replaced(self.evaluator.plan, id, cases, date, found),
            ..self.entry(id, found)
        });
        explanation.citations.clone_from(&parameter.citations);
        let line = found.entry.and_then(|entry| parameter.entries.get(entry as usize));
        explanation.citations.extend(line.into_iter().flat_map(|line| line.citations.iter().cloned()));
        Part { explanation, leaves: Vec::new() }
    }

    fn entry(&self, id: ParameterId, found: &Resolved) -> EntryRef {
        let program = self.evaluator.program;
        let parameter = program.parameters.get(id.index());
        let line = parameter.zip(found.entry).and_then(|(of, entry)| of.entries.get(entry as usize));
        EntryRef {
            from: line.and_then(|line| line.validity.from),
            to: line.and_then(|line| line.validity.to),
            region: found.level.as_ref().map(ToString::to_string),
            place: line.and_then(|line| place(&program.sources, line.span)),
            replaced: found.replaced,
            layer: line.and_then(|line| layers::layer_of(program, line.span)),
            instead_of: None,
        }
    }

    fn table(&mut self, looked: &Looked) -> Part {
        let program = self.evaluator.program;
        let Some(table) = program.tables.get(looked.table.index()) else {
            return Part { explanation: self.blank("", None, ExplanationKind::Table), leaves: Vec::new() };
        };
        let mut explanation = self.blank(&table.name, table.label.as_deref(), ExplanationKind::Table);
        explanation.citations.clone_from(&table.citations);
        self.fill(&mut explanation, looked.ty, &looked.outcome);
        let mut part = Part { explanation, leaves: Vec::new() };
        let (Some(column), Some(arguments)) = (looked.column, &looked.arguments) else {
            return part;
        };
        let plan = self.evaluator.plan;
        let rows = rows_that_apply(table, self.evaluator.plan.rows_of(looked.table), arguments);
        let locals = || arguments.iter().cloned().map(|value| Ok(Held::Value(value))).collect();
        for row in rows.iter().filter_map(|row| table.rows.get(*row as usize)) {
            part.explanation.entry.get_or_insert_with(|| EntryRef {
                from: match row.lines.get(column) {
                    Some(line) => line.from,
                    None => table.columns.get(column).and_then(|column| column.from),
                },
                to: None,
                region: row.region.as_ref().map(ToString::to_string),
                place: place(&program.sources, row.place(column)),
                replaced: false,
                layer: layers::layer_of(program, row.span),
                instead_of: layers::row_replaced(plan, looked.table, column, arguments),
            });
            if let Some(Some(node)) = row.values.get(column) {
                let outer = self.evaluator.enter_bare(RuleId::Table(looked.table));
                self.evaluator.set_locals(locals());
                self.step(&mut part, Clause::Value, *node, row.cited(column).to_vec());
                self.evaluator.leave(outer);
            }
            if let Some(step) = part.explanation.steps.last_mut() {
                program.sources.slice(row.place(column)).trim().clone_into(&mut step.formula);
            }
        }
        part
    }

    fn call(&mut self, called: Called) -> Part {
        let program = self.evaluator.program;
        let Some(function) = program.functions.get(called.function.index()) else {
            let explanation = self.blank("", None, ExplanationKind::Definition);
            return Part { explanation, leaves: Vec::new() };
        };
        let mut explanation =
            self.blank(&function.name, function.label.as_deref(), ExplanationKind::Definition);
        if let Some(instance) = called.frames.first() {
            explanation.of = self.evaluator.case.path(program, *instance, None);
        }
        explanation.citations.clone_from(&function.citations);
        self.fill(&mut explanation, called.ty, &called.outcome);
        let mut part = Part { explanation, leaves: Vec::new() };
        let outer = self.evaluator.enter_bare(RuleId::Function(called.function));
        called.frames.into_iter().for_each(|frame| self.evaluator.push(frame));
        self.evaluator.set_locals(called.locals);
        let chosen = self.evaluator.plan.body_of_function(called.function);
        self.body(&mut part, function.span, &function.bodies, chosen);
        self.evaluator.leave(outer);
        part
    }

    // What all parts have.

    pub(super) fn blank(&self, name: &str, label: Option<&str>, kind: ExplanationKind) -> Explanation {
        Explanation {
            name: name.to_owned(),
            label: label.map(str::to_owned),
            of: String::new(),
            kind,
            status: Status::Decided,
            value: None,
            steps: Vec::new(),
            needs: Vec::new(),
            error: None,
            citations: Vec::new(),
            entry: None,
            children: Vec::new(),
            repeated: false,
            cut: false,
        }
    }

    pub(super) fn fill(&self, explanation: &mut Explanation, ty: Type, outcome: &Outcome) {
        match outcome {
            Ok(_) => explanation.value = self.shown(ty, outcome),
            Err(NoValue::Unknown(unknown)) => {
                explanation.status = Status::Undecided;
                let missing = self.evaluator.lacks.list(unknown.lack, MOST_NEEDS);
                let (program, case) = (self.evaluator.program, self.evaluator.case);
                explanation.needs =
                    missing.facts.iter().map(|fact| case.path(program, fact.0, Some(fact.1))).collect();
            }
            Err(NoValue::Fault(fault)) => {
                explanation.status = Status::Error;
                explanation.error = Some(fault.report(self.evaluator.plan, self.evaluator.case));
            }
        }
    }

    fn shown(&self, ty: Type, outcome: &Outcome) -> Option<Shown> {
        let (program, case) = (self.evaluator.program, self.evaluator.case);
        let text = show::outcome(program, case, ty, outcome);
        match outcome {
            Ok(Held::Value(value)) => Some(shown(text, show::exact(program, ty, value))),
            Ok(Held::Instance(_)) => {
                let path = text.en.clone();
                Some(shown(text, path))
            }
            Ok(Held::List(list)) if list.is_settled() => {
                let paths: Vec<_> = list
                    .elements
                    .iter()
                    .take(MOST_NEEDS)
                    .map(|element| case.path(program, element.instance, None))
                    .collect();
                Some(shown(text, paths.join(", ")))
            }
            Ok(Held::List(_)) | Err(_) => None,
        }
    }
}

pub(super) fn shown(text: Text, exact: String) -> Shown {
    Shown { text, exact }
}

fn seen(leaf: &Leaf) -> Option<Seen> {
    match leaf {
        Leaf::Fact(instance, field) => Some(Seen::Fact(*instance, *field)),
        Leaf::Value(instance, value) => Some(Seen::Value(*instance, *value)),
        Leaf::Figure(parameter, cases, on, _) => Some(Seen::Figure(*parameter, cases.clone(), *on)),
        Leaf::Table(_) | Leaf::Call(_) => None,
    }
}
