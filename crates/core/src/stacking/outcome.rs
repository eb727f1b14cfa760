//! Which benefits stack, as it is told.

use serde::Serialize;

use crate::decide::decision::PolicyRef;
use crate::diagnostic::Text;

/// Derives what every part has.
macro_rules! parts {
    ($($item:item)*) => {$(
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $item
    )*};
}

parts! {
    /// Which benefits of a policy one and the same instance can be granted together.
    pub struct Stacking {
        /// The policy.
        pub policy: PolicyRef,
        /// The entities that have benefits.
        pub entities: Vec<EntityStacking>,
    }

    /// The benefits of one entity.
    pub struct EntityStacking {
        /// The entity's name.
        pub entity: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// Its benefits, in the order written.
        pub benefits: Vec<BenefitEntry>,
        /// The pairs of which there is something to say. All others stack.
        pub pairs: Vec<Pair>,
        /// Whether there is too much to compare: then no pair is listed, and nothing is said of any.
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        pub cut: bool,
    }

    /// A benefit.
    pub struct BenefitEntry {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// Citations of it and of its amendments.
        pub citations: Vec<String>,
    }

    /// Two benefits that do not simply stack.
    pub struct Pair {
        /// The name of the one, which needs or reads the other where that is the relation.
        pub one: String,
        /// The name of the other.
        pub other: String,
        /// How they stand to one another.
        pub relation: Relation,
        /// The exclusive that lists both.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub exclusive: Option<ExclusiveEntry>,
        /// Why, in a sentence.
        pub because: Text,
        /// Citations of the exclusive; or of the benefits whose conditions tell.
        pub citations: Vec<String>,
    }

    /// An exclusive.
    pub struct ExclusiveEntry {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// Which benefit it keeps.
        pub keep: Kept,
    }

    /// How two benefits stand to one another.
    #[derive(Copy)]
    #[serde(rename_all = "kebab-case")]
    pub enum Relation {
        /// An exclusive grants only one of them.
        Exclusive,
        /// Their conditions provably never hold together.
        Never,
        /// Provably only those entitled to the other are granted the one.
        Needs,
        /// The condition or the amount of the one goes by the other.
        Reads,
    }

    /// Which benefit an exclusive keeps.
    #[derive(Copy)]
    #[serde(rename_all = "kebab-case")]
    pub enum Kept {
        /// That of the highest amount.
        Highest,
        /// The first written.
        First,
        /// The applicant's choice.
        Choice,
    }
}

impl EntityStacking {
    /// What there is to say of two benefits, whichever of them comes first; nothing where they stack.
    #[must_use]
    pub fn pair(&self, one: &str, other: &str) -> Option<&Pair> {
        let is = |pair: &Pair| [(one, other), (other, one)].contains(&(&*pair.one, &*pair.other));
        self.pairs.iter().find(|pair| is(pair))
    }
}
