//! Choices, figures, tables and definitions with arguments as code.

use crate::program::figures::{Availability, Resolved};
use crate::program::plan::Chosen;
use crate::program::table::Test;
use crate::program::{FunctionId, NodeId, Place, TableId, Type, Value};
use crate::untraced::compile::{Compiler, Op, Scope};
use crate::untraced::op::{Number, Truth, TruthId, Whole, WholeId};
use crate::untraced::ratio::Ratio;
use crate::vocabulary::Hit;

impl Compiler<'_> {
    /// `if`: each arm by the type of its value.
    pub fn choice(&mut self, arms: &[(NodeId, NodeId)], otherwise: NodeId, ty: Type, scope: &Scope) -> Op {
        let conditions: Vec<TruthId> =
            arms.iter().map(|(condition, _)| self.truth(*condition, scope)).collect();
        let values = arms.iter().map(|(_, value)| *value);
        let conditions = conditions.into_iter();
        match ty {
            Type::Bool => {
                let arms = conditions.zip(values.map(|value| self.truth(value, scope))).collect();
                let otherwise = self.truth(otherwise, scope);
                Op::Truth(self.pools.truth(Truth::If(arms, otherwise)))
            }
            ty if ty.is_numeric() => {
                let arms = conditions.zip(values.map(|value| self.number(value, scope))).collect();
                let otherwise = self.number(otherwise, scope);
                Op::Number(self.pools.number(Number::If(arms, otherwise)))
            }
            _ => {
                let arms = conditions.zip(values.map(|value| self.whole(value, scope))).collect();
                let otherwise = self.whole(otherwise, scope);
                Op::Whole(self.pools.whole(Whole::If(arms, otherwise)))
            }
        }
    }

    /// A figure of the plan.
    pub fn figure(&mut self, resolved: &Resolved, ty: Type) -> Op {
        match &resolved.figure {
            Availability::Known(value) => self.constant(value, ty),
            _ => self.gone(ty),
        }
    }

    /// A keyed parameter: the figure is picked by its keys.
    pub fn figures(&mut self, keys: &[NodeId], figures: &[Resolved], ty: Type, scope: &Scope) -> Op {
        let program = self.plan.program();
        let keys: Box<[(WholeId, u32)]> = keys
            .iter()
            .map(|key| {
                let cases = match self.plan.node(*key).ty {
                    Type::Case(id) => program.enums.get(id.index()).map_or(0, |ty| ty.cases.len()),
                    _ => 0,
                };
                (self.whole(*key, scope), u32::try_from(cases).unwrap_or(u32::MAX))
            })
            .collect();
        let known = |resolved: &Resolved| match &resolved.figure {
            Availability::Known(value) => Some(value.clone()),
            _ => None,
        };
        if ty.is_numeric() {
            let number = |resolved: &Resolved| match known(resolved) {
                Some(Value::Number(number)) => Ratio::from_rational(number),
                _ => Ratio::GONE,
            };
            let figures = figures.iter().map(number).collect();
            return Op::Number(self.pools.number(Number::Pick(keys, figures)));
        }
        let whole = |resolved: &Resolved| match known(resolved) {
            Some(Value::Date(date)) => i64::from(date.packed()),
            Some(Value::Month(month)) => i64::from(month.index()),
            Some(Value::Case(case)) => i64::from(case),
            _ => crate::untraced::cells::UNKNOWN,
        };
        match ty {
            Type::Date | Type::Month | Type::Case(_) => {
                let figures = figures.iter().map(whole).collect();
                Op::Whole(self.pools.whole(Whole::Pick(keys, figures)))
            }
            _ => self.gone(ty),
        }
    }

    /// A table: its rows as conditions on the arguments.
    pub fn table(
        &mut self,
        id: TableId,
        arguments: &[NodeId],
        result: u32,
        if_none: Option<NodeId>,
        ty: Type,
        scope: &Scope,
    ) -> Op {
        let plan = self.plan;
        let Some(table) = plan.program().tables.get(id.index()) else { return self.gone(ty) };
        let Ok(column) = table.column(result, plan.as_of()) else { return self.gone(ty) };
        let locals: Vec<Op> = arguments.iter().map(|argument| self.given(*argument, scope)).collect();
        let mut inner = scope.clone();
        inner.frames.clear();
        inner.locals.clone_from(&locals);
        let mut rows: Vec<(TruthId, Op)> = Vec::new();
        for position in plan.rows_of(id) {
            let Some(row) = table.rows.get(*position as usize) else { continue };
            let tests: Box<[TruthId]> =
                row.cells.iter().zip(&locals).map(|(cell, local)| self.cell(cell, *local)).collect();
            let condition = self.pools.truth(Truth::And(tests));
            let value = match row.values.get(column) {
                Some(Some(node)) => self.op(*node, &inner),
                _ => self.gone(ty),
            };
            rows.push((condition, value));
        }
        let none = if_none.map(|node| self.op(node, scope));
        let plain = matches!(table.hit, Hit::Unique | Hit::First);
        let found = match ty {
            ty if ty.is_numeric() => {
                let rows =
                    rows.into_iter().map(|(condition, value)| (condition, self.number_of(value))).collect();
                let none = none.map(|none| self.number_of(none));
                Op::Number(self.pools.number(Number::Table(table.hit, rows, none)))
            }
            Type::Bool if plain => {
                let rows =
                    rows.into_iter().map(|(condition, value)| (condition, self.truth_of(value))).collect();
                let none = none.map(|none| self.truth_of(none));
                Op::Truth(self.pools.truth(Truth::Table(rows, none)))
            }
            _ if plain => {
                let rows =
                    rows.into_iter().map(|(condition, value)| (condition, self.whole_of(value))).collect();
                let none = none.map(|none| self.whole_of(none));
                Op::Whole(self.pools.whole(Whole::Table(rows, none)))
            }
            _ => self.gone(ty),
        };
        self.after(&locals, found)
    }

    fn cell(&mut self, tests: &[Test], local: Op) -> TruthId {
        let parts = tests.iter().map(|test| self.test(test, local)).collect();
        self.pools.truth(Truth::Or(parts))
    }

    fn test(&mut self, test: &Test, local: Op) -> TruthId {
        let op = match test {
            Test::Any => Truth::Constant(true),
            Test::Equal(value) => match (local, self.constant_like(value, local)) {
                (Op::Number(left), Op::Number(right)) => Truth::Equal(left, right, false),
                (Op::Whole(left), Op::Whole(right)) => Truth::EqualWhole(left, right, false),
                (Op::Truth(left), Op::Truth(right)) => Truth::EqualAnswer(left, right, false),
                _ => Truth::Gone,
            },
            Test::Within(bounds) => {
                let parts = bounds.iter();
                let parts = parts
                    .map(|(comparison, limit)| {
                        let op = match (local, self.constant_like(limit, local)) {
                            (Op::Number(left), Op::Number(right)) => Truth::Compare(*comparison, left, right),
                            (Op::Whole(left), Op::Whole(right)) => {
                                Truth::CompareWhole(*comparison, left, right)
                            }
                            _ => Truth::Gone,
                        };
                        self.pools.truth(op)
                    })
                    .collect();
                Truth::And(parts)
            }
        };
        self.pools.truth(op)
    }

    fn constant_like(&mut self, value: &Value, local: Op) -> Op {
        let ty = match local {
            Op::Number(_) => Type::Number,
            Op::Truth(_) => Type::Bool,
            Op::Whole(_) => Type::Text,
        };
        self.constant(value, ty)
    }

    /// A definition with arguments, written out where it is called.
    pub fn call(&mut self, id: FunctionId, of: Place, arguments: &[NodeId], ty: Type, scope: &Scope) -> Op {
        let plan = self.plan;
        let Some(function) = plan.program().functions.get(id.index()) else { return self.gone(ty) };
        let (Chosen::Body(_, body), Some(own)) = (plan.body_of_function(id), self.locate(of, scope)) else {
            return self.gone(ty);
        };
        let mut inner =
            Scope { owner: scope.owner, frames: vec![own], locals: Vec::new(), depth: scope.depth };
        let mut laid = Vec::new();
        for ((_, ty), argument) in function.arguments.iter().zip(arguments) {
            if !matches!(ty, Type::Record(_)) {
                inner.locals.push(self.given(*argument, scope));
                continue;
            }
            let Some((reach, entity)) = self.reach(*argument, scope) else { return self.gone(*ty) };
            let Some((next, frame)) = inner.with_element(entity) else { return self.gone(*ty) };
            inner = next;
            laid.push((reach, frame));
        }
        // Arguments see the caller's frames, so what is laid for one does not disturb another.
        let op = self.op(body, &inner);
        let mut op = self.after(&inner.locals, op);
        for (reach, frame) in laid.into_iter().rev() {
            op = self.with(reach, frame, op);
        }
        op
    }

    /// An operation before which others are evaluated whether it needs them or not, as the interpreter does: what
    /// a decision assumes is what was read. Nothing need be done for those that assume nothing.
    pub fn after(&mut self, before: &[Op], op: Op) -> Op {
        let yes = self.pools.truth(Truth::Constant(true));
        let read: Vec<TruthId> = before.iter().filter_map(|op| self.is_found(*op)).collect();
        if read.is_empty() {
            return op;
        }
        let read =
            read.into_iter().map(|found| self.pools.truth(Truth::Or(Box::new([found, yes])))).collect();
        let read = self.pools.truth(Truth::And(read));
        match op {
            Op::Number(id) => {
                let gone = self.pools.number(Number::Gone);
                Op::Number(self.pools.number(Number::If(Box::new([(read, id)]), gone)))
            }
            Op::Truth(id) => Op::Truth(self.pools.truth(Truth::And(Box::new([read, id])))),
            Op::Whole(id) => {
                let gone = self.pools.whole(Whole::Gone);
                Op::Whole(self.pools.whole(Whole::If(Box::new([(read, id)]), gone)))
            }
        }
    }

    /// Whether there is a value, which is never answered with no; nothing where no default is read on the way.
    fn is_found(&mut self, op: Op) -> Option<TruthId> {
        self.pools.is_assuming(op.any()).then(|| {
            self.pools.truth(match op {
                Op::Number(id) => Truth::Equal(id, id, false),
                Op::Truth(id) => Truth::EqualAnswer(id, id, false),
                Op::Whole(id) => Truth::EqualWhole(id, id, false),
            })
        })
    }
}
