//! Writes a formula with the figures put in, and notes what it rests on.
//!
//! The nodes are walked in the scope in which they were evaluated. What is remembered of derived values
//! is read again; only what lies between them is evaluated once more.

use super::evaluate::Evaluator;
use super::fault::RuleId;
use super::outcome::{Held, List, Membership, NoValue, Outcome};
use super::show;
use super::words;
use crate::calendar::Date;
use crate::diagnostic::Text;
use crate::number::{Rational, RoundMode};
use crate::program::figures::Resolved;
use crate::program::node::{Choice, Part};
use crate::program::{
    FieldId, FunctionId, InstanceId, Node, NodeId, NodeKind, ParameterId, Place, Slot, TableId, Type, Value,
    ValueId,
};
use crate::vocabulary::{Aggregate, Builtin, Comparison};

/// How deep a formula is written out. What is nested deeper is written as its value.
const DEEPEST: u32 = 40;

/// The most parts of one formula that are written.
const MOST_PIECES: u32 = 2_000;

/// The most elements of a list that are looked at.
const MOST_ELEMENTS: usize = 20;

/// The most terms that are written out for the elements of a list.
const MOST_TERMS: usize = 6;

/// How tightly the parts of a formula hold together, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Choice,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Atom,
}

/// A part of a formula.
struct Piece {
    text: Text,
    binding: Binding,
}

/// Something a formula rests on.
#[derive(Clone, Debug)]
pub(super) enum Leaf {
    /// A fact.
    Fact(InstanceId, FieldId),
    /// A definition, tier or benefit.
    Value(InstanceId, ValueId),
    /// A figure of a parameter for a key at a date.
    Figure(ParameterId, Vec<u32>, Date, Resolved),
    /// A table looked up.
    Table(Box<Looked>),
    /// A definition called with arguments.
    Call(Box<Called>),
}

/// A lookup in a table with known arguments.
#[derive(Clone, Debug)]
pub(super) struct Looked {
    pub(super) table: TableId,
    pub(super) column: Option<usize>,
    pub(super) arguments: Option<Vec<Value>>,
    pub(super) ty: Type,
    pub(super) outcome: Outcome,
}

/// A call with its frames and scalar arguments.
#[derive(Clone, Debug)]
pub(super) struct Called {
    pub(super) function: FunctionId,
    pub(super) frames: Vec<InstanceId>,
    pub(super) locals: Vec<Outcome>,
    pub(super) ty: Type,
    pub(super) outcome: Outcome,
}

/// Writes formulas.
pub(super) struct Writer<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    leaves: Vec<Leaf>,
    depth: u32,
    /// How many parts may still be written.
    left: u32,
    /// Whether something was left out.
    cut: bool,
    /// Whether what is being written stands in a comparison that is decided; what is sure of unknown numbers
    /// decided it.
    decided: bool,
}

/// A formula with its figures, and what it rests on.
pub(super) struct Written {
    pub(super) figures: Text,
    pub(super) leaves: Vec<Leaf>,
    pub(super) cut: bool,
}

/// Writes the formula of a node in the scope that is entered. `pieces` bounds how much is written, and
/// counts down.
pub(super) fn write(evaluator: &mut Evaluator<'_>, node: NodeId, pieces: &mut u32) -> Written {
    let most = MOST_PIECES.min(*pieces);
    let mut writer =
        Writer { evaluator, leaves: Vec::new(), depth: 0, left: most, cut: false, decided: false };
    let figures = writer.at(node, Binding::Choice);
    *pieces -= most - writer.left;
    Written { figures, leaves: writer.leaves, cut: writer.cut }
}

