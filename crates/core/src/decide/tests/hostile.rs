//! Programs and cases that no compiler and no reader would make: any of them gives a decision.

use std::sync::Arc;

use proptest::prelude::*;

use super::support::date;
use crate::calendar::Date;
use crate::decide::assemble::decide_within;
use crate::decide::{Options, render_text};
use crate::diagnostic::{Language, Span};
use crate::number::{Rational, RoundMode};
use crate::program::figures::{Figure, Parameter, Validity};
use crate::program::node::{Choice, Opponent, Part};
use crate::program::table::{Column, Row, Test};
use crate::program::{
    Arm, Benefit, Body, Bound, Case, CaseName, Derived, Entity, EntityId, EnumId, EnumType, ExclusiveId,
    Field, FieldId, Function, FunctionId, Instance, InstanceId, Node, NodeId, NodeKind, ParameterId, Place,
    Plan, Program, Requirement, Rule, Slot, Table, TableId, Tier, Type, Value, ValueId,
};
use crate::vocabulary::{Aggregate, Builtin, Comparison, Hit};

/// Few steps, so that programs without end end soon.
const STEPS: u64 = 20_000;

fn id() -> impl Strategy<Value = u32> {
    0u32..12
}

fn place() -> impl Strategy<Value = Place> {
    (0u16..4, 0u16..3).prop_map(|(frame, up)| Place { frame, up })
}

fn node_id() -> impl Strategy<Value = NodeId> {
    (0u32..40).prop_map(NodeId)
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::Bool),
        (-5i128..5, 1i128..4).prop_map(|(n, d)| Value::Number(Rational::new(n, d).unwrap())),
        Just(Value::Number(Rational::integer(i128::MAX))),
        Just(Value::Date(Date::new(9999, 12, 31).unwrap())),
        Just(Value::Month(Date::new(1, 1, 1).unwrap().month())),
        Just(Value::Text("a".into())),
        (0u32..200).prop_map(Value::Case),
    ]
}

fn ty() -> impl Strategy<Value = Type> {
    prop_oneof![
        Just(Type::Bool),
        Just(Type::Number),
        Just(Type::Money(None)),
        Just(Type::Date),
        Just(Type::Months),
        Just(Type::Days),
        id().prop_map(|id| Type::Case(EnumId(id))),
        id().prop_map(|id| Type::Record(EntityId(id))),
        id().prop_map(|id| Type::List(EntityId(id))),
    ]
}

fn comparison() -> impl Strategy<Value = Comparison> {
    prop_oneof![Just(Comparison::Below), Just(Comparison::AtMost), Just(Comparison::Above)]
}

fn several() -> impl Strategy<Value = Vec<NodeId>> {
    prop::collection::vec(node_id(), 0..4)
}

fn leaf() -> impl Strategy<Value = NodeKind> {
    prop_oneof![
        value().prop_map(NodeKind::Constant),
        Just(NodeKind::AsOf),
        (place(), id()).prop_map(|(place, id)| NodeKind::Fact(place, FieldId(id))),
        (place(), id()).prop_map(|(place, id)| NodeKind::Child(place, FieldId(id))),
        place().prop_map(NodeKind::This),
        (place(), id()).prop_map(|(place, id)| NodeKind::Members(place, FieldId(id))),
        (place(), id()).prop_map(|(place, id)| NodeKind::Derived(place, ValueId(id))),
        (place(), id()).prop_map(|(place, id)| NodeKind::Part(place, ValueId(id), Part::Start)),
        (place(), id()).prop_map(|(place, id)| NodeKind::Part(place, ValueId(id), Part::Entitled)),
        (place(), id()).prop_map(|(place, id)| NodeKind::Part(place, ValueId(id), Part::Granted)),
        (id(), 0u32..3, node_id(), prop::option::of(node_id()), prop::option::of(node_id())).prop_map(
            |(exclusive, benefit, stands, yields, chosen)| NodeKind::Kept {
                exclusive: ExclusiveId(exclusive),
                benefit,
                rivals: vec![Opponent { benefit: 1, stands, yields }],
                chosen,
            }
        ),
        id().prop_map(NodeKind::Local),
    ]
}

