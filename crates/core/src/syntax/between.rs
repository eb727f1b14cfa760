//! Statements between programmes.

use super::grammar::Rule;
use super::problems;
use super::reader::{Node, Reader, child};
use super::tree::{Aim, Alert, Exclusive, Keep, Name, Quoted, Severity, Target};

impl Reader<'_> {
    pub fn exclusive(&self, node: &Node<'_>) -> Option<Exclusive> {
        let (mut benefits, mut keep): (Option<Vec<Name>>, Option<Keep>) = (None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::benefits => self.once(&mut benefits, Some(self.names_in(&part)), &part),
                Rule::keep => {
                    let first = child(&part, Rule::clause_first).is_some();
                    let kept = if first { Keep::First } else { Keep::Highest };
                    self.once(&mut keep, Some(kept), &part);
                }
                Rule::chosen => self.once(&mut keep, self.expr_in(&part).map(Keep::Chosen), &part),
                _ => {}
            }
        }
        if !self.incomplete {
            if benefits.is_none() {
                self.report(problems::exclusive_without_benefits(self.span_of_name(node)));
            } else if keep.is_none() {
                self.report(problems::exclusive_without_keep(self.span_of_name(node)));
            }
        }
        Some(Exclusive {
            name: self.name_in(node),
            label: self.label(node),
            benefits: benefits?,
            keep: keep?,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    pub fn alert(&self, node: &Node<'_>) -> Option<Alert> {
        let (mut when, mut severity, mut advice) = (None, None, None);
        let (mut addressee, mut reason) = (None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::when => self.once(&mut when, self.expr_in(&part), &part),
                Rule::severity => self.once(&mut severity, severity_of(&part), &part),
                Rule::advise => self.once(&mut advice, self.plain_in(&part), &part),
                Rule::addressee => self.once(&mut addressee, self.plain_in(&part), &part),
                Rule::reason => self.once(&mut reason, self.quoted_in(&part), &part),
                _ => {}
            }
        }
        if when.is_none() && !self.incomplete {
            self.report(problems::alert_without_when(self.span_of_name(node)));
        }
        Some(Alert {
            name: self.name_in(node),
            label: self.label(node),
            when: when?,
            severity,
            advice,
            addressee,
            reason,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    /// The text of a clause that is told as it stands, so that a name in braces is a mistake.
    fn plain_in(&self, node: &Node<'_>) -> Option<Quoted> {
        let quoted = self.quoted_in(node)?;
        if quoted.text.contains('{') && quoted.text.contains('}') {
            self.report(problems::braces_in_advice(quoted.span));
        }
        Some(quoted)
    }

    pub fn target(&self, node: &Node<'_>) -> Option<Target> {
        let (mut value, mut must, mut hope, mut due) = (None, None, None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::measure => self.once(&mut value, self.expr_in(&part), &part),
                Rule::must => self.once(&mut must, self.aim(&part), &part),
                Rule::hope => self.once(&mut hope, self.aim(&part), &part),
                Rule::due => self.once(&mut due, self.day_in(&part), &part),
                _ => {}
            }
        }
        if (value.is_none() || must.is_none() && hope.is_none()) && !self.incomplete {
            self.report(problems::target_without_aim(self.span_of_name(node)));
        }
        Some(Target {
            name: self.name_in(node),
            label: self.label(node),
            value: value?,
            must,
            hope,
            due,
            sources: self.sources(node),
            span: self.span(node),
        })
    }

    fn aim(&self, node: &Node<'_>) -> Option<Aim> {
        let aim = node.clone().into_inner().next_back()?;
        Some(Aim { bounds: self.aimed(&aim), span: self.span(&aim) })
    }
}

fn severity_of(node: &Node<'_>) -> Option<Severity> {
    Some(match node.clone().into_inner().next_back()?.as_rule() {
        Rule::clause_red => Severity::Red,
        Rule::clause_orange => Severity::Orange,
        Rule::clause_yellow => Severity::Yellow,
        _ => Severity::Blue,
    })
}
