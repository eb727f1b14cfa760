//! Statements between programmes.

use super::grammar::Rule;
use super::problems;
use super::reader::{Node, Reader, child};
use super::tree::{Exclusive, Keep, Name};

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
}
