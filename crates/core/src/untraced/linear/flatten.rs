//! From a plan's operations to a line of steps.

mod conditions;
mod lists;
mod numbers;
mod words;

use super::{Line, Members, Pair, Register, Step};
use crate::map::Map;
use crate::program::EntityId;
use crate::untraced::code::{Asked, Code};
use crate::untraced::op::{Any, At, TruthId};

/// The root instance, the only one in scope.
const ROOT: At = At { frame: 0, up: 0 };
/// How deep operations may be nested; what lies deeper is walked.
const DEEPEST: u32 = 64;
/// How often an operation is looked at for one plan: shared ones may be met on any number of ways, and beyond
/// this the rest is walked.
const MOST_VISITS: u32 = 1 << 16;
/// How many operations can be known at a step.
const MOST_KNOWN: usize = 256;

/// The line that decides the cases of a plan.
pub fn flatten(code: &Code, root: EntityId) -> Line {
    let mut flattener = Flattener {
        code,
        line: Line::default(),
        next: 0,
        constants: Map::new(),
        found: Map::new(),
        known: Known::default(),
        depth: 0,
        visits: 0,
    };
    for (position, (entity, condition)) in (0..).zip(&code.requirements) {
        let flat = |to: &mut Flattener<'_>| to.requirement(position, *condition);
        flattener.item(*entity == root, Step::WalkRequirement(position), flat);
    }
    for (position, (_, entity, asked)) in (0..).zip(&code.results) {
        let flat = |to: &mut Flattener<'_>| to.result(position, *asked);
        flattener.item(*entity == root, Step::WalkResult(position), flat);
    }
    flattener.line
}

/// The registers of an operation.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// A number that is always whole has no register for its denominator.
    Number(Register, Option<Register>),
    Word(Register),
    Members(Members),
}

/// Which operations have been found on every way to a step, by the number each got when it first was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Known([u64; MOST_KNOWN / 64]);

impl Known {
    fn has(self, mark: usize) -> bool {
        self.0.get(mark / 64).is_some_and(|word| word >> (mark % 64) & 1 == 1)
    }

    fn add(&mut self, mark: usize) {
        if let Some(word) = self.0.get_mut(mark / 64) {
            *word |= 1 << (mark % 64);
        }
    }

    fn and(self, other: Self) -> Self {
        let ([a, b, c, d], [e, f, g, h]) = (self.0, other.0);
        Self([a & e, b & f, c & g, d & h])
    }
}

/// A place that steps before it jump to.
#[derive(Debug, Default)]
struct Label {
    jumps: Vec<usize>,
    /// What is known at all of the jumps.
    known: Option<Known>,
}

struct Flattener<'c> {
    code: &'c Code,
    line: Line,
    /// The first free register.
    next: usize,
    constants: Map<i64, Register>,
    /// Where each operation is found, and its mark among those known.
    found: Map<Any, (Place, usize)>,
    known: Known,
    depth: u32,
    visits: u32,
}

impl Flattener<'_> {
    /// A requirement or result; walked where it is not the root's or needs more than there is room for.
    fn item(&mut self, own: bool, walked: Step, flat: impl FnOnce(&mut Self) -> Option<()>) {
        let (steps, known) = (self.line.steps.len(), self.known);
        if !own || flat(self).is_none() {
            self.line.steps.truncate(steps);
            self.line.steps.push(walked);
            self.known = known;
        }
    }

    fn requirement(&mut self, position: u32, condition: TruthId) -> Option<()> {
        let mut passed = Label::default();
        self.unless(condition, false, &mut passed)?;
        self.add(Step::Refuse(position))?;
        // Nobody comes past a refusal.
        self.known = passed.known.unwrap_or(self.known);
        self.bind(passed)
    }

    fn result(&mut self, result: u32, asked: Asked) -> Option<()> {
        match asked {
            Asked::Tier(case) => {
                let case = self.whole(case)?;
                self.add(Step::Tier { result, case })
            }
            Asked::Excludable(..) => None,
            Asked::Benefit(entitled, amount) => {
                let (mut refused, mut end) = (Label::default(), Label::default());
                self.unless(entitled, true, &mut refused)?;
                let amount = self.number(amount)?;
                let coins = match amount {
                    (coins, None) => coins,
                    (numerator, Some(denominator)) => {
                        let to = self.register()?;
                        self.add(Step::Whole { to, from: Pair { numerator, denominator } })?;
                        to
                    }
                };
                self.add(Step::Granted { result, coins })?;
                self.jump(&mut end)?;
                self.enter(refused)?;
                self.add(Step::NotEntitled(result))?;
                self.bind(end)
            }
        }
    }
}

