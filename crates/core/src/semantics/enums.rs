//! Enums, and the types of tiers.

use crate::map::Map;
use crate::program::{CaseName, EnumId, EnumType};
use crate::semantics::Analysis;
use crate::semantics::beside::{index, label};
use crate::semantics::names::TypeName;
use crate::semantics::problems;
use crate::syntax::tree;

impl<'a> Analysis<'a> {
    /// Declares an enum.
    pub(crate) fn declare_written_enum(&mut self, tree: &tree::Enum) {
        self.report_repeated_cases(&tree.cases);
        let cases = tree.cases.iter().map(case_name).collect();
        self.declare_enum(&tree.name, tree.label.as_ref(), tree.ordered, cases);
        if tree.cases.is_empty() && !self.faulty {
            self.report(problems::empty(&tree.name, "case", "项"));
        }
    }

    /// Declares the type of a tier: its cases in the order of the arms.
    pub(crate) fn declare_tier_type(&mut self, tree: &'a tree::Tier) {
        // An amendment that writes all arms may add cases.
        let amended = self.whole_tiers.get(tree.name.text.as_str()).cloned().unwrap_or_default();
        let mut cases: Vec<&tree::Case> = tree.arms.iter().map(|arm| &arm.case).collect();
        cases.push(&tree.otherwise);
        for tree in amended {
            cases.extend(tree.arms.iter().map(|arm| &arm.case));
            cases.extend(tree.otherwise.as_ref().map(|(case, _)| case));
        }
        self.report_repeated_aliases(&cases);
        if let Some(id) = self.declare_enum(&tree.name, tree.label.as_ref(), false, distinct_cases(&cases)) {
            self.tier_types.insert(tree.name.span, id);
        }
    }

    /// Declares the type of an exclusive: its cases are its benefits, with their labels.
    pub(crate) fn declare_exclusive_type(&mut self, tree: &tree::Exclusive) {
        let plain =
            |name: &tree::Name| CaseName { name: name.text.clone(), label: None, aliases: Vec::new() };
        let mut cases: Vec<CaseName> = Vec::new();
        for name in &tree.benefits {
            if cases.iter().all(|case| case.name != name.text) {
                cases.push(plain(name));
            }
        }
        if let Some(id) = self.declare_enum(&tree.name, tree.label.as_ref(), false, cases) {
            self.tier_types.insert(tree.name.span, id);
        }
    }

    fn declare_enum(
        &mut self,
        name: &tree::Name,
        written_label: Option<&tree::Quoted>,
        ordered: bool,
        cases: Vec<CaseName>,
    ) -> Option<EnumId> {
        let id = EnumId(index(self.program.enums.len()));
        if !self.declare_type(name, TypeName::Enum(id)) {
            return None;
        }
        self.names.declare_cases(id, cases.iter().map(|case| case.name.as_str()));
        let label = label(written_label);
        self.program.enums.push(EnumType { name: name.text.clone(), label, ordered, cases, tier: None });
        Some(id)
    }

    fn report_repeated_cases(&mut self, cases: &[tree::Case]) {
        let mut seen = Map::new();
        for case in cases {
            if let Some(earlier) = seen.insert(case.name.text.as_str(), case.name.span) {
                self.report(problems::duplicate(case.name.span, &case.name.text, earlier));
            }
        }
        self.report_repeated_aliases(&cases.iter().collect::<Vec<_>>());
    }

    /// A case of a fact may be given by any of its names, so each means one case.
    fn report_repeated_aliases(&mut self, cases: &[&tree::Case]) {
        let mut taken: Map<&str, &str> =
            cases.iter().map(|case| (case.name.text.as_str(), case.name.text.as_str())).collect();
        for case in cases {
            for alias in &case.aliases {
                self.check_alias(&mut taken, alias, &case.name.text);
            }
        }
    }
}

fn case_name(case: &tree::Case) -> CaseName {
    CaseName {
        name: case.name.text.clone(),
        label: label(case.label.as_ref()),
        aliases: case.aliases.iter().map(|alias| alias.text.clone()).collect(),
    }
}

/// A tier may reach one case by several arms: the first label counts, and the aliases of all.
fn distinct_cases(cases: &[&tree::Case]) -> Vec<CaseName> {
    let mut distinct: Vec<CaseName> = Vec::new();
    let mut positions = Map::new();
    for case in cases {
        let position = *positions.or_insert(case.name.text.as_str(), distinct.len());
        match distinct.get_mut(position) {
            Some(known) => {
                let other = case_name(case);
                known.label = known.label.take().or(other.label);
                known.aliases.extend(other.aliases);
            }
            None => distinct.push(case_name(case)),
        }
    }
    distinct
}
