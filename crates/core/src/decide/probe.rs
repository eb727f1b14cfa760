//! Asks a case for single values, outside any decision: what tests of the language do.

use super::decision::CaseError;
use super::evaluate::{Evaluator, MAX_STEPS};
use super::lack::{Gaps, Missing};
use super::outcome::{Held, List, Membership, NoValue, Outcome};
use super::show;
use crate::diagnostic::Text;
use crate::program::{Case, FieldId, InstanceId, NodeId, Plan, Program, TableId, Value, ValueId};

/// How many missing facts a probe lists.
const MOST_LISTED: usize = 10_000;

/// Evaluates expressions for the root of a case.
pub(crate) struct Probe<'a> {
    plan: &'a Plan,
    case: &'a Case,
    evaluator: Evaluator<'a>,
}

/// What an expression came to.
pub(crate) enum Found {
    /// A value, as a scalar where it is one, and as people read it.
    Known(Option<Value>, Text),
    /// It is unknown for want of these.
    Unknown(Lacking),
    /// An error.
    Error(CaseError),
}

/// What an unknown value lacks.
pub(crate) struct Lacking {
    missing: Missing,
}

impl<'a> Probe<'a> {
    /// A probe of a case, for as many steps as a decision may take and are left.
    pub(crate) fn new(plan: &'a Plan, case: &'a Case, left: u64) -> Self {
        let mut evaluator = Evaluator::new(plan, case);
        evaluator.refill(MAX_STEPS.min(left));
        Self { plan, case, evaluator }
    }

    /// The steps taken so far.
    pub(crate) fn steps_taken(&self) -> u64 {
        self.evaluator.steps_taken()
    }

    /// Evaluates an expression with the root as frame 0.
    pub(crate) fn find(&mut self, node: NodeId) -> Found {
        match self.evaluator.at(InstanceId(0), node) {
            Ok(Held::List(list)) if !list.is_settled() => self.unsettled(&list),
            Err(NoValue::Unknown(unknown)) => {
                let missing = self.evaluator.lacks.list(unknown.lack, MOST_LISTED);
                self.evaluator.charge(missing.facts.len());
                Found::Unknown(Lacking { missing })
            }
            Err(NoValue::Fault(fault)) => Found::Error(fault.report(self.plan, self.case)),
            known => self.known(node, known),
        }
    }

    /// A derived value of an instance, where it is known and a scalar.
    pub(crate) fn value(&mut self, instance: InstanceId, value: ValueId) -> Option<Value> {
        match self.evaluator.value_of(instance, value) {
            Ok(Held::Value(value)) => Some(value),
            _ => None,
        }
    }

    fn known(&self, node: NodeId, outcome: Outcome) -> Found {
        let shown = show::outcome(self.plan.program(), self.case, self.plan.node(node).ty, &outcome);
        match outcome {
            Ok(Held::Value(value)) => Found::Known(Some(value), shown),
            _ => Found::Known(None, shown),
        }
    }

    /// A list of which it is not known who belongs to it.
    fn unsettled(&mut self, list: &List) -> Found {
        let mut gaps = Gaps::default();
        for element in &list.elements {
            match &element.membership {
                Membership::Sure => {}
                Membership::Maybe(lack) => gaps.add(*lack),
                Membership::Faulty(fault) => return Found::Error(fault.report(self.plan, self.case)),
            }
        }
        if let Some(lack) = list.open_lack() {
            gaps.add(lack);
        }
        let lack = self.evaluator.join(gaps);
        let missing = lack.map(|lack| self.evaluator.lacks.list(lack, MOST_LISTED)).unwrap_or_default();
        self.evaluator.charge(missing.facts.len());
        Found::Unknown(Lacking { missing })
    }
}

impl Lacking {
    /// Whether a field of an entity is among what is missing, for any instance.
    pub(crate) fn needs(&self, case: &Case, entity: crate::program::EntityId, field: FieldId) -> bool {
        self.missing
            .facts
            .iter()
            .any(|fact| fact.1 == field && case.get(fact.0).is_some_and(|of| of.entity == entity))
    }

    /// Whether a parameter's figure is among what is missing.
    pub(crate) fn lacks(&self, parameter: crate::program::ParameterId) -> bool {
        self.missing.parameters.iter().any(|(id, _)| *id == parameter)
    }

    /// Whether a result of a table, as it stands in any region, is among what is missing.
    pub(crate) fn lacks_table(&self, program: &Program, table: TableId) -> bool {
        let name = |id: TableId| program.tables.get(id.index()).map(|table| &table.name);
        self.missing.tables.iter().any(|id| name(*id) == name(table))
    }

    /// What is missing, by path and name.
    pub(crate) fn list(&self, plan: &Plan, case: &Case) -> Vec<String> {
        let program = plan.program();
        let mut list = Vec::new();
        for fact in &self.missing.facts {
            list.push(case.path(program, fact.0, Some(fact.1)));
        }
        for (id, _) in &self.missing.parameters {
            list.extend(program.parameters.get(id.index()).map(|parameter| parameter.name.clone()));
        }
        for id in &self.missing.tables {
            list.extend(program.tables.get(id.index()).map(|table| table.name.clone()));
        }
        list
    }
}
