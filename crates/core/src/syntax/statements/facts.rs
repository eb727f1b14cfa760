//! What cases consist of: entities, their facts and the types of these, and data given in a policy.

use crate::syntax::grammar::Rule;
use crate::syntax::literals::period;
use crate::syntax::reader::{Node, Reader, child, children, each, each_of};
use crate::syntax::tree::{
    Argument, Data, Entity, Expr, ExprKind, Field, Record, RecordField, Type, TypeKind,
};

impl Reader<'_> {
    pub fn entity(&self, node: &Node<'_>) -> Entity {
        Entity {
            name: self.name_in(node),
            label: self.label(node),
            fields: each(node, Rule::field, |field| self.field(field)),
            span: self.span(node),
        }
    }

    pub fn field(&self, node: &Node<'_>) -> Field {
        let (mut label, mut ask, mut default, mut key, mut previous) = (None, None, None, None, None);
        for part in node.clone().into_inner() {
            match part.as_rule() {
                Rule::label => self.once(&mut label, self.quoted_in(&part), &part),
                Rule::ask => self.once(&mut ask, self.quoted_in(&part), &part),
                Rule::default => self.once(&mut default, self.data_in(&part), &part),
                Rule::key => self.once(&mut key, Some(()), &part),
                Rule::previous => self.once(&mut previous, Some(self.name_in(&part)), &part),
                _ => {}
            }
        }
        Field {
            name: self.name_in(node),
            ty: self.type_in(node),
            label,
            ask,
            default,
            key: key.is_some(),
            previous,
            aliases: self.all_quoted(node, Rule::alias),
            sources: self.sources(node),
            span: self.span(node),
        }
    }

    /// The type and its ranges among the children of a node.
    pub fn type_in(&self, node: &Node<'_>) -> Type {
        let Some(spec) = child(node, Rule::written_type) else {
            return Type { kind: TypeKind::Bool, ranges: Vec::new(), span: self.span(node) };
        };
        let mut span = self.span(&spec);
        let mut ranges = Vec::new();
        for range in children(node, Rule::range) {
            span = span.to(self.span(&range));
            ranges.extend(self.range(&range));
        }
        Type { kind: self.type_kind(&spec), ranges, span }
    }

    fn type_kind(&self, spec: &Node<'_>) -> TypeKind {
        let mut parts = spec.clone().into_inner();
        let Some(word) = parts.next() else { return TypeKind::Bool };
        match word.as_rule() {
            Rule::type_bool => TypeKind::Bool,
            Rule::type_number => TypeKind::Number,
            Rule::type_whole => TypeKind::Whole,
            Rule::type_money => TypeKind::Money(parts.next().and_then(|unit| period(&unit))),
            Rule::type_date => TypeKind::Date,
            Rule::type_month => TypeKind::Month,
            Rule::type_months => TypeKind::Months,
            Rule::type_days => TypeKind::Days,
            Rule::type_text => TypeKind::Text,
            Rule::type_list => TypeKind::List(self.name_in(spec)),
            _ => TypeKind::Named(self.name(&word)),
        }
    }

    /// The arguments declared in parentheses.
    pub fn arguments_in(&self, node: &Node<'_>) -> Vec<Argument> {
        each(node, Rule::argument, |argument| Argument {
            name: self.name_in(argument),
            ty: self.type_in(argument),
        })
    }

    pub fn data_in(&self, node: &Node<'_>) -> Option<Data> {
        child(node, Rule::data).map(|data| self.data(&data))
    }

    fn data(&self, node: &Node<'_>) -> Data {
        let Some(inner) = node.clone().into_inner().next() else { return Data::Empty(self.span(node)) };
        match inner.as_rule() {
            Rule::record => Data::Record(self.record(&inner)),
            Rule::data_list => {
                let items = each(&inner, Rule::data, |data| self.data(data));
                Data::List(items, self.span(&inner))
            }
            Rule::empty => Data::Empty(self.span(&inner)),
            _ => Data::Scalar(self.scalar_in(&inner)),
        }
    }

    /// The literal, name or fixed value that a node consists of.
    pub fn scalar_in(&self, node: &Node<'_>) -> Expr {
        match node.clone().into_inner().next() {
            Some(inner) => self.scalar(&inner),
            None => self.unknown(node),
        }
    }

    pub fn scalar(&self, node: &Node<'_>) -> Expr {
        let kind = match node.as_rule() {
            Rule::value_yes => ExprKind::Bool(true),
            Rule::value_no => ExprKind::Bool(false),
            Rule::name => ExprKind::Name(node.as_str().to_owned()),
            Rule::signed => return self.signed(node),
            _ => ExprKind::Unknown,
        };
        Expr { kind, span: self.span(node) }
    }

    pub fn record(&self, node: &Node<'_>) -> Record {
        let fields = each_of(node, Rule::record_field, |field| {
            Some(RecordField {
                name: self.name_in(field),
                value: self.data_in(field)?,
                pinned: child(field, Rule::pinned).is_some(),
            })
        });
        Record { fields, span: self.span(node) }
    }
}