fn over_lists() -> impl Strategy<Value = NodeKind> {
    let function = prop_oneof![
        Just(Aggregate::Sum),
        Just(Aggregate::Count),
        Just(Aggregate::Any),
        Just(Aggregate::All),
        Just(Aggregate::Average),
        Just(Aggregate::Max),
    ];
    prop_oneof![
        (node_id(), node_id()).prop_map(|(element, body)| NodeKind::Through { element, body }),
        node_id().prop_map(NodeKind::Only),
        (node_id(), node_id()).prop_map(|(list, condition)| NodeKind::Where { list, condition }),
        (node_id(), node_id()).prop_map(|(list, body)| NodeKind::Flatten { list, body }),
        (function, node_id(), prop::option::of(node_id()), prop::option::of(node_id())).prop_map(
            |(function, list, body, if_none)| NodeKind::Aggregate { function, list, body, if_none }
        ),
        (node_id(), node_id(), place(), any::<bool>()).prop_map(|(list, key, whose, highest_first)| {
            NodeKind::Rank { list, key, highest_first, whose }
        }),
    ]
}

fn looked_up() -> impl Strategy<Value = NodeKind> {
    let on = || prop::option::of(node_id());
    prop_oneof![
        (id(), several(), on()).prop_map(|(id, keys, on)| NodeKind::Parameter {
            parameter: ParameterId(id),
            keys,
            on
        }),
        (0u32..3, several(), 0u32..3, on(), on()).prop_map(|(id, arguments, result, on, if_none)| {
            NodeKind::Table { table: TableId(id), arguments, result, on, if_none }
        }),
        (0u32..3, place(), several()).prop_map(|(id, of, arguments)| NodeKind::Call {
            function: FunctionId(id),
            of,
            arguments
        }),
    ]
}

fn computed() -> impl Strategy<Value = NodeKind> {
    let marked = || prop::collection::vec((any::<bool>(), node_id()), 0..4);
    let builtin = prop_oneof![
        Just(Builtin::Clamp),
        Just(Builtin::Monthly),
        Just(Builtin::Age),
        Just(Builtin::MonthAfter),
        Just(Builtin::LastDay),
        Just(Builtin::DaysBetween),
    ];
    let choice = prop_oneof![
        node_id().prop_map(Choice::Value),
        prop::collection::vec((comparison(), node_id()), 0..3).prop_map(Choice::Within),
    ];
    prop_oneof![
        several().prop_map(NodeKind::Lowest),
        marked().prop_map(NodeKind::Sum),
        marked().prop_map(NodeKind::Product),
        (node_id(), node_id(), any::<bool>()).prop_map(|(base, by, back)| NodeKind::Shift { base, by, back }),
        (node_id(), node_id()).prop_map(|(to, from)| NodeKind::Distance(to, from)),
        node_id().prop_map(NodeKind::Negate),
        (comparison(), node_id(), node_id()).prop_map(|(by, a, b)| NodeKind::Compare(by, a, b)),
        (node_id(), node_id(), any::<bool>()).prop_map(|(a, b, not)| NodeKind::Equal(a, b, not)),
        (node_id(), prop::collection::vec(choice, 0..3), any::<bool>())
            .prop_map(|(value, choices, not)| NodeKind::In(value, choices, not)),
        (node_id(), any::<bool>()).prop_map(|(value, not)| NodeKind::IsKnown(value, not)),
        node_id().prop_map(NodeKind::Not),
        several().prop_map(NodeKind::And),
        several().prop_map(NodeKind::Or),
        (prop::collection::vec((node_id(), node_id()), 0..3), node_id())
            .prop_map(|(arms, otherwise)| NodeKind::If(arms, otherwise)),
        (node_id(), -1i128..3)
            .prop_map(|(value, step)| { NodeKind::Round(value, RoundMode::HalfUp, Rational::integer(step)) }),
        (builtin, several()).prop_map(|(function, arguments)| NodeKind::Builtin(function, arguments)),
    ]
}