/// Steps, registers and labels.
impl Flattener<'_> {
    fn add(&mut self, step: Step) -> Option<()> {
        self.line.steps.push(step);
        u16::try_from(self.line.steps.len()).is_ok().then_some(())
    }

    fn register(&mut self) -> Option<Register> {
        let register = Register::try_from(self.next).ok()?;
        self.next = self.next.saturating_add(1);
        Some(register)
    }

    fn constant(&mut self, value: i64) -> Option<Register> {
        if let Some(register) = self.constants.get(&value) {
            return Some(*register);
        }
        let register = self.register()?;
        self.constants.insert(value, register);
        self.line.constants.push((register, value));
        Some(register)
    }

    /// A step that jumps to a label, now or unless its condition is as wanted.
    fn jumping(&mut self, step: Step, label: &mut Label) -> Option<()> {
        label.jumps.push(self.line.steps.len());
        label.known = Some(label.known.map_or(self.known, |known| known.and(self.known)));
        self.add(step)
    }

    fn jump(&mut self, label: &mut Label) -> Option<()> {
        self.jumping(Step::Jump(0), label)
    }

    /// Puts a label here, where the step before leads too.
    fn bind(&mut self, label: Label) -> Option<()> {
        let here = u16::try_from(self.line.steps.len()).ok()?;
        for jump in label.jumps {
            match self.line.steps.get_mut(jump)? {
                Step::Jump(to)
                | Step::IfFact { otherwise: to, .. }
                | Step::If { otherwise: to, .. }
                | Step::IfLess { otherwise: to, .. }
                | Step::IfEqual { otherwise: to, .. }
                | Step::IfLessPair { otherwise: to, .. }
                | Step::IfEqualPair { otherwise: to, .. } => *to = here,
                _ => return None,
            }
        }
        self.known = label.known.map_or(self.known, |known| known.and(self.known));
        Some(())
    }

    /// Puts a label here, to which only its jumps lead.
    fn enter(&mut self, label: Label) -> Option<()> {
        self.known = label.known.unwrap_or(self.known);
        self.bind(label)
    }

    fn deeper<T>(&mut self, flat: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.visits = self.visits.saturating_add(1);
        if self.visits > MOST_VISITS {
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        let flat = flat(self);
        self.depth = self.depth.saturating_sub(1);
        flat
    }

    /// The registers of an operation: where it was found before, or where it is found now. One operation
    /// always has the same registers, so that ways on which it was found may meet.
    fn once(&mut self, any: Any, find: impl FnOnce(&mut Self) -> Option<Place>) -> Option<Place> {
        let before = self.found.get(&any).copied();
        if let Some((place, mark)) = before
            && self.known.has(mark)
        {
            return Some(place);
        }
        // Walked this time, its parts may be others than those its registers hold.
        if before.is_some() && self.depth >= DEEPEST {
            return None;
        }
        let found = self.deeper(find)?;
        let (place, mark) = match before {
            Some((place, mark)) => {
                self.same(found, place)?;
                (place, mark)
            }
            None => (found, self.found.len()),
        };
        if mark >= MOST_KNOWN {
            return None;
        }
        self.found.insert(any, (place, mark));
        self.known.add(mark);
        Some(place)
    }

    /// Brings what was found once more to where it was found first.
    fn same(&mut self, found: Place, first: Place) -> Option<()> {
        let mut bring = |from: Register, to: Register| {
            if from == to { Some(()) } else { self.add(Step::Move { to, from }) }
        };
        match (found, first) {
            (Place::Word(from), Place::Word(to)) => bring(from, to),
            (Place::Number(from, None), Place::Number(to, None)) => bring(from, to),
            (Place::Number(from, Some(below)), Place::Number(to, Some(beneath))) => {
                bring(from, to)?;
                bring(below, beneath)
            }
            (Place::Members(from), Place::Members(to)) => {
                bring(from.bits, to.bits)?;
                bring(from.start, to.start)
            }
            _ => None,
        }
    }

    /// Something that is never available; the register is never read.
    fn given_up(&mut self) -> Option<Register> {
        self.add(Step::GiveUp)?;
        self.register()
    }
}
