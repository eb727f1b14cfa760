//! A program specialised for one date and one region: what executors run.

mod choose;

use std::sync::Arc;

use super::check::Reach;
use super::figures::{Availability, Resolved, key_cases, key_index};
use super::{
    FunctionId, Node, NodeId, NodeKind, Nodes, ParameterId, Program, Region, TableId, Value, ValueId,
};
use crate::calendar::Date;

/// The most combinations of keys for which a plan keeps a figure each. A parameter with more is looked
/// up when it is read.
pub const MOST_FIGURES: u32 = 1 << 16;

/// A figure put in place of those of a parameter: for one key or for all, known or unknown.
pub type Override = (ParameterId, Option<u32>, Option<Value>);

/// A program for one date and one region.
///
/// A plan never changes and holds no state of any decision, so threads may share it.
#[derive(Debug)]
pub struct Plan {
    program: Arc<Program>,
    as_of: Date,
    region: Option<Region>,
    nodes: Nodes,
    values: Vec<Chosen>,
    functions: Vec<Chosen>,
    /// Which amendment of each tier or benefit holds.
    variants: Vec<Option<usize>>,
    /// The table that holds in the place of each.
    tables: Vec<TableId>,
    /// The rows of each table that count in the region.
    rows: Vec<Box<[u32]>>,
    overrides: Vec<Override>,
}

/// Which body of a definition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The body at this position, and its node.
    Body(u32, NodeId),
    /// None yet; the first one begins on the date given.
    NotYet(Option<Date>),
    /// None any more; the last one ended on the date given.
    Expired(Option<Date>),
    /// There is none for the region, or the value is no definition.
    Nothing,
}

/// The region asked for lies outside the one the policy holds for.
#[derive(thiserror::Error, Clone, Debug, PartialEq, Eq)]
#[error("region `{asked}` is outside the policy's region `{policy}`")]
pub struct RegionOutside {
    /// The region asked for.
    pub asked: Region,
    /// The policy's region.
    pub policy: Region,
}

impl Plan {
    /// The plan of a program for a date and a region; the policy's own region where none is given.
    ///
    /// # Errors
    /// When the region lies outside the policy's.
    pub fn new(program: Arc<Program>, as_of: Date, region: Option<Region>) -> Result<Self, RegionOutside> {
        Self::with_overrides(program, as_of, region, Vec::new())
    }

    /// A plan in which some figures are replaced, for a test or a what-if.
    ///
    /// # Errors
    /// When the region lies outside the policy's.
    pub fn with_overrides(
        program: Arc<Program>,
        as_of: Date,
        region: Option<Region>,
        overrides: Vec<Override>,
    ) -> Result<Self, RegionOutside> {
        let region = region.or_else(|| program.region.clone());
        if let (Some(asked), Some(policy)) = (&region, &program.region)
            && !asked.is_within(policy)
        {
            return Err(RegionOutside { asked: asked.clone(), policy: policy.clone() });
        }
        let mut plan = Self {
            program,
            as_of,
            region,
            nodes: Nodes::default(),
            values: Vec::new(),
            functions: Vec::new(),
            variants: Vec::new(),
            tables: Vec::new(),
            rows: Vec::new(),
            overrides,
        };
        plan.nodes = plan.folded_nodes();
        plan.values = plan.chosen_values();
        plan.functions =
            plan.program.functions.iter().map(|function| plan.choose(&function.bodies)).collect();
        plan.variants = plan.variants_in_region();
        plan.tables =
            (0..).map(TableId).zip(&plan.program.tables).map(|(id, _)| plan.table_in_region(id)).collect();
        plan.rows = plan.rows_in_region();
        Ok(plan)
    }