fn node() -> impl Strategy<Value = Node> {
    let kind = prop_oneof![3 => leaf(), 3 => computed(), 2 => over_lists(), 2 => looked_up()];
    (kind, ty()).prop_map(|(kind, ty)| Node { kind, ty, span: Span::default() })
}

fn rule() -> impl Strategy<Value = Rule> {
    let span = Span::default;
    let body = node_id().prop_map(|node| Body {
        validity: Validity::default(),
        node,
        rank: 0,
        citations: Vec::new(),
    });
    let arm = (id(), node_id()).prop_map(move |(case, when)| Arm {
        case,
        when,
        citations: Vec::new(),
        span: span(),
    });
    prop_oneof![
        prop::collection::vec(body, 0..2).prop_map(Rule::Definition),
        (prop::collection::vec(arm, 0..4), id(), id()).prop_map(|(arms, otherwise, cases)| {
            Rule::Tier(Tier { cases: EnumId(cases), arms, otherwise, otherwise_citations: Vec::new() })
        }),
        (prop::option::of(node_id()), node_id(), prop::option::of(node_id())).prop_map(
            |(when, amount, start)| {
                let round = start.map(|_| (RoundMode::Up, Rational::ZERO));
                Rule::Benefit(Benefit { when, amount, round, paid: None, start, stop: None, reason: None })
            }
        ),
    ]
}

fn derived() -> impl Strategy<Value = Derived> {
    let kept = prop::option::weighted(0.2, node_id());
    (rule(), ty(), 0u32..3, prop::option::of(value()), any::<bool>(), kept).prop_map(
        |(rule, ty, entity, limit, whole, kept)| Derived {
            variants: Vec::new(),
            name: "v".into(),
            label: None,
            entity: EntityId(entity),
            ty,
            bounds: limit.map(|limit| Bound { comparison: Comparison::AtLeast, limit }).into_iter().collect(),
            whole,
            rule,
            kept,
            citations: Vec::new(),
            span: Span::default(),
            name_span: Span::default(),
        },
    )
}

fn table() -> impl Strategy<Value = Table> {
    let test = prop_oneof![
        Just(Test::Any),
        value().prop_map(Test::Equal),
        (comparison(), value()).prop_map(|bound| Test::Within(vec![bound])),
    ];
    let row = (prop::collection::vec(prop::collection::vec(test, 0..3), 0..3), prop::option::of(node_id()))
        .prop_map(|(cells, value)| Row {
            lines: Vec::new(),
            region: None,
            cells,
            values: vec![value],
            citations: Vec::new(),
            span: Span::default(),
        });
    let hit = prop_oneof![
        Just(Hit::Unique),
        Just(Hit::First),
        Just(Hit::Sum),
        Just(Hit::Highest),
        Just(Hit::Lowest)
    ];
    (prop::collection::vec(row, 0..4), hit, ty(), ty()).prop_map(|(rows, hit, first, second)| Table {
        variants: Vec::new(),
        name: "t".into(),
        label: None,
        arguments: vec![("a".into(), first), ("b".into(), second)],
        results: vec![(None, Type::Number)],
        hit,
        columns: vec![Column { result: 0, from: None }],
        rows,
        citations: Vec::new(),
        span: Span::default(),
    })
}