impl<'a> Writer<'_, 'a> {
    /// A node as part of something that binds so tightly.
    fn at(&mut self, id: NodeId, around: Binding) -> Text {
        let piece = self.piece(id);
        if piece.binding >= around {
            return piece.text;
        }
        Text::new(format!("({})", piece.text.en), format!("（{}）", piece.text.zh))
    }

    fn piece(&mut self, id: NodeId) -> Piece {
        if self.left == 0 || self.depth >= DEEPEST {
            self.cut = true;
            return atom(if self.left == 0 { ellipsis() } else { self.value(id) });
        }
        self.left -= 1;
        self.depth += 1;
        let node = self.evaluator.plan.node(id);
        let piece = match &node.kind {
            NodeKind::And(terms) => self.joined(id, terms, Binding::And, ("and", "且")),
            NodeKind::Or(terms) => self.joined(id, terms, Binding::Or, ("or", "或")),
            NodeKind::Not(inner) => {
                let inner = self.at(*inner, Binding::Not);
                Piece { text: prefixed("not ", "非 ", inner), binding: Binding::Not }
            }
            NodeKind::If(arms, otherwise) => self.choice(arms, *otherwise),
            NodeKind::Compare(..) | NodeKind::Equal(..) | NodeKind::In(..) => self.compared(id, node),
            NodeKind::IsKnown(value, negated) => self.known(*value, *negated),
            NodeKind::Sum(terms) => self.terms(terms, Binding::Sum, ["+", "-"]),
            NodeKind::Product(factors) => self.terms(factors, Binding::Product, ["×", "÷"]),
            NodeKind::Shift { base, by, back } => {
                self.terms(&[(false, *base), (*back, *by)], Binding::Sum, ["+", "-"])
            }
            NodeKind::Distance(to, from) => {
                self.terms(&[(false, *to), (true, *from)], Binding::Sum, ["+", "-"])
            }
            NodeKind::Negate(inner) => {
                let inner = self.at(*inner, Binding::Product);
                Piece { text: prefixed("-", "-", inner), binding: Binding::Product }
            }
            NodeKind::Aggregate { function, list, body, .. } => self.aggregate(id, *function, *list, *body),
            _ => atom(self.atom(id, node)),
        };
        self.depth -= 1;
        piece
    }

    fn atom(&mut self, id: NodeId, node: &'a Node) -> Text {
        match &node.kind {
            NodeKind::Fact(place, field) => self.fact(id, *place, *field),
            NodeKind::Members(place, field) => self.list_of(id, *place, *field),
            NodeKind::Derived(place, value) => self.derived(id, *place, *value),
            NodeKind::Part(place, value, part) => self.part(id, *place, *value, *part),
            NodeKind::Local(index) => self.local(id, *index),
            NodeKind::Through { element, body } => self.through(*element, *body),
            NodeKind::Only(list) => {
                self.rests_on(*list);
                self.value(id)
            }
            NodeKind::Where { list, condition: body }
            | NodeKind::Flatten { list, body }
            | NodeKind::Rank { list, key: body, .. } => {
                self.rests_on(*list);
                self.each(*list, *body);
                self.value(id)
            }
            NodeKind::Lowest(values) => self.extreme(id, Aggregate::Min, values),
            NodeKind::Highest(values) => self.extreme(id, Aggregate::Max, values),
            NodeKind::Parameter { parameter, .. }
            | NodeKind::Figure(parameter, _)
            | NodeKind::Figures { parameter, .. } => self.figure(id, node, *parameter),
            NodeKind::Table { .. } => self.table(id, node),
            NodeKind::Call { function, of, arguments } => self.call(id, *function, *of, arguments),
            NodeKind::Round(value, mode, step) => self.rounded(*value, *mode, *step),
            NodeKind::Builtin(function, arguments) => self.builtin(id, *function, arguments),
            _ => self.value(id),
        }
    }

    // Conditions and choices.

    /// Terms between `and` or `or`. Once the whole is known, terms that are not did not matter.
    fn joined(&mut self, id: NodeId, terms: &[NodeId], binding: Binding, (en, zh): (&str, &str)) -> Piece {
        let decided = self.evaluator.eval(id).is_ok();
        let mut texts = Vec::with_capacity(terms.len());
        for term in terms {
            texts.push(if decided && self.evaluator.eval(*term).is_err() {
                ellipsis()
            } else {
                // A formula with both words is only clear with parentheses.
                self.at(*term, Binding::Not)
            });
        }
        Piece { text: join(&texts, &format!(" {en} "), &format!(" {zh} ")), binding }
    }

    /// The arms as far as they were reached, with the values only of those that may apply.
    fn choice(&mut self, arms: &[(NodeId, NodeId)], otherwise: NodeId) -> Piece {
        let mut text = Text::default();
        for (condition, value) in arms {
            let outcome = self.evaluator.bool(*condition);
            let condition = self.at(*condition, Binding::Or);
            let applies = outcome != Ok(false);
            let value = if applies { self.at(*value, Binding::Or) } else { ellipsis() };
            text.en.push_str(&format!("if {} then {}", condition.en, value.en));
            text.zh.push_str(&format!("若 {} 则 {}", condition.zh, value.zh));
            if matches!(outcome, Ok(true) | Err(NoValue::Fault(_))) {
                return Piece { text, binding: Binding::Choice };
            }
            text.en.push_str(" else ");
            text.zh.push_str(" 否则 ");
        }
        let otherwise = self.at(otherwise, Binding::Or);
        text.en.push_str(&otherwise.en);
        text.zh.push_str(&otherwise.zh);
        Piece { text, binding: Binding::Choice }
    }

    fn compared(&mut self, id: NodeId, node: &Node) -> Piece {
        let decided = self.evaluator.eval(id).is_ok();
        let outer = std::mem::replace(&mut self.decided, decided);
        let piece = match &node.kind {
            NodeKind::Compare(comparison, left, right) => self.comparison(*comparison, *left, *right),
            NodeKind::Equal(left, right, negated) => self.equality(*left, *right, *negated),
            NodeKind::In(value, choices, negated) => self.membership(*value, choices, *negated),
            _ => atom(self.value(id)),
        };
        self.decided = outer;
        piece
    }

    fn comparison(&mut self, comparison: Comparison, left: NodeId, right: NodeId) -> Piece {
        let word = words::comparison(comparison, self.evaluator.plan.node(left).ty);
        self.between(left, &word, right)
    }

    fn equality(&mut self, left: NodeId, right: NodeId, negated: bool) -> Piece {
        let word = if negated { Text::new("is not", "不为") } else { Text::new("is", "为") };
        self.between(left, &word, right)
    }

    fn between(&mut self, left: NodeId, word: &Text, right: NodeId) -> Piece {
        let (left, right) = (self.at(left, Binding::Sum), self.at(right, Binding::Sum));
        let text = Text::new(
            format!("{} {} {}", left.en, word.en, right.en),
            format!("{} {} {}", left.zh, word.zh, right.zh),
        );
        Piece { text, binding: Binding::Comparison }
    }

    fn membership(&mut self, value: NodeId, choices: &[Choice], negated: bool) -> Piece {
        let ty = self.evaluator.plan.node(value).ty;
        let value = self.at(value, Binding::Sum);
        let mut texts = Vec::with_capacity(choices.len());
        for choice in choices {
            texts.push(self.alternative(choice, ty));
        }
        let all = join(&texts, ", ", "、");
        let (en, zh) = if negated { ("not in", "不属于") } else { ("in", "属于") };
        let text =
            Text::new(format!("{} {en} [{}]", value.en, all.en), format!("{} {zh}【{}】", value.zh, all.zh));
        Piece { text, binding: Binding::Comparison }
    }

    fn alternative(&mut self, choice: &Choice, ty: Type) -> Text {
        match choice {
            Choice::Value(node) => self.at(*node, Binding::Or),
            Choice::Within(bounds) => {
                let mut texts = Vec::with_capacity(bounds.len());
                for (comparison, limit) in bounds {
                    let (word, limit) = (words::comparison(*comparison, ty), self.at(*limit, Binding::Sum));
                    texts.push(Text::new(
                        format!("{} {}", word.en, limit.en),
                        format!("{} {}", word.zh, limit.zh),
                    ));
                }
                join(&texts, " and ", " 且 ")
            }
        }
    }

    fn known(&mut self, value: NodeId, negated: bool) -> Piece {
        let value = self.at(value, Binding::Sum);
        let (en, zh) = if negated { ("is not known", "未知") } else { ("is known", "已知") };
        let text = Text::new(format!("{} {en}", value.en), format!("{} {zh}", value.zh));
        Piece { text, binding: Binding::Comparison }
    }

    // Arithmetic.

    /// Terms or factors; those marked are taken away or divide.
    fn terms(&mut self, terms: &[(bool, NodeId)], binding: Binding, signs: [&str; 2]) -> Piece {
        let tighter = if binding == Binding::Sum { Binding::Product } else { Binding::Atom };
        let mut text = Text::default();
        for (position, (marked, term)) in terms.iter().enumerate() {
            let term = self.at(*term, if *marked { tighter } else { binding });
            let [plain, inverse] = signs;
            let sign = if *marked { inverse } else { plain };
            let sign = match (position, *marked) {
                (0, false) => String::new(),
                (0, true) => sign.to_owned(),
                _ => format!(" {sign} "),
            };
            text.en.push_str(&format!("{sign}{}", term.en));
            text.zh.push_str(&format!("{sign}{}", term.zh));
        }
        Piece { text, binding }
    }

    fn rounded(&mut self, value: NodeId, mode: RoundMode, step: Rational) -> Text {
        let ty = self.evaluator.plan.node(value).ty;
        let step = show::value(self.evaluator.program, plain(ty), &Value::Number(step));
        let (value, how) = (self.at(value, Binding::Choice), words::rounding(mode, &step));
        Text::new(format!("round({}, {})", value.en, how.en), format!("取整（{}，{}）", value.zh, how.zh))
    }

    /// A function of dates within a formula is written with its value, any other with its arguments.
    fn builtin(&mut self, id: NodeId, function: Builtin, arguments: &[NodeId]) -> Text {
        let name = words::builtin(function);
        let written = self.call_of(&name, arguments);
        let of_numbers = matches!(function, Builtin::Clamp | Builtin::Monthly | Builtin::Yearly);
        match self.evaluator.eval(id) {
            // The value of the whole formula is told already.
            Ok(_) if !of_numbers && self.depth > 1 => {
                let value = self.value(id);
                Text::new(format!("{} {}", name.en, value.en), format!("{} {}", name.zh, value.zh))
            }
            _ => written,
        }
    }

    /// The lowest or highest of values; what is sure of unknown ones may be all that matters.
    fn extreme(&mut self, id: NodeId, function: Aggregate, values: &[NodeId]) -> Text {
        let decided = self.decided || self.evaluator.eval(id).is_ok();
        let outer = std::mem::replace(&mut self.decided, decided);
        let text = self.call_of(&words::aggregate(function), values);
        self.decided = outer;
        text
    }

    fn call_of(&mut self, name: &Text, arguments: &[NodeId]) -> Text {
        let mut texts = Vec::with_capacity(arguments.len());
        for argument in arguments {
            texts.push(self.at(*argument, Binding::Choice));
        }
        called(name, &texts)
    }

    // Facts and derived values.

    fn fact(&mut self, id: NodeId, place: Place, field: FieldId) -> Text {
        let Ok(instance) = self.evaluator.place(place) else {
            return self.value(id);
        };
        self.leaves.push(Leaf::Fact(instance, field));
        let title = self.field_title(instance, field);
        self.titled(id, &title)
    }

    fn field_title(&self, instance: InstanceId, field: FieldId) -> Text {
        let entity = self.evaluator.case.get(instance).map(|instance| instance.entity);
        let entity = entity.and_then(|entity| self.evaluator.program.entities.get(entity.index()));
        let field = entity.and_then(|entity| entity.fields.get(field.index()));
        field.map(|field| show::title(&field.name, field.label.as_deref())).unwrap_or_default()
    }

    /// A list of the case rests on itself only where it was not given with members.
    fn list_of(&mut self, id: NodeId, place: Place, field: FieldId) -> Text {
        if let Ok(instance) = self.evaluator.place(place) {
            let given = matches!(
                self.evaluator.slot(instance, field),
                Ok(Slot::Many(members, false)) if !members.is_empty()
            );
            if !given {
                self.leaves.push(Leaf::Fact(instance, field));
            }
        }
        self.value(id)
    }

    fn derived(&mut self, id: NodeId, place: Place, value: ValueId) -> Text {
        let title = self.value_leaf(place, value);
        self.titled(id, &title)
    }

    fn part(&mut self, id: NodeId, place: Place, value: ValueId, part: Part) -> Text {
        let mut title = self.value_leaf(place, value);
        let (en, zh) = match part {
            Part::Entitled => (".entitled", "：符合"),
            Part::Granted => (".granted", "：享受"),
            Part::Claim => ("", ""),
            Part::Start => (".start", "：起发"),
            Part::Stop => (".stop", "：停发"),
        };
        title.en.push_str(en);
        title.zh.push_str(zh);
        self.titled(id, &title)
    }

    fn value_leaf(&mut self, place: Place, value: ValueId) -> Text {
        if let Ok(instance) = self.evaluator.place(place) {
            self.leaves.push(Leaf::Value(instance, value));
        }
        let derived = self.evaluator.program.values.get(value.index());
        derived.map(|derived| show::title(&derived.name, derived.label.as_deref())).unwrap_or_default()
    }

    fn local(&mut self, id: NodeId, index: u32) -> Text {
        let program = self.evaluator.program;
        let arguments = match self.evaluator.rule() {
            RuleId::Function(id) => program.functions.get(id.index()).map(|of| of.arguments.as_slice()),
            RuleId::Table(id) => program.tables.get(id.index()).map(|of| of.arguments.as_slice()),
            _ => None,
        };
        let scalars = arguments.unwrap_or_default().iter().filter(|(_, ty)| !matches!(ty, Type::Record(_)));
        let name = scalars.map(|(name, _)| name).nth(index as usize);
        self.titled(id, &show::same(name.cloned().unwrap_or_default()))
    }

    fn through(&mut self, element: NodeId, body: NodeId) -> Text {
        self.rests_on(element);
        match self.evaluator.eval(element) {
            Ok(Held::Instance(instance)) => {
                self.evaluator.push(instance);
                let text = self.at(body, Binding::Atom);
                self.evaluator.pop();
                text
            }
            outcome => show::outcome(self.evaluator.program, self.evaluator.case, Type::Bool, &outcome),
        }
    }

    // Lists.

    fn aggregate(&mut self, id: NodeId, function: Aggregate, list: NodeId, body: Option<NodeId>) -> Piece {
        self.rests_on(list);
        let terms = body.map(|body| self.each(list, body)).unwrap_or_default();
        let name = words::aggregate(function);
        let known = self.evaluator.eval(id).is_ok();
        let few = terms.len() > 1 && terms.len() <= MOST_TERMS;
        match function {
            Aggregate::Any | Aggregate::All => atom(self.titled(id, &name)),
            _ if !known => atom(self.titled(id, &name)),
            Aggregate::Sum if few => Piece { text: join(&terms, " + ", " + "), binding: Binding::Sum },
            Aggregate::Average | Aggregate::Min | Aggregate::Max if few => atom(called(&name, &terms)),
            _ => atom(self.value(id)),
        }
    }

    /// Writes a body for each element of a list; the texts are those of the members.
    fn each(&mut self, list: NodeId, body: NodeId) -> Vec<Text> {
        let Ok(list) = self.evaluator.list(list) else {
            return Vec::new();
        };
        let list: &List = &list;
        self.cut |= list.elements.len() > MOST_ELEMENTS;
        let mut texts = Vec::new();
        for element in list.elements.iter().take(MOST_ELEMENTS) {
            self.evaluator.push(element.instance);
            let text = self.at(body, Binding::Sum);
            self.evaluator.pop();
            if element.membership == Membership::Sure {
                texts.push(text);
            }
        }
        if list.elements.len() > MOST_ELEMENTS {
            // The texts are no longer those of all members.
            texts.clear();
        }
        texts
    }

    // Figures, tables and calls.

    fn figure(&mut self, id: NodeId, node: &Node, parameter: ParameterId) -> Text {
        self.figure_leaf(node, parameter);
        let declared = self.evaluator.program.parameters.get(parameter.index());
        let title = declared.map(|of| show::title(&of.name, of.label.as_deref())).unwrap_or_default();
        self.titled(id, &title)
    }

    fn figure_leaf(&mut self, node: &Node, parameter: ParameterId) {
        let plan = self.evaluator.plan;
        let (keys, on) = match &node.kind {
            NodeKind::Parameter { keys, on, .. } => (keys.as_slice(), *on),
            NodeKind::Figures { keys, .. } => (keys.as_slice(), None),
            _ => (&[][..], None),
        };
        keys.iter().chain(&on).for_each(|node| self.rests_on(*node));
        let date = match on.map(|on| self.evaluator.eval(on)) {
            None => plan.as_of(),
            Some(Ok(Held::Value(Value::Date(date)))) => date,
            Some(Ok(Held::Value(Value::Month(month)))) => month.first_day(),
            Some(_) => return,
        };
        let mut cases = Vec::with_capacity(keys.len());
        for key in keys {
            match self.evaluator.eval(*key) {
                Ok(Held::Value(Value::Case(case))) => cases.push(case),
                _ => return,
            }
        }
        let found = plan.figure(parameter, plan.key_of(parameter, &cases), date);
        self.leaves.push(Leaf::Figure(parameter, cases, date, found));
    }

    fn table(&mut self, id: NodeId, node: &Node) -> Text {
        let NodeKind::Table { table, arguments, result, on, .. } = &node.kind else {
            return self.value(id);
        };
        let table = &self.evaluator.plan.table(*table);
        arguments.iter().chain(on).for_each(|node| self.rests_on(*node));
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            if let Ok(Held::Value(value)) = self.evaluator.eval(*argument) {
                values.push(value);
            }
        }
        let date = match on.map(|on| self.evaluator.eval(on)) {
            None => Some(self.evaluator.plan.as_of()),
            Some(Ok(Held::Value(Value::Date(date)))) => Some(date),
            Some(Ok(Held::Value(Value::Month(month)))) => Some(month.first_day()),
            Some(_) => None,
        };
        let declared = self.evaluator.program.tables.get(table.index());
        let column = declared.zip(date).and_then(|(table, date)| table.column(*result, date).ok());
        let outcome = self.evaluator.eval(id);
        let known = values.len() == arguments.len();
        self.leaves.push(Leaf::Table(Box::new(Looked {
            table: *table,
            column,
            arguments: known.then_some(values),
            ty: node.ty,
            outcome,
        })));
        let title = declared.map(|of| show::title(&of.name, of.label.as_deref())).unwrap_or_default();
        self.titled(id, &title)
    }

    fn call(&mut self, id: NodeId, function: FunctionId, of: Place, arguments: &[NodeId]) -> Text {
        arguments.iter().for_each(|node| self.rests_on(*node));
        let Some(declared) = self.evaluator.program.functions.get(function.index()) else {
            return self.value(id);
        };
        let mut frames: Vec<InstanceId> = self.evaluator.place(of).into_iter().collect();
        let mut locals = Vec::new();
        for ((_, ty), node) in declared.arguments.iter().zip(arguments) {
            match (ty, self.evaluator.eval(*node)) {
                (Type::Record(_), Ok(Held::Instance(record))) => frames.push(record),
                (_, outcome) => locals.push(outcome),
            }
        }
        let (ty, outcome) = (declared.ty, self.evaluator.eval(id));
        self.leaves.push(Leaf::Call(Box::new(Called { function, frames, locals, ty, outcome })));
        self.titled(id, &show::title(&declared.name, declared.label.as_deref()))
    }

    // Values.

    /// Notes what a node rests on without writing it.
    fn rests_on(&mut self, node: NodeId) {
        self.piece(node);
    }

    fn value(&mut self, id: NodeId) -> Text {
        let outcome = self.evaluator.eval(id);
        self.shown(id, &outcome)
    }

    fn shown(&self, id: NodeId, outcome: &Outcome) -> Text {
        let ty = self.evaluator.plan.node(id).ty;
        let show = if self.decided { show::as_far_as_known } else { show::outcome };
        show(self.evaluator.program, self.evaluator.case, ty, outcome)
    }

    /// A value: a quantity as it is, anything else behind what it is the value of.
    fn titled(&mut self, id: NodeId, title: &Text) -> Text {
        let ty = self.evaluator.plan.node(id).ty;
        let outcome = self.evaluator.eval(id);
        let value = self.shown(id, &outcome);
        let speaks = ty.is_numeric() || matches!(ty, Type::Date | Type::Month | Type::List(_));
        if outcome.is_ok() && speaks {
            return value;
        }
        Text::new(format!("{} ({})", title.en, value.en), format!("{}（{}）", title.zh, value.zh))
    }
}

/// The type of a step of a type: money without its period.
pub(super) fn plain(ty: Type) -> Type {
    match ty {
        Type::Money(_) => Type::Money(None),
        other => other,
    }
}

fn atom(text: Text) -> Piece {
    Piece { text, binding: Binding::Atom }
}

fn ellipsis() -> Text {
    show::same("…")
}

fn prefixed(en: &str, zh: &str, text: Text) -> Text {
    Text::new(format!("{en}{}", text.en), format!("{zh}{}", text.zh))
}

fn join(texts: &[Text], en: &str, zh: &str) -> Text {
    let (all_en, all_zh): (Vec<_>, Vec<_>) =
        texts.iter().map(|text| (text.en.as_str(), text.zh.as_str())).unzip();
    Text::new(all_en.join(en), all_zh.join(zh))
}

fn called(name: &Text, arguments: &[Text]) -> Text {
    let arguments = join(arguments, ", ", "，");
    Text::new(format!("{}({})", name.en, arguments.en), format!("{}（{}）", name.zh, arguments.zh))
}