    /// A plan with which figures are read on one date and in one region after another; see
    /// [`Plan::turn`]. What it does not rest on is left out.
    pub(crate) fn of_figures(program: Arc<Program>, as_of: Date) -> Self {
        Self {
            as_of,
            region: None,
            nodes: program.nodes.clone(),
            values: vec![Chosen::Nothing; program.values.len()],
            functions: vec![Chosen::Nothing; program.functions.len()],
            variants: vec![None; program.values.len()],
            tables: (0..).map(TableId).take(program.tables.len()).collect(),
            rows: vec![Box::default(); program.tables.len()],
            overrides: Vec::new(),
            program,
        }
    }

    /// Turns a plan of figures to another date and region, for what rests on no more than `reach`.
    pub(crate) fn turn(&mut self, as_of: Date, region: Option<Region>, reach: &Reach) {
        (self.as_of, self.region) = (as_of, region);
        for id in &reach.values {
            let rule = self.program.values.get(id.index()).map(|value| &value.rule);
            let chosen = rule.map_or(Chosen::Nothing, |rule| self.chosen_value(rule));
            if let Some(place) = self.values.get_mut(id.index()) {
                *place = chosen;
            }
            let variant = self.program.values.get(id.index()).and_then(|value| self.variant_in_region(value));
            if let Some(place) = self.variants.get_mut(id.index()) {
                *place = variant;
            }
        }
        for id in &reach.functions {
            let function = self.program.functions.get(id.index());
            let chosen = function.map_or(Chosen::Nothing, |function| self.choose(&function.bodies));
            if let Some(place) = self.functions.get_mut(id.index()) {
                *place = chosen;
            }
        }
        for id in &reach.tables {
            let held = self.table_in_region(*id);
            if let Some(place) = self.tables.get_mut(id.index()) {
                *place = held;
            }
            let table = self.program.tables.get(held.index());
            let rows = table.map(|table| self.rows_of_nearest_level(table)).unwrap_or_default();
            if let Some(place) = self.rows.get_mut(held.index()) {
                *place = rows;
            }
        }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// The date decided for.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The region decided for; none where neither the caller nor the policy names one.
    #[must_use]
    pub fn region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    /// The nodes, with the ids they have in the program.
    #[must_use]
    pub fn nodes(&self) -> &Nodes {
        &self.nodes
    }

    /// A node.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        self.nodes.get(id)
    }

    /// The body of a definition without arguments that holds.
    #[must_use]
    pub fn body_of_value(&self, id: ValueId) -> Chosen {
        self.values.get(id.index()).copied().unwrap_or(Chosen::Nothing)
    }

    /// The body of a definition with arguments that holds.
    #[must_use]
    pub fn body_of_function(&self, id: FunctionId) -> Chosen {
        self.functions.get(id.index()).copied().unwrap_or(Chosen::Nothing)
    }

    /// The positions of the rows of a table that count in the region, in the order written.
    #[must_use]
    pub fn rows_of(&self, id: TableId) -> &[u32] {
        self.rows.get(id.index()).map_or(&[], |rows| rows)
    }

    /// The figures put in place of others.
    #[must_use]
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// How many combinations of keys a parameter has: 1 without keys, 0 where it is not of this program.
    #[must_use]
    pub fn combinations(&self, id: ParameterId) -> u32 {
        combinations(&self.program, id)
    }

    /// What a plan of a program costs to make, in about the time of a step of a decision.
    pub(crate) fn cost(program: &Program) -> u64 {
        let mut cost = 0u64;
        for (_, node) in program.nodes.iter() {
            let figures = match &node.kind {
                NodeKind::Parameter { parameter, on: None, .. } => combinations(program, *parameter),
                _ => 1,
            };
            cost = cost.saturating_add(if figures > MOST_FIGURES { 1 } else { figures.into() });
        }
        let rows = program.tables.iter().map(|table| table.rows.len() as u64);
        rows.fold(cost, u64::saturating_add)
    }

    /// The position of a combination of cases among the figures of a parameter.
    #[must_use]
    pub fn key_of(&self, id: ParameterId, cases: &[u32]) -> u32 {
        key_index(cases, &key_sizes(&self.program, id))
    }