prop_compose! {
    fn program()(
        nodes in prop::collection::vec(node(), 1..40),
        values in prop::collection::vec(derived(), 1..6),
        fields in prop::collection::vec(prop::collection::vec(ty(), 0..5), 1..3),
        tables in prop::collection::vec(table(), 0..3),
        bodies in prop::collection::vec((node_id(), ty()), 0..3),
        requirement in prop::option::of(node_id()),
        cases in 0usize..140,
        figure in prop::option::of(value()),
    ) -> Program {
        let mut program = Program { values, tables, ..Program::default() };
        for node in nodes {
            program.nodes.add(node);
        }
        for types in fields {
            let fields = types.into_iter().map(|ty| Field::plain("f", ty)).collect();
            program.entities.push(Entity { name: "e".into(), label: None, fields, owner: None });
        }
        let case = CaseName { name: "c".into(), label: None, aliases: Vec::new() };
        let cases = vec![case; cases];
        let ty = EnumType { name: "k".into(), label: None, ordered: true, cases, tier: None };
        program.enums = vec![ty.clone(), ty.clone(), ty];
        let figure = Figure { from: None, to: None, value: figure, entry: 7 };
        program.parameters.push(Parameter {
            strata: Vec::new(),
            name: "p".into(),
            label: None,
            keys: vec![EnumId(0)],
            ty: Type::Number,
            entries: Vec::new(),
            series: [((None, 0), vec![figure])].into(),
            citations: Vec::new(),
            span: Span::default(),
        });
        program.functions = bodies.into_iter().map(|(node, ty)| Function {
            name: "f".into(),
            label: None,
            entity: EntityId(0),
            arguments: vec![("a".into(), ty)],
            ty,
            bodies: vec![Body { validity: Validity::default(), node, rank: 0, citations: Vec::new() }],
            citations: Vec::new(),
            span: Span::default(),
        }).collect();
        program.requirements = requirement.into_iter().map(|condition| Requirement {
            name: None,
            entity: EntityId(0),
            condition,
            message: None,
            citations: Vec::new(),
            span: Span::default(),
        }).collect();
        program
    }
}

fn slot() -> impl Strategy<Value = Slot> {
    let instance = || (0u32..6).prop_map(InstanceId);
    prop_oneof![
        Just(Slot::Unknown),
        value().prop_map(Slot::Known),
        value().prop_map(Slot::Assumed),
        instance().prop_map(Slot::One),
        (prop::collection::vec(instance(), 0..4), any::<bool>())
            .prop_map(|(all, empty)| Slot::Many(all, empty)),
    ]
}

fn instance() -> impl Strategy<Value = Instance> {
    let owner = prop::option::of((0u32..6, id()));
    let pins = prop::collection::vec((id(), value()), 0..2);
    (0u32..3, owner, prop::collection::vec(slot(), 0..6), pins).prop_map(|(entity, owner, slots, pins)| {
        Instance {
            entity: EntityId(entity),
            owner: owner.map(|(of, field)| (InstanceId(of), FieldId(field), 0)),
            slots,
            pins: pins.into_iter().map(|(value, to)| (ValueId(value), to)).collect(),
        }
    })
}

/// A case of any instances, whatever the program.
fn case() -> impl Strategy<Value = Case> {
    prop::collection::vec(instance(), 0..6).prop_map(|instances| {
        let mut case = Case::default();
        let none = Program::default();
        for instance in instances {
            let id = case.add(&none, instance.entity, None);
            *case.get_mut(id).unwrap() = instance;
        }
        if let Some(root) = case.get_mut(InstanceId(0)) {
            root.entity = EntityId(0);
        }
        case
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn anything_gives_a_decision(program in program(), case in case()) {
        let program = Arc::new(program);
        let plan = Plan::new(program, date("2023-06-01"), None).unwrap();
        let decision = decide_within(&plan, &case, Options { explain: true }, &mut STEPS.clone());
        prop_assert!(!render_text(&decision, Language::Chinese).is_empty());
        let text = serde_json::to_string(&decision).unwrap();
        prop_assert_eq!(serde_json::from_str::<crate::decide::Decision>(&text).unwrap(), decision);
    }
}
