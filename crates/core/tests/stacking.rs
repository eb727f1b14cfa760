//! Which benefits of small policies stack, and what says so.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // the lints are for what is shipped

use huimin::Policy;
use huimin::diagnostic::Language;
use huimin::stacking::{EntityStacking, Kept, Pair, Relation};

fn stacking(text: &str) -> EntityStacking {
    let compilation = Policy::compile([("policy.hm", text)]);
    let shown = compilation.render(Language::English, Default::default());
    let policy = compilation.policy.unwrap_or_else(|| panic!("{shown}"));
    let entities = policy.stacking().entities;
    let [entity] = entities.try_into().unwrap();
    entity
}

/// The only pair of benefits `a` and `b` of a person, whose other statements are given.
fn pair(text: &str) -> Option<Pair> {
    let entity = stacking(&format!(
        "policy sample
        enum status {{ single married widowed }}
        entity person {{ old: bool  poor: bool  age: number at least 0  income: money  status: status }}
        {text}"
    ));
    assert!(entity.pairs.len() <= 1, "{:?}", entity.pairs);
    entity.pair("b", "a").cloned()
}

fn relation(text: &str) -> Option<Relation> {
    pair(text).map(|pair| pair.relation)
}

#[test]
fn benefits_stack_where_nothing_keeps_them_apart() {
    for (a, b) in [
        ("", ""),
        ("when old", "when poor"),
        ("when old or poor", "when not old"),
        ("when (status is single) or old", "when status is married"),
        ("when age at least 60", "when age at least 80"),
        ("when status in [single, widowed]", "when status is not single"),
    ] {
        let text = format!("benefit a {{ {a} amount 1 yuan }} benefit b {{ {b} amount 1 yuan }}");
        assert_eq!(relation(&text), None, "{text}");
    }
}