    /// The cases at a position among the figures of a parameter, of which [`Plan::key_of`] tells the position.
    #[must_use]
    pub fn cases_of(&self, id: ParameterId, key: u32) -> Vec<u32> {
        key_cases(key, &key_sizes(&self.program, id))
    }

    /// The figure of a parameter for a key on a date, in the plan's region.
    #[must_use]
    pub fn figure(&self, id: ParameterId, key: u32, date: Date) -> Resolved {
        let own = |of: &&Override| of.0 == id && of.1.is_none_or(|replaced| replaced == key);
        if let Some((.., value)) = self.overrides.iter().rev().find(own) {
            let figure = value.clone().map_or(Availability::Unknown, Availability::Known);
            return Resolved { figure, entry: None, level: None, replaced: true };
        }
        match self.program.parameters.get(id.index()) {
            Some(parameter) => parameter.resolve(self.region(), key, date),
            None => Resolved { figure: Availability::Nothing, entry: None, level: None, replaced: false },
        }
    }

    fn folded_nodes(&self) -> Nodes {
        let mut nodes = Nodes::default();
        for (_, node) in self.program.nodes.iter() {
            nodes.add(Node { kind: self.folded(&node.kind), ty: node.ty, span: node.span });
        }
        nodes
    }

    /// A node with its parameter resolved, where that takes neither another date nor too many figures.
    fn folded(&self, kind: &NodeKind) -> NodeKind {
        let NodeKind::Parameter { parameter, keys, on: None } = kind else {
            return kind.clone();
        };
        if keys.is_empty() {
            return NodeKind::Figure(*parameter, self.figure(*parameter, 0, self.as_of));
        }
        let combinations = self.combinations(*parameter);
        if combinations > MOST_FIGURES {
            return kind.clone();
        }
        let figures = (0..combinations).map(|key| self.figure(*parameter, key, self.as_of)).collect();
        NodeKind::Figures { parameter: *parameter, keys: keys.clone(), figures }
    }

    /// The amendment that holds, of a tier or benefit that has any.
    pub(super) fn variant_of(&self, id: ValueId) -> Option<usize> {
        self.variants.get(id.index()).copied().flatten()
    }

    /// The table that holds in the plan's region in the place of one: itself, or an amendment of it.
    #[must_use]
    pub fn table(&self, id: TableId) -> TableId {
        self.tables.get(id.index()).copied().unwrap_or(id)
    }
}

/// How many combinations of keys a parameter has.
fn combinations(program: &Program, id: ParameterId) -> u32 {
    let parameter = program.parameters.get(id.index());
    parameter.map_or(0, |_| key_sizes(program, id).iter().fold(1, |all, size| all.saturating_mul(*size)))
}

