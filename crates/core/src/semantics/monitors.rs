//! Alerts and targets.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::program::{Alert, AlertId, EntityId, NodeId, NodeKind, Target, TargetId, Type};
use crate::semantics::beside::{citations, index, label};
use crate::semantics::problems::{self, text};
use crate::semantics::scope::Scope;
use crate::semantics::{Analysis, Stop};
use crate::syntax::tree;

/// A statement that watches.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Watch<'a> {
    Alert(&'a tree::Alert),
    Target(&'a tree::Target),
}

impl<'a> Watch<'a> {
    fn name(self) -> &'a tree::Name {
        match self {
            Self::Alert(tree) => &tree.name,
            Self::Target(tree) => &tree.name,
        }
    }
}

impl<'a> Analysis<'a> {
    /// Lowers alerts and targets once every item is typed.
    pub(crate) fn lower_monitors(&mut self) {
        let mut places: Vec<(&str, Span)> = Vec::new();
        for (watch, entity) in self.monitors.clone() {
            let name = watch.name();
            if let Some((_, earlier)) = places.iter().find(|(known, _)| *known == name.text) {
                self.report(problems::duplicate(name.span, &name.text, *earlier));
                continue;
            }
            places.push((&name.text, name.span));
            let lowered = match watch {
                Watch::Alert(tree) => self.lower_alert(tree, entity),
                Watch::Target(tree) => self.lower_target(tree, entity),
            };
            if lowered.is_err() {
                self.names.lost.insert(name.text.clone());
            }
        }
    }

    fn lower_alert(&mut self, tree: &'a tree::Alert, entity: EntityId) -> Result<(), Stop> {
        let when = self.lower_condition(&Scope::of(None, entity), &tree.when)?;
        let reason = tree.reason.as_ref().map(|reason| self.lower_reason(entity, reason)).transpose()?;
        self.program.alerts.push(Alert {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            entity,
            when,
            severity: tree.severity,
            advice: label(tree.advice.as_ref()),
            addressee: label(tree.addressee.as_ref()),
            reason,
            citations: citations(&tree.sources),
            span: tree.span,
        });
        Ok(())
    }

    fn lower_target(&mut self, tree: &'a tree::Target, entity: EntityId) -> Result<(), Stop> {
        let scope = Scope::of(None, entity);
        let (value, ty) = self.lower_numeric(&scope, &tree.value, None)?;
        let must = tree.must.as_ref().map(|aim| self.lower_aim(&scope, aim, value, ty)).transpose()?;
        let hope = tree.hope.as_ref().map(|aim| self.lower_aim(&scope, aim, value, ty)).transpose()?;
        // The parser has told of a target without either.
        let aim = must.or(hope).ok_or(Stop::Reported)?;
        self.program.targets.push(Target {
            name: tree.name.text.clone(),
            label: label(tree.label.as_ref()),
            entity,
            value,
            aim,
            binding: must.is_some(),
            hope,
            due: tree.due.map(|(due, _)| due),
            citations: citations(&tree.sources),
            span: tree.span,
        });
        Ok(())
    }

    /// The condition that a value satisfies every bound.
    fn lower_aim(
        &mut self,
        scope: &Scope,
        aim: &'a tree::Aim,
        value: NodeId,
        ty: Type,
    ) -> Result<NodeId, Stop> {
        let mut parts = Vec::with_capacity(aim.bounds.len());
        for bound in &aim.bounds {
            let limit = self.lower_as(scope, &bound.limit, ty)?;
            parts.push(self.add(NodeKind::Compare(bound.comparison, value, limit), Type::Bool, aim.span));
        }
        match parts.as_slice() {
            [only] => Ok(*only),
            _ => Ok(self.add(NodeKind::And(parts), Type::Bool, aim.span)),
        }
    }

    /// The alert that a test expects something of.
    pub(crate) fn alert_named(&mut self, name: &tree::Name) -> Result<AlertId, Stop> {
        match self.program.alerts.iter().position(|alert| alert.name == name.text) {
            Some(position) => Ok(AlertId(index(position))),
            None => {
                let names: Vec<String> = self.program.alerts.iter().map(|alert| alert.name.clone()).collect();
                Err(self.not_watched(name, &names, "alert", "预警"))
            }
        }
    }

    /// The target that a test expects something of.
    pub(crate) fn target_named(&mut self, name: &tree::Name) -> Result<TargetId, Stop> {
        match self.program.targets.iter().position(|target| target.name == name.text) {
            Some(position) => Ok(TargetId(index(position))),
            None => {
                let names: Vec<String> =
                    self.program.targets.iter().map(|target| target.name.clone()).collect();
                Err(self.not_watched(name, &names, "target", "指标"))
            }
        }
    }

    fn not_watched(&mut self, name: &tree::Name, known: &[String], en: &str, zh: &str) -> Stop {
        if self.is_lost(&name.text) {
            return Stop::Reported;
        }
        let near = self.suggestion(&name.text, known.iter().map(String::as_str));
        let problem = Diagnostic::error(
            Code::UnknownWatch,
            name.span,
            text(
                format!("there is no {en} called `{}`", name.text),
                format!("没有名为“{}”的{zh}", name.text),
            ),
        );
        self.report(problems::with_suggestion(problem, near.as_deref()))
    }
}