#[test]
fn opposite_conditions_never_hold_together() {
    for (a, b) in [
        ("when old", "when not old"),
        ("when old and poor", "when not (old or poor)"),
        ("when status is single", "when status is married"),
        ("when status in [single, widowed]", "when status is married"),
        ("when age below 60", "when age at least 60"),
        ("when income above 5 yuan", "when income at most 5 yuan"),
        ("when helped", "when not poor"),
        ("when class is low", "when class is near"),
        ("when class is low", "when not poor"),
        ("when class is none", "when poor"),
    ] {
        let text = format!(
            "define helped = poor and old
            tier class {{ low when poor  near when old  otherwise none }}
            benefit a {{ {a} amount 1 yuan source \"first\" }}
            benefit b {{ {b} amount 1 yuan source \"second\" }}"
        );
        let pair = pair(&text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(pair.relation, Relation::Never, "{text}");
        assert_eq!(pair.citations, ["first", "second"]);
    }
}

#[test]
fn a_definition_counts_on_every_date() {
    let policy = |later: &str| {
        format!(
            "define helped {{ from 2020-01-01 to 2023-12-31: poor and old  from 2024-01-01: {later} }}
            benefit a {{ when helped amount 1 yuan }}
            benefit b {{ when not poor amount 1 yuan }}"
        )
    };
    assert_eq!(relation(&policy("poor and status is single")), Some(Relation::Never));
    assert_eq!(relation(&policy("old")), None);
}

#[test]
fn an_amendment_counts_instead_of_what_it_amends() {
    let shared = "policy shared
        entity person { old: bool }
        benefit a { when old amount 1 yuan }
        benefit b { amount 1 yuan }";
    let pairs = |header: &str| {
        let city = format!("policy city {header}\nuse \"shared.hm\"\namend benefit b {{ when not old }}");
        let main = "policy main\nuse \"city.hm\"\nuse \"shared.hm\"";
        let load = |name: &str| {
            Ok(match name {
                "main.hm" => main.as_bytes().to_vec(),
                "city.hm" => city.as_bytes().to_vec(),
                _ => shared.as_bytes().to_vec(),
            })
        };
        let compilation = Policy::compile_with("main.hm", &load);
        let shown = compilation.render(Language::English, Default::default());
        let policy = compilation.policy.unwrap_or_else(|| panic!("{shown}"));
        policy.stacking().entities[0].pairs.clone()
    };
    assert_eq!(pairs("")[0].relation, Relation::Never);
    assert_eq!(pairs("{ region \"360100\" }"), []);
}

#[test]
fn asking_for_the_opposite_of_the_other_benefit_keeps_them_apart() {
    for condition in ["not a.entitled", "not a.granted"] {
        let text = format!(
            "benefit a {{ when old amount 1 yuan }} benefit b {{ when poor and {condition} amount 1 yuan }}"
        );
        assert_eq!(relation(&text), Some(Relation::Never), "{condition}");
    }
}

#[test]
fn a_benefit_may_need_or_read_another() {
    let cases = [
        ("when poor and a.granted amount 1 yuan", Relation::Needs),
        ("when poor and a.entitled amount 1 yuan", Relation::Needs),
        ("when a above 0 yuan amount 1 yuan", Relation::Needs),
        ("when poor or a.granted amount 1 yuan", Relation::Reads),
        ("when poor amount max(0 yuan, income - a)", Relation::Reads),
        ("when poor amount total", Relation::Reads),
    ];
    for (b, wanted) in cases {
        let text =
            format!("define total = a + 1 yuan\nbenefit a {{ when old amount 1 yuan }} benefit b {{ {b} }}");
        let pair = pair(&text).unwrap_or_else(|| panic!("{b}"));
        assert_eq!((pair.relation, &*pair.one, &*pair.other), (wanted, "b", "a"), "{b}");
    }
}

#[test]
fn an_exclusive_says_how_it_chooses() {
    for (keep, kept) in
        [("keep highest", Kept::Highest), ("keep first", Kept::First), ("by chosen", Kept::Choice)]
    {
        let entity = stacking(&format!(
            "policy sample
            entity person {{ chosen: only_one }}
            benefit a {{ amount 1 yuan }} benefit b {{ amount 2 yuan }} benefit c {{ amount 3 yuan }}
            exclusive only_one \"Only one\" {{ benefits a, c  {keep}  source \"a law\" }}"
        ));
        assert_eq!(entity.pairs.len(), 1);
        let pair = entity.pair("c", "a").unwrap();
        let exclusive = pair.exclusive.as_ref().unwrap();
        assert_eq!(
            (pair.relation, &*exclusive.name, exclusive.keep),
            (Relation::Exclusive, "only_one", kept)
        );
        assert_eq!(pair.citations, ["a law"]);
        assert!(entity.pair("a", "b").is_none() && entity.pair("b", "c").is_none());
    }
}

#[test]
fn conditions_that_never_hold_are_named() {
    let pair = pair("benefit a { when old and not old amount 1 yuan } benefit b { amount 1 yuan }").unwrap();
    assert_eq!((pair.relation, pair.because.en.as_str()), (Relation::Never, "nobody can be entitled to `a`"));
}

#[test]
fn a_compiled_policy_tells_the_same() {
    let text = "policy sample
        entity person { old: bool }
        benefit a { when old amount 1 yuan } benefit b { when not old amount 1 yuan }";
    let policy = Policy::compile([("policy.hm", text)]).policy.unwrap();
    let loaded = Policy::from_bytes(&policy.to_bytes().unwrap()).unwrap();
    assert_eq!(loaded.stacking(), policy.stacking());
}

/// Pairs grow with the square of the text: where they are too many, that is said instead.
#[test]
fn too_many_benefits_are_not_compared() {
    let benefits = |count: usize| -> String {
        let one = |at: usize| {
            let not = if at.is_multiple_of(2) { "" } else { "not " };
            format!("benefit a{at} {{ when {not}old amount 1 yuan paid once }}\n")
        };
        (0..count).map(one).collect()
    };
    let of = |count: usize| stacking(&format!("entity person {{ old: bool }}\n{}", benefits(count)));
    let few = of(40);
    assert_eq!((few.cut, few.pairs.len()), (false, 400));
    let many = of(2_000);
    assert!(many.cut && many.pairs.is_empty());
    assert_eq!(many.benefits.len(), 2_000);
}