fn key_sizes(program: &Program, id: ParameterId) -> Vec<u32> {
    let keys = program.parameters.get(id.index()).map_or(&[][..], |parameter| &parameter.keys);
    let size = |key: &super::EnumId| program.enums.get(key.index()).map_or(0, |ty| ty.cases.len());
    keys.iter().map(|key| u32::try_from(size(key)).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::figures::{Entry, Figure, Parameter, Validity};
    use super::super::{Body, Derived, Rule, Type};
    use super::*;
    use crate::diagnostic::Span;
    use crate::number::Rational;

    fn date(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    fn number(value: i64) -> Value {
        Value::Number(Rational::from(value))
    }

    fn constant(program: &mut Program, value: i64) -> NodeId {
        let kind = NodeKind::Constant(number(value));
        program.nodes.add(Node { kind, ty: Type::Number, span: Span::default() })
    }

    fn body(region: Option<&str>, from: Option<&str>, to: Option<&str>, node: NodeId) -> Body {
        let validity = Validity { region: region.map(Region::new), from: from.map(date), to: to.map(date) };
        Body { validity, node, rank: 0, citations: Vec::new() }
    }

    /// Two national bodies, and one of a city that has expired.
    fn dated_definition() -> Arc<Program> {
        let mut program = Program::default();
        let [old, new, city] = [1, 2, 3].map(|value| constant(&mut program, value));
        program.values.push(Derived {
            name: "a".into(),
            label: None,
            entity: program.root,
            ty: Type::Number,
            bounds: Vec::new(),
            whole: false,
            kept: None,
            rule: Rule::Definition(vec![
                body(None, Some("2022-01-01"), None, old),
                body(None, Some("2023-01-01"), None, new),
                body(Some("360100"), Some("2022-01-01"), Some("2022-12-31"), city),
            ]),
            variants: Vec::new(),
            citations: Vec::new(),
            span: Span::default(),
            name_span: Span::default(),
        });
        Arc::new(program)
    }

    #[test]
    fn bodies_are_chosen_by_level_then_date() {
        let program = dated_definition();
        let chosen = |day: &str, region: &str| {
            let plan = Plan::new(Arc::clone(&program), date(day), Some(Region::new(region))).unwrap();
            plan.body_of_value(ValueId(0))
        };
        assert_eq!(chosen("2022-06-01", "310000"), Chosen::Body(0, NodeId(0)));
        assert_eq!(chosen("2023-01-01", "310000"), Chosen::Body(1, NodeId(1)));
        assert_eq!(chosen("2021-12-31", "310000"), Chosen::NotYet(Some(date("2022-01-01"))));
        assert_eq!(chosen("2022-06-01", "360102"), Chosen::Body(2, NodeId(2)));
        assert_eq!(chosen("2023-06-01", "360102"), Chosen::Expired(Some(date("2022-12-31"))));
    }

    #[test]
    fn a_region_must_lie_inside_the_policys() {
        let program = Arc::new(Program { region: Some(Region::new("360000")), ..Program::default() });
        let plan = |region: Option<&str>| {
            Plan::new(Arc::clone(&program), date("2023-06-01"), region.map(Region::new))
        };
        assert_eq!(plan(None).unwrap().region(), Some(&Region::new("360000")));
        assert_eq!(plan(Some("360102")).unwrap().region(), Some(&Region::new("360102")));
        assert!(plan(Some("310000")).is_err());
    }

    #[test]
    fn figures_are_folded_and_can_be_replaced() {
        let mut program = Program::default();
        let figure = Figure { from: Some(date("2022-01-01")), to: None, value: Some(number(855)), entry: 0 };
        let entry = Entry { validity: Validity::default(), citations: Vec::new(), span: Span::default() };
        program.parameters.push(Parameter {
            name: "standard".into(),
            label: None,
            keys: Vec::new(),
            ty: Type::Number,
            entries: vec![entry],
            series: [((None, 0), vec![figure])].into(),
            strata: Vec::new(),
            citations: Vec::new(),
            span: Span::default(),
        });
        let kind = NodeKind::Parameter { parameter: ParameterId(0), keys: Vec::new(), on: None };
        let node = program.nodes.add(Node { kind, ty: Type::Number, span: Span::default() });
        let program = Arc::new(program);
        let found = |day: &str, overrides: Vec<Override>| {
            let plan = Plan::with_overrides(Arc::clone(&program), date(day), None, overrides).unwrap();
            match &plan.node(node).kind {
                NodeKind::Figure(_, resolved) => resolved.clone(),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(found("2023-01-01", Vec::new()).figure, Availability::Known(number(855)));
        assert_eq!(found("2021-01-01", Vec::new()).figure, Availability::NotYet(Some(date("2022-01-01"))));
        let replaced = found("2021-01-01", vec![(ParameterId(0), None, Some(number(900)))]);
        assert_eq!((replaced.figure, replaced.replaced), (Availability::Known(number(900)), true));
        let withheld = found("2023-01-01", vec![(ParameterId(0), None, None)]);
        assert_eq!(withheld.figure, Availability::Unknown);
    }

    #[test]
    fn plans_can_be_shared_by_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Plan>();
    }
}
