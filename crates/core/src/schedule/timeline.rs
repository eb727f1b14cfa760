//! Facts by month.

use super::instances::Instances;
use crate::calendar::Month;
use crate::program::{Case, EntityId, FieldId, InstanceId, Program};

/// The facts of a case from month to month: those at the beginning, and those that hold from some month on.
#[derive(Clone, Debug)]
pub struct Timeline {
    first: Case,
    later: Vec<State>,
}

/// All facts from a month on.
#[derive(Clone, Debug)]
struct State {
    from: Month,
    case: Case,
    /// The facts that were said for this month, and not merely go on.
    given: Vec<(InstanceId, FieldId)>,
}

/// The facts of a month.
pub(super) struct Facts<'t> {
    pub(super) case: &'t Case,
    /// The facts said for this very month.
    pub(super) given: &'t [(InstanceId, FieldId)],
}

impl Timeline {
    /// Facts that never change.
    #[must_use]
    pub fn new(first: Case) -> Self {
        Self { first, later: Vec::new() }
    }

    /// Says which facts hold from a month on: the whole case, and which of its facts were said for this month.
    /// Months come in their order; for a month said before, the later word counts.
    pub fn set(&mut self, from: Month, case: Case, given: Vec<(InstanceId, FieldId)>) {
        self.later.retain(|state| state.from < from);
        self.later.push(State { from, case, given });
    }

    /// The facts at the beginning.
    #[must_use]
    pub fn first(&self) -> &Case {
        &self.first
    }

    /// The facts as they were said last.
    #[must_use]
    pub fn latest(&self) -> &Case {
        self.later.last().map_or(&self.first, |state| &state.case)
    }

    /// The path of the instance of an entity that has a key, in the case of a month; nothing where none or
    /// several have it.
    pub(crate) fn path_of(
        &self,
        program: &Program,
        month: Month,
        entity: EntityId,
        key: &str,
    ) -> Option<String> {
        let instances = Instances::of(program, self.at(month).case);
        let mut found = instances.with_key(entity, key);
        let path = found.next().map(|known| known.path.clone());
        path.filter(|_| found.next().is_none())
    }

    /// How many entries the facts of a month have.
    pub(crate) fn entries(&self, month: Month) -> usize {
        self.at(month).case.instances().len()
    }

    /// The facts of a month.
    pub(super) fn at(&self, month: Month) -> Facts<'_> {
        let begun = self.later.partition_point(|state| state.from <= month);
        match begun.checked_sub(1).and_then(|last| self.later.get(last)) {
            Some(state) if state.from == month => Facts { case: &state.case, given: &state.given },
            Some(state) => Facts { case: &state.case, given: &[] },
            None => Facts { case: &self.first, given: &[] },
        }
    }
}
