//! The code of a plan: its operations, each once, and what is asked of them.

use std::hash::Hash;

use crate::map::{Map, Set};
use crate::program::{EntityId, Program, ValueId};
use crate::untraced::assumed::Defaults;
use crate::untraced::layout::Layout;
use crate::untraced::op::{Any, List, ListId, Number, NumberId, Truth, TruthId, Whole, WholeId};
use crate::untraced::particulars::Particulars;
use crate::untraced::parts::{list_parts, number_parts, truth_parts, whole_parts};

/// What a plan runs.
#[derive(Debug, Default)]
pub struct Code {
    pub numbers: Vec<Number>,
    pub truths: Vec<Truth>,
    /// Of each condition, whether the interpreter has no answer either where there is none here.
    pub open: Vec<bool>,
    pub wholes: Vec<Whole>,
    pub lists: Vec<List>,
    pub layout: Layout,
    /// What facts are that nobody gave.
    pub defaults: Defaults,
    /// Texts that the policy compares with; a text fact's cell is its position here, or -1.
    pub texts: Vec<std::sync::Arc<str>>,
    /// What a case must satisfy, by its position among the program's requirements.
    pub requirements: Vec<(EntityId, TruthId)>,
    /// The tiers and benefits, in the order written.
    pub results: Vec<(ValueId, EntityId, Asked)>,
    /// By the index of a value, the particulars of a benefit that has some; empty where none has.
    pub particulars: Vec<Option<Particulars>>,
    /// What is kept, with the entity of whose instances.
    pub kept: Vec<(EntityId, Any)>,
}

/// What is asked of a result.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// The case of a tier.
    Tier(WholeId),
    /// Whether somebody is entitled to a benefit, and the amount.
    Benefit(TruthId, NumberId),
    /// What became of a benefit that stands in exclusives, and the amount: [`REFUSED`], [`GRANTED`], or from
    /// there on the way in which it is excluded.
    Excludable(WholeId, NumberId),
}

/// Nobody is entitled.
pub const REFUSED: i64 = 0;
/// It is granted.
pub const GRANTED: i64 = 1;

/// Operations while code is made: the same operation is never stored twice.
#[derive(Debug)]
pub struct Pool<T> {
    stored: Vec<T>,
    known: Map<T, u32>,
    /// Of each, whether it may read a default.
    assuming: Vec<bool>,
}

impl<T: Clone + Eq + Hash> Pool<T> {
    pub fn new() -> Self {
        Self { stored: Vec::new(), known: Map::new(), assuming: Vec::new() }
    }

    fn known(&self, op: &T) -> Option<u32> {
        self.known.get(op).copied()
    }

    fn add(&mut self, op: T, assuming: bool) -> u32 {
        let next = u32::try_from(self.stored.len()).unwrap_or(u32::MAX);
        self.known.insert(op.clone(), next);
        self.stored.push(op);
        self.assuming.push(assuming);
        next
    }

    fn is_assuming(&self, id: u32) -> bool {
        self.assuming.get(id as usize).copied().unwrap_or(false)
    }

    pub fn get(&self, id: u32) -> Option<&T> {
        self.stored.get(id as usize)
    }

    pub fn into_stored(self) -> Vec<T> {
        self.stored
    }
}

/// All pools of the code being made.
#[derive(Debug)]
pub struct Pools {
    pub numbers: Pool<Number>,
    pub truths: Pool<Truth>,
    pub wholes: Pool<Whole>,
    pub lists: Pool<List>,
    /// Where in an instance, of whatever entity, the cells of a fact with a default may be.
    defaults: Set<u32>,
}

impl Pools {
    /// No operations yet, over the facts of a program.
    pub fn new(program: &Program, layout: &Layout) -> Self {
        let assumed = layout.fields(program).filter(|(field, _)| field.default.is_some());
        let defaults = assumed.map(|(_, offset)| offset).collect();
        let (numbers, truths, wholes, lists) = (Pool::new(), Pool::new(), Pool::new(), Pool::new());
        Self { numbers, truths, wholes, lists, defaults }
    }

    pub fn number(&mut self, op: Number) -> NumberId {
        let id = self.numbers.known(&op).unwrap_or_else(|| {
            let assuming = match op {
                Number::Fact(_, offset) | Number::Fraction(_, offset) => self.has_default(offset),
                Number::SumFact(of, offset) => self.has_default(offset) || self.is_assuming(Any::List(of)),
                _ => self.any_assuming(number_parts(&op)),
            };
            self.numbers.add(op, assuming)
        });
        NumberId(id)
    }

    pub fn truth(&mut self, op: Truth) -> TruthId {
        let id = self.truths.known(&op).unwrap_or_else(|| {
            let assuming = match op {
                Truth::Fact(_, offset) => self.has_default(offset),
                _ => self.any_assuming(truth_parts(&op)),
            };
            self.truths.add(op, assuming)
        });
        TruthId(id)
    }

    pub fn whole(&mut self, op: Whole) -> WholeId {
        let id = self.wholes.known(&op).unwrap_or_else(|| {
            let assuming = match op {
                Whole::Fact(_, offset) => self.has_default(offset),
                _ => self.any_assuming(whole_parts(&op)),
            };
            self.wholes.add(op, assuming)
        });
        WholeId(id)
    }

    pub fn list(&mut self, op: List) -> ListId {
        let id = self.lists.known(&op).unwrap_or_else(|| {
            let assuming = match op {
                List::Members(_, offset, _) => self.has_default(offset),
                _ => self.any_assuming(list_parts(&op)),
            };
            self.lists.add(op, assuming)
        });
        ListId(id)
    }

    /// Whether an operation may read a default.
    pub fn is_assuming(&self, any: Any) -> bool {
        match any {
            Any::Number(id) => self.numbers.is_assuming(id.0),
            Any::Truth(id) => self.truths.is_assuming(id.0),
            Any::Whole(id) => self.wholes.is_assuming(id.0),
            Any::List(id) => self.lists.is_assuming(id.0),
        }
    }

    /// Whether an operation is read as fast as a slot is.
    pub fn is_at_hand(&self, any: Any) -> bool {
        match any {
            Any::Number(id) => matches!(
                self.numbers.get(id.0),
                Some(
                    Number::Keep(..)
                        | Number::Constant(_)
                        | Number::Fact(..)
                        | Number::Fraction(..)
                        | Number::Gone
                )
            ),
            Any::Truth(id) => matches!(
                self.truths.get(id.0),
                Some(Truth::Keep(..) | Truth::Constant(_) | Truth::Fact(..) | Truth::Gone)
            ),
            Any::Whole(id) => matches!(
                self.wholes.get(id.0),
                Some(Whole::Keep(..) | Whole::Constant(_) | Whole::Fact(..) | Whole::Gone)
            ),
            Any::List(id) => matches!(self.lists.get(id.0), Some(List::Keep(..) | List::Members(..))),
        }
    }

    fn any_assuming(&self, parts: Vec<(Any, bool)>) -> bool {
        parts.into_iter().any(|(part, _)| self.is_assuming(part))
    }

    fn has_default(&self, offset: u32) -> bool {
        self.defaults.contains(&offset)
    }
}
