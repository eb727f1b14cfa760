//! Evaluates the condition of a check: whether it holds for the figures of a plan, and which they are.

use std::rc::Rc;

use super::evaluate::{Evaluator, Scope};
use super::fault::{Fault, FaultKind, RuleId};
use super::formula::{self, Leaf};
use super::outcome::{Held, NoValue};
use super::show;
use crate::calendar::Date;
use crate::diagnostic::{Span, Text};
use crate::map::Set;
use crate::program::figures::Availability;
use crate::program::plan::Chosen;
use crate::program::{Case, InstanceId, NodeId, ParameterId, Plan, Rule, TableId, Value, ValueId};

/// How many figures are named.
const MOST_FIGURES: usize = 8;

/// The most parts of a formula that are written.
const MOST_PIECES: u32 = 200;

/// What a condition on figures comes to.
pub(crate) enum Verdict {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// A figure is unknown.
    Open(Vec<ParameterId>, Vec<TableId>),
    /// There is no figure on that date or in that region.
    Absent,
    /// It cannot be worked out.
    Error(Text),
    /// There are no steps left.
    OutOfSteps,
}

/// A figure that a condition rests on.
pub(crate) struct Used {
    /// What it is called, with its keys.
    pub(crate) name: Text,
    /// The figure, or that it is unknown.
    pub(crate) figure: Text,
    /// Where it stands.
    pub(crate) place: Span,
}

/// A condition with its figures put in, and where they stand.
pub(crate) struct Written {
    /// The condition.
    pub(crate) text: Text,
    /// The figures.
    pub(crate) figures: Vec<Used>,
}

/// Whether a condition holds; its arguments are the locals. Takes from the steps that are left.
pub(crate) fn judge(
    plan: &Plan,
    case: &Case,
    condition: NodeId,
    arguments: &[Value],
    steps: &mut u64,
) -> Verdict {
    let mut evaluator = Evaluator::new(plan, case);
    evaluator.refill(*steps);
    let outer = enter(&mut evaluator, arguments);
    let outcome = evaluator.bool(condition);
    evaluator.leave(outer);
    *steps = evaluator.steps_left();
    match outcome {
        _ if *steps == 0 => Verdict::OutOfSteps,
        Ok(true) => Verdict::Holds,
        Ok(false) => Verdict::Fails,
        Err(NoValue::Unknown(unknown)) => {
            let missing = evaluator.lacks.list(unknown.lack, 1_000);
            let parameters = missing.parameters.into_iter().map(|(id, _)| id).collect();
            Verdict::Open(parameters, missing.tables)
        }
        Err(NoValue::Fault(fault)) if is_absence(&fault) => Verdict::Absent,
        Err(NoValue::Fault(fault)) => Verdict::Error(fault.report(plan, case).message),
    }
}

/// Writes a condition with its figures.
pub(crate) fn write(plan: &Plan, case: &Case, condition: NodeId, arguments: &[Value]) -> Written {
    let mut evaluator = Evaluator::new(plan, case);
    let outer = enter(&mut evaluator, arguments);
    let mut pieces = MOST_PIECES;
    let written = formula::write(&mut evaluator, condition, &mut pieces);
    evaluator.leave(outer);
    let figures = figures_of(&mut evaluator, written.leaves, &mut pieces);
    Written { text: written.figures, figures }
}

fn enter(evaluator: &mut Evaluator<'_>, arguments: &[Value]) -> Scope {
    let outer = evaluator.enter(RuleId::Nothing, InstanceId::default());
    evaluator.set_locals(arguments.iter().cloned().map(|value| Ok(Held::Value(value))).collect());
    outer
}

/// Whether there is nothing to compare on the date or in the region.
fn is_absence(fault: &Rc<Fault>) -> bool {
    matches!(
        fault.kind,
        FaultKind::NoFigure(..)
            | FaultKind::NoBody(..)
            | FaultKind::TableNotYet(..)
            | FaultKind::NoTableRow(..)
    )
}

/// The figures that leaves rest on, those of definitions included.
fn figures_of(evaluator: &mut Evaluator<'_>, leaves: Vec<Leaf>, pieces: &mut u32) -> Vec<Used> {
    let mut figures: Vec<Used> = Vec::new();
    let mut seen: Set<(ParameterId, Vec<u32>, Date)> = Set::new();
    let mut waiting = leaves;
    waiting.reverse();
    while let Some(leaf) = waiting.pop() {
        if figures.len() >= MOST_FIGURES {
            break;
        }
        let mut below = match leaf {
            Leaf::Figure(parameter, cases, on, found) => {
                if seen.insert((parameter, cases.clone(), on)) {
                    figures.extend(used(evaluator, parameter, &cases, &found.figure, found.entry));
                }
                Vec::new()
            }
            Leaf::Value(_, value) => of_value(evaluator, value, pieces),
            Leaf::Call(called) => {
                let Chosen::Body(_, body) = evaluator.plan.body_of_function(called.function) else {
                    continue;
                };
                let outer = evaluator.enter_bare(RuleId::Function(called.function));
                called.frames.into_iter().for_each(|frame| evaluator.push(frame));
                evaluator.set_locals(called.locals);
                let written = formula::write(evaluator, body, pieces);
                evaluator.leave(outer);
                written.leaves
            }
            Leaf::Fact(..) | Leaf::Table(_) => Vec::new(),
        };
        below.reverse();
        waiting.append(&mut below);
    }
    figures
}

fn of_value(evaluator: &mut Evaluator<'_>, id: ValueId, pieces: &mut u32) -> Vec<Leaf> {
    let nodes = match (evaluator.plan.rule(id), evaluator.plan.body_of_value(id)) {
        (Some(Rule::Definition(_)), Chosen::Body(_, body)) => vec![body],
        (Some(Rule::Tier(tier)), _) => tier.arms.iter().map(|arm| arm.when).collect(),
        _ => Vec::new(),
    };
    let outer = evaluator.enter(RuleId::Value(id), InstanceId::default());
    let mut leaves = Vec::new();
    for node in nodes {
        leaves.extend(formula::write(evaluator, node, pieces).leaves);
    }
    evaluator.leave(outer);
    leaves
}

fn used(
    evaluator: &Evaluator<'_>,
    id: ParameterId,
    cases: &[u32],
    figure: &Availability,
    entry: Option<u32>,
) -> Option<Used> {
    let program = evaluator.program;
    let parameter = program.parameters.get(id.index())?;
    let entry = parameter.entries.get(entry? as usize)?;
    let figure = match figure {
        Availability::Known(value) => show::value(program, parameter.ty, value),
        Availability::Unknown => Text::new("unknown", "未定"),
        _ => return None,
    };
    let keys = show::keys(program, parameter, cases);
    let name = match keys.as_slice() {
        [] => Text::new(format!("`{}`", parameter.name), format!("“{}”", parameter.name)),
        keys => Text::new(
            format!("`{}({})`", parameter.name, keys.join(", ")),
            format!("“{}（{}）”", parameter.name, keys.join("、")),
        ),
    };
    Some(Used { name, figure, place: entry.span })
}
