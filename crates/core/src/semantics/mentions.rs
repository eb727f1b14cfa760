//! The names a rule mentions. They tell in what order rules are best lowered: each after those it may
//! rest on, so that hardly any has to be tried twice.

use crate::semantics::Tree;
use crate::syntax::tree::{Cell, Expr, ExprKind, Item, KeyColumn, Table};

/// Every name in a rule, wherever it may be resolved.
pub fn mentioned<'a>(tree: Tree<'a>) -> Vec<&'a str> {
    let mut names = Vec::new();
    match tree {
        Tree::Define(define) => define.bodies.iter().for_each(|body| of_expr(&body.value, &mut names)),
        Tree::Tier(tier) => tier.arms.iter().for_each(|arm| of_expr(&arm.when, &mut names)),
        Tree::Benefit(benefit) => {
            let clauses = [benefit.when.as_ref(), Some(&benefit.amount), benefit.start.as_ref()];
            clauses.into_iter().chain([benefit.stop.as_ref()]).flatten().for_each(|e| of_expr(e, &mut names));
            if let Some(reason) = &benefit.reason {
                names.extend(reason.text.split(['{', '}', '.']).map(str::trim));
            }
        }
        Tree::FactTable(table, ..) | Tree::Table(table) => of_table(table, &mut names),
    }
    names
}

fn of_table<'a>(table: &'a Table, names: &mut Vec<&'a str>) {
    names.extend(table.keys.iter().filter_map(|key| match key {
        KeyColumn::Name(name) => Some(name.text.as_str()),
        KeyColumn::Region(_) => None,
    }));
    for row in &table.rows {
        row.keys.iter().for_each(|cell| of_cell(cell, names));
        row.values.iter().for_each(|value| of_expr(value, names));
    }
}

fn of_cell<'a>(cell: &'a Cell, names: &mut Vec<&'a str>) {
    cell.items.iter().for_each(|item| of_item(item, names));
}

fn of_item<'a>(item: &'a Item, names: &mut Vec<&'a str>) {
    match item {
        Item::Any(_) => {}
        Item::Value(value) => of_expr(value, names),
        Item::Between { from, to, .. } => [from, to].into_iter().for_each(|end| of_expr(end, names)),
        Item::Bounds(bounds) => bounds.iter().for_each(|bound| of_expr(&bound.limit, names)),
    }
}

fn of_all<'a>(exprs: impl IntoIterator<Item = &'a Expr>, names: &mut Vec<&'a str>) {
    exprs.into_iter().for_each(|expr| of_expr(expr, names));
}

fn of_expr<'a>(expr: &'a Expr, names: &mut Vec<&'a str>) {
    match &expr.kind {
        ExprKind::Name(name) => names.push(name),
        ExprKind::Member { base, name } => {
            names.push(&name.text);
            of_expr(base, names);
        }
        ExprKind::Call { name, arguments, if_none } => {
            names.push(&name.text);
            of_all(arguments.iter().chain(if_none.as_deref()), names);
        }
        ExprKind::Aggregate { arguments, if_none, .. } => {
            of_all(arguments.iter().chain(if_none.as_deref()), names);
        }
        ExprKind::Builtin { arguments, .. } => of_all(arguments, names),
        ExprKind::Round { value: inner, .. }
        | ExprKind::Only(inner)
        | ExprKind::Negate(inner)
        | ExprKind::IsKnown { value: inner, .. }
        | ExprKind::Not(inner) => of_expr(inner, names),
        ExprKind::Rank { key: one, list: other, .. }
        | ExprKind::Where { list: one, condition: other }
        | ExprKind::On { value: one, date: other }
        | ExprKind::Compare { left: one, right: other, .. }
        | ExprKind::Is { left: one, right: other, .. } => of_all([&**one, &**other], names),
        ExprKind::Sum { first, rest } => {
            of_expr(first, names);
            of_all(rest.iter().map(|(_, term)| term), names);
        }
        ExprKind::Product { first, rest } => {
            of_expr(first, names);
            of_all(rest.iter().map(|(_, factor)| factor), names);
        }
        ExprKind::In { value, items, .. } => {
            of_expr(value, names);
            items.iter().for_each(|item| of_item(item, names));
        }
        ExprKind::And(parts) | ExprKind::Or(parts) => of_all(parts, names),
        ExprKind::If { arms, otherwise } => {
            of_all(arms.iter().flat_map(|(condition, value)| [condition, value]), names);
            of_expr(otherwise, names);
        }
        ExprKind::Number { .. }
        | ExprKind::Money { .. }
        | ExprKind::Date(_)
        | ExprKind::Month(_)
        | ExprKind::Duration { .. }
        | ExprKind::Bool(_)
        | ExprKind::Text(_)
        | ExprKind::Unknown
        | ExprKind::AsOf => {}
    }
}
