//! Calls: parameters with keys, tables, definitions with arguments, builtin functions, another date.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::number::{Rational, RoundMode};
use crate::program::{NodeId, NodeKind, ParameterId, Type, Value};
use crate::semantics::names::Global;
use crate::semantics::problems::{self, text};
use crate::semantics::scope::{Meaning, Scope};
use crate::semantics::show::word_text;
use crate::semantics::typed::Typed;
use crate::semantics::{Analysis, Item, Stop};
use crate::syntax::keywords;
use crate::syntax::tree::{Builtin, Expr, ExprKind, Name, Period, Rounding};

/// A table called for one of its results.
#[derive(Clone, Copy)]
pub struct Lookup<'e> {
    /// The table's name.
    pub table: &'e Name,
    /// What stands in the parentheses.
    pub arguments: &'e [Expr],
    /// What stands after `if none`.
    pub if_none: Option<&'e Expr>,
    /// Which result.
    pub result: u32,
    /// Another date to read it at.
    pub on: Option<NodeId>,
    /// The whole.
    pub span: Span,
}

impl Analysis<'_> {
    /// `name(arguments)`, perhaps `on` another date.
    pub(crate) fn lower_call(
        &mut self,
        scope: &Scope,
        name: &Name,
        arguments: &[Expr],
        if_none: Option<&Expr>,
        on: Option<NodeId>,
        span: Span,
    ) -> Result<Typed, Stop> {
        match self.meaning(scope, &name.text, name.span) {
            Some(Meaning::Global(Global::Parameter(parameter))) => {
                self.refuse_if_none(if_none)?;
                self.read_parameter(scope, parameter, arguments, on, span)
            }
            Some(Meaning::Global(Global::Table(_))) => {
                if let Some(results) = self.several_results_of(name) {
                    return Err(self.report(problems::several_results(span, &name.text, &results)));
                }
                let lookup = Lookup { table: name, arguments, if_none, result: 0, on, span };
                self.lower_table_result(scope, lookup)
            }
            Some(Meaning::Global(Global::Function(function))) => {
                self.refuse_if_none(if_none)?;
                self.refuse_on(on, span)?;
                self.call_function(scope, name, function, arguments, span)
            }
            Some(_) => Err(self.report(
                Diagnostic::error(
                    Code::WrongArgumentCount,
                    span,
                    text(
                        format!("`{}` takes no arguments", name.text),
                        format!("“{}”不传入值，不写括号", name.text),
                    ),
                )
                .help(text(format!("write `{}` alone", name.text), format!("只写“{}”即可", name.text))),
            )),
            None => Err(self.name_not_found(scope, &name.text, name.span)),
        }
    }

    fn refuse_if_none(&mut self, if_none: Option<&Expr>) -> Result<(), Stop> {
        match if_none {
            Some(expr) => Err(self.report(Diagnostic::error(
                Code::WrongArgumentCount,
                expr.span,
                text(
                    "`if none` goes with a table, `average`, `min` or `max`",
                    "“无则”只用于表、平均、取低、取高",
                ),
            ))),
            None => Ok(()),
        }
    }

    fn refuse_on(&mut self, on: Option<NodeId>, span: Span) -> Result<(), Stop> {
        match on {
            Some(_) => Err(self.report(Diagnostic::error(
                Code::BadOperands,
                span,
                text(
                    "only a parameter or a table can be read at another date",
                    "只有参数和表可按其他日期读取",
                ),
            ))),
            None => Ok(()),
        }
    }

    /// `P on D`
    pub(crate) fn lower_on(
        &mut self,
        scope: &Scope,
        value: &Expr,
        date: &Expr,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (on, ty) = self.lower(scope, date, None)?;
        if !matches!(ty, Type::Date | Type::Month) {
            let problem = problems::mismatch(self, date.span, Type::Date, ty);
            return Err(self.report(problem));
        }
        match &value.kind {
            ExprKind::Name(name) => match self.meaning(scope, name, value.span) {
                Some(Meaning::Global(Global::Parameter(parameter))) => {
                    self.read_parameter(scope, parameter, &[], Some(on), span)
                }
                Some(_) => self.refuse_on(Some(on), span).map(|()| (on, ty)),
                None => Err(self.name_not_found(scope, name, value.span)),
            },
            ExprKind::Call { name, arguments, if_none } => {
                self.lower_call(scope, name, arguments, if_none.as_deref(), Some(on), span)
            }
            ExprKind::Member { base, name } => match &base.kind {
                ExprKind::Call { name: table, arguments, if_none }
                    if self.result_of_call(table, name).is_some() =>
                {
                    let result = self.result_of_call(table, name).unwrap_or(0);
                    let on = Some(on);
                    let lookup = Lookup { table, arguments, if_none: if_none.as_deref(), result, on, span };
                    self.lower_table_result(scope, lookup)
                }
                _ => self.refuse_on(Some(on), span).map(|()| (on, ty)),
            },
            _ => self.refuse_on(Some(on), span).map(|()| (on, ty)),
        }
    }

    /// A parameter with its keys.
    pub(crate) fn read_parameter(
        &mut self,
        scope: &Scope,
        parameter: ParameterId,
        arguments: &[Expr],
        on: Option<NodeId>,
        span: Span,
    ) -> Result<Typed, Stop> {
        self.used_parameters.insert(parameter);
        let Some(declared) = self.program.parameters.get(parameter.index()) else {
            return Err(Stop::Reported);
        };
        let (ty, keys, name) = (declared.ty, declared.keys.clone(), declared.name.clone());
        if self.failed_parameters.contains(&parameter) {
            return Err(Stop::Reported);
        }
        if keys.len() != arguments.len() {
            return Err(self.report(problems::argument_count(span, &name, keys.len(), arguments.len())));
        }
        let mut nodes = Vec::with_capacity(keys.len());
        for (key, argument) in keys.iter().zip(arguments) {
            nodes.push(self.lower_as(scope, argument, Type::Case(*key))?);
        }
        Ok((self.add(NodeKind::Parameter { parameter, keys: nodes, on }, ty, span), ty))
    }

    /// The results of a table that has several.
    pub(crate) fn several_results_of(&self, table: &Name) -> Option<Vec<String>> {
        let Some(Global::Table(id)) = self.names.globals.get(&table.text) else { return None };
        let results = &self.program.tables.get(id.index())?.results;
        (results.len() > 1).then(|| results.iter().filter_map(|(name, _)| name.clone()).collect())
    }

    /// The number of the result that `table(…).name` reads, if it reads one.
    pub(crate) fn result_of_call(&self, table: &Name, result: &Name) -> Option<u32> {
        let Some(Global::Table(id)) = self.names.globals.get(&table.text) else { return None };
        let table = self.program.tables.get(id.index())?;
        table
            .results
            .iter()
            .position(|(name, _)| name.as_deref() == Some(&result.text))
            .map(super::beside::index)
    }

    pub(crate) fn lower_table_result(&mut self, scope: &Scope, lookup: Lookup<'_>) -> Result<Typed, Stop> {
        let Lookup { table: name, arguments, if_none, result, on, span } = lookup;
        let Some(Global::Table(table)) = self.names.globals.get(&name.text).copied() else {
            return Err(self.name_not_found(scope, &name.text, name.span));
        };
        self.use_item(scope, Item::Table(table), false)?;
        let Some(declared) = self.program.tables.get(table.index()) else { return Err(Stop::Reported) };
        // Arguments are passed in the order of the signature and kept in the order of the header.
        let signature = self.table_signatures.get(&table).cloned().unwrap_or_default();
        let ty = declared.results.get(result as usize).map_or(Type::Bool, |(_, ty)| *ty);
        if signature.len() != arguments.len() {
            return Err(self.report(problems::argument_count(
                span,
                &name.text,
                signature.len(),
                arguments.len(),
            )));
        }
        let mut nodes = vec![NodeId::default(); arguments.len()];
        for ((wanted, at), argument) in signature.iter().zip(arguments) {
            let node = self.lower_as(scope, argument, *wanted)?;
            if let Some(place) = nodes.get_mut(*at) {
                *place = node;
            }
        }
        let if_none = match if_none {
            Some(expr) => Some(self.lower_none_value(scope, expr, ty)?),
            None => None,
        };
        Ok((self.add(NodeKind::Table { table, arguments: nodes, result, on, if_none }, ty, span), ty))
    }

    fn call_function(
        &mut self,
        scope: &Scope,
        name: &Name,
        function: crate::program::FunctionId,
        arguments: &[Expr],
        span: Span,
    ) -> Result<Typed, Stop> {
        self.use_item(scope, Item::Function(function), true)?;
        let Some(declared) = self.program.functions.get(function.index()) else { return Err(Stop::Reported) };
        let (ty, entity, signature) = (declared.ty, declared.entity, declared.arguments.clone());
        if signature.len() != arguments.len() {
            return Err(self.report(problems::argument_count(
                span,
                &name.text,
                signature.len(),
                arguments.len(),
            )));
        }
        let Some(of) = self.nearest_place_of(scope, entity) else {
            let owner = self.entity_name(entity);
            return Err(self.report(Diagnostic::error(
                Code::UnknownEntity,
                name.span,
                text(
                    format!("`{}` belongs to `{owner}`, and there is none here", name.text),
                    format!("“{}”属于“{owner}”，此处没有该对象", name.text),
                ),
            )));
        };
        let mut nodes = Vec::with_capacity(arguments.len());
        for ((_, wanted), argument) in signature.iter().zip(arguments) {
            nodes.push(self.lower_as(scope, argument, *wanted)?);
        }
        Ok((self.add(NodeKind::Call { function, of, arguments: nodes }, ty, span), ty))
    }

    /// The innermost instance of an entity, or the owner of the rule's own.
    fn nearest_place_of(
        &self,
        scope: &Scope,
        entity: crate::program::EntityId,
    ) -> Option<crate::program::Place> {
        let frame = scope.frames.iter().rposition(|frame| frame.entity == entity && frame.name.is_none());
        match frame {
            Some(frame) => Some(super::scope::place(frame, 0)),
            None => self.place_of(scope, entity),
        }
    }

    pub(crate) fn lower_round(
        &mut self,
        scope: &Scope,
        value: &Expr,
        rounding: &Rounding,
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let (node, ty) = self.lower_numeric(scope, value, expected)?;
        let (mode, step) = self.rounding(rounding, ty)?;
        Ok((self.add(NodeKind::Round(node, mode, step), ty, span), ty))
    }

    /// The mode and step of a rounding of values of a type.
    pub(crate) fn rounding(&mut self, rounding: &Rounding, ty: Type) -> Result<(RoundMode, Rational), Stop> {
        let step = self.literal(&rounding.step, ty, false)?;
        match step {
            Some(Value::Number(step)) if !step.is_zero() && !step.is_negative() => Ok((rounding.mode, step)),
            _ => Err(self.report(Diagnostic::error(
                Code::BadRoundStep,
                rounding.step.span,
                text("the step of a rounding must be above zero", "取整的单位须大于零"),
            ))),
        }
    }

    pub(crate) fn lower_builtin(
        &mut self,
        scope: &Scope,
        function: Builtin,
        arguments: &[Expr],
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        if function == Builtin::Clamp {
            return self.lower_clamp(scope, arguments, expected, span);
        }
        let (wanted, optional, result) = signature(function);
        let least = wanted.len() - usize::from(optional);
        if !(least..=wanted.len()).contains(&arguments.len()) {
            let word = word_text(keywords::of_builtin(function));
            let most = if arguments.len() < least { least } else { wanted.len() };
            return Err(self.report(problems::argument_count_of(span, &word, most, arguments.len())));
        }
        let mut nodes = Vec::with_capacity(arguments.len());
        for (wanted, argument) in wanted.iter().zip(arguments) {
            nodes.push(self.lower_as(scope, argument, *wanted)?);
        }
        Ok((self.add(NodeKind::Builtin(function, nodes), result, span), result))
    }

    fn lower_clamp(
        &mut self,
        scope: &Scope,
        arguments: &[Expr],
        expected: Option<Type>,
        span: Span,
    ) -> Result<Typed, Stop> {
        let word = word_text(keywords::of_builtin(Builtin::Clamp));
        if arguments.len() != 3 {
            return Err(self.report(problems::argument_count_of(span, &word, 3, arguments.len())));
        }
        let written: Vec<&Expr> = arguments.iter().collect();
        let (nodes, ty) = self.lower_alike(scope, &written, None, expected)?;
        self.require_order(span, &word, ty)?;
        Ok((self.add(NodeKind::Builtin(Builtin::Clamp, nodes), ty, span), ty))
    }
}

/// The arguments a builtin takes, whether the last may be left out, and what it gives.
fn signature(function: Builtin) -> (&'static [Type], bool, Type) {
    const MONTHLY: Type = Type::Money(Some(Period::Month));
    const YEARLY: Type = Type::Money(Some(Period::Year));
    const TWO_DATES: &[Type] = &[Type::Date, Type::Date];
    match function {
        Builtin::Clamp => (&[], false, Type::Number),
        Builtin::Monthly => (&[YEARLY], false, MONTHLY),
        Builtin::Yearly => (&[MONTHLY], false, YEARLY),
        Builtin::Age => (TWO_DATES, true, Type::Number),
        Builtin::MonthOf | Builtin::MonthAfter => (&[Type::Date], false, Type::Month),
        Builtin::MonthsBetween => (TWO_DATES, false, Type::Months),
        Builtin::YearsBetween => (TWO_DATES, false, Type::Number),
        Builtin::DaysBetween => (TWO_DATES, false, Type::Days),
        Builtin::DaysIn => (&[Type::Month], false, Type::Days),
        Builtin::FirstDay | Builtin::LastDay => (&[Type::Month], false, Type::Date),
    }
}
