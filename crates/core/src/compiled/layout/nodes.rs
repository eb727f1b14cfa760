//! Expressions.

use super::parts::{choices, records};
use crate::compiled::reader::Reader;
use crate::compiled::stored::{Stored, write_all};
use crate::program::node::{Choice, Opponent, Part};
use crate::program::{Node, NodeId, NodeKind, Nodes, Place};

records! {
    NodeId { 0 }
    Node { kind, ty, span }
    Place { frame, up }
    Opponent { benefit, stands, yields }
}

impl Stored for Nodes {
    fn write(&self, to: &mut Vec<u8>) {
        let nodes: Vec<_> = self.iter().map(|(_, node)| node).collect();
        write_all(nodes.into_iter(), to);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Vec::read(from).into()
    }
}

choices! {
    NodeKind {
        0 AsOf,
        1 Constant(value),
        2 Fact(place, field),
        3 Child(place, field),
        4 This(place),
        5 Members(place, field),
        6 Derived(place, value),
        7 Part(place, value, part),
        8 Kept { exclusive, benefit, rivals, chosen },
        9 Local(local),
        10 Through { element, body },
        11 Only(list),
        12 Where { list, condition },
        13 Flatten { list, body },
        14 Aggregate { function, list, body, if_none },
        15 Rank { list, key, highest_first, whose },
        16 Lowest(values),
        17 Highest(values),
        18 Parameter { parameter, keys, on },
        19 Table { table, arguments, result, on, if_none },
        20 Call { function, of, arguments },
        21 Sum(terms),
        22 Product(factors),
        23 Shift { base, by, back },
        24 Distance(to, from),
        25 Negate(inner),
        26 Compare(comparison, left, right),
        27 Equal(left, right, unequal),
        28 In(value, choices, outside),
        29 IsKnown(inner, unknown),
        30 Not(inner),
        31 And(terms),
        32 Or(terms),
        33 If(arms, otherwise),
        34 Round(inner, mode, step),
        35 Builtin(function, arguments),
        // Only plans have them.
        never Self::Figure(..) | Self::Figures { .. },
    }
    Part {
        0 Entitled,
        1 Granted,
        2 Claim,
        3 Start,
        4 Stop,
    }
    Choice {
        0 Value(value),
        1 Within(bounds),
    }
}
