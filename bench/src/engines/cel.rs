//! cel: one compiled program, executed in a context prepared for each household.
//!
//! The language has no sum and, in this crate, no local names. Both are added here in the crate's own way, as
//! a host would: `sum` as an overload in Rust and `cel.bind` as the macro the CEL extensions define.

use std::collections::HashMap;
use std::sync::Arc;

use cel::common::ast::{ComprehensionExpr, Expr, IdedExpr, ListExpr, LiteralValue};
use cel::common::types::{CelDouble, CelInt, CelList};
use cel::parser::{Macro, MacroExprHelper, ParseError};
use cel::{Context, Env, ExecutionError, Program, Value};

use super::answer;
use crate::households::{Household, Money};
use crate::lane::Engine;
use crate::reference::Outcome;

// Naming the incomes pays; naming their number and their sum too costs more than computing them again.
const YUAN: &str = "
    cel.bind(incomes, members.map(m, !m.imprisoned, m.income),
    size(incomes) == 0 ? {'error': 'no counted members'}
        : !property_ok ? {'tier': 'none', 'payment': 0.0}
        : sum(incomes) / double(size(incomes)) < 915.0
            ? {'tier': 'dibao', 'payment': math.ceil(915.0 * double(size(incomes)) - sum(incomes))}
        : sum(incomes) / double(size(incomes)) < 1.5 * 915.0 ? {'tier': 'margin', 'payment': 0.0}
        : {'tier': 'none', 'payment': 0.0})";

const FEN: &str = "
    cel.bind(incomes, members.map(m, !m.imprisoned, m.income),
    size(incomes) == 0 ? {'error': 'no counted members'}
        : !property_ok ? {'tier': 'none', 'payment': 0}
        : sum(incomes) < 91500 * size(incomes)
            ? {'tier': 'dibao', 'payment': (91500 * size(incomes) - sum(incomes) + 99) / 100 * 100}
        : sum(incomes) < 137250 * size(incomes) ? {'tier': 'margin', 'payment': 0}
        : {'tier': 'none', 'payment': 0})";

pub struct Cel {
    env: Arc<Env>,
    policy: Program,
    money: Money,
}

impl Cel {
    pub fn new(money: Money) -> Self {
        let mut env = Env::stdlib();
        env.add_extension(cel::extensions::math).expect("no math in the standard library");
        env.add_macro(Macro::receiver("bind", 3, bind)).expect("no bind in the standard library");
        let (source, sum) = match money {
            Money::Yuan => {
                (YUAN, cel::add_overload!(env, fn sum_doubles: (CelList) -> Result<CelDouble>, name = "sum"))
            }
            Money::Fen => {
                (FEN, cel::add_overload!(env, fn sum_ints: (CelList) -> Result<CelInt>, name = "sum"))
            }
        };
        sum.expect("no sum in the standard library");
        let policy = env.compile(source).expect("the policy is a program of CEL");
        Self { env: Arc::new(env), policy, money }
    }

    fn context(&self, household: &Household) -> Context<'static, 'static> {
        let members: Vec<Value> = household
            .members
            .iter()
            .map(|member| {
                let income = match self.money {
                    Money::Yuan => Value::Float(member.income as f64 / 100.0),
                    Money::Fen => Value::Int(member.income),
                };
                HashMap::from([
                    ("birth_date", Value::from(member.birth_date.to_string())),
                    ("income", income),
                    ("imprisoned", Value::Bool(member.imprisoned)),
                ])
                .into()
            })
            .collect();
        let mut context = Context::with_env(Arc::clone(&self.env));
        context.add_variable_from_value("members", members);
        context.add_variable_from_value("property_ok", household.property_ok);
        context
    }
}

impl Engine for Cel {
    type Block = Vec<Context<'static, 'static>>;
    type Answers = Vec<Result<Value, ExecutionError>>;

    fn prepare(&self, households: &[Household]) -> Self::Block {
        households.iter().map(|household| self.context(household)).collect()
    }

    fn decide(&mut self, block: &Self::Block, answers: &mut Self::Answers) {
        answers.extend(block.iter().map(|context| self.policy.execute(context)));
    }

    fn read(&self, answers: &mut Self::Answers) -> Vec<Result<Outcome, String>> {
        answers
            .drain(..)
            .map(|result| answer::read(&json(&result.map_err(|error| error.to_string())?), self.money))
            .collect()
    }
}

/// The few kinds of value the policy answers with.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Int(n) => (*n).into(),
        Value::Float(n) => (*n).into(),
        Value::String(text) => text.as_str().into(),
        Value::Map(map) => map.map.iter().map(|(key, value)| (key.to_string(), json(value))).collect(),
        _ => serde_json::Value::Null,
    }
}

/// `cel.bind(name, value, result)`: a comprehension over nothing, whose accumulator is the name.
fn bind(
    helper: &mut MacroExprHelper<'_>,
    target: &mut Option<IdedExpr>,
    args: &mut Vec<IdedExpr>,
) -> Result<Option<IdedExpr>, ParseError> {
    if !matches!(target, Some(IdedExpr { expr: Expr::Ident(name), .. }) if name == "cel") {
        return Ok(None);
    }
    let Ok([name, accu_init, result]) = <[IdedExpr; 3]>::try_from(std::mem::take(args)) else {
        unreachable!("the macro is for three arguments")
    };
    let Expr::Ident(accu_var) = name.expr else {
        return Err(helper.new_error(name.id, "the first argument must be a simple name"));
    };
    let iter_range = helper.next_expr(Expr::List(ListExpr::new(Vec::new())));
    let loop_cond = helper.next_expr(Expr::Literal(LiteralValue::Boolean(false.into())));
    let loop_step = helper.next_expr(Expr::Ident(accu_var.clone()));
    Ok(Some(helper.next_expr(Expr::Comprehension(Box::new(ComprehensionExpr {
        iter_range,
        iter_var: "#unused".to_owned(),
        iter_var2: None,
        accu_var,
        accu_init,
        loop_cond,
        loop_step,
        result,
    })))))
}

fn sum_doubles(list: &CelList<'_>) -> Result<CelDouble, ExecutionError> {
    let mut sum = 0.0;
    for item in list.inner() {
        let number = item.downcast_ref::<CelDouble>();
        sum += number.ok_or_else(|| ExecutionError::function_error("sum", "not a double"))?.inner();
    }
    Ok(sum.into())
}

fn sum_ints(list: &CelList<'_>) -> Result<CelInt, ExecutionError> {
    let mut sum = 0;
    for item in list.inner() {
        let number = item.downcast_ref::<CelInt>();
        sum += number.ok_or_else(|| ExecutionError::function_error("sum", "not an int"))?.inner();
    }
    Ok(sum.into())
}
