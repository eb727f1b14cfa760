//! Which benefits stack, as a table.

use std::collections::HashMap;

use huimin::Stacking;
use huimin::diagnostic::Language;
use huimin::stacking::{BenefitEntry, EntityStacking, Pair, Relation};
use unicode_width::UnicodeWidthStr as _;

/// The table of each entity with what there is to say of its pairs, and what the signs mean.
pub fn stacking(stacking: &Stacking, language: Language) -> String {
    let page = Page { language };
    let mut text = format!("{}\n", page.title(&stacking.policy.name, stacking.policy.label.as_deref()));
    for entity in &stacking.entities {
        text.push_str(&format!("\n{}\n", page.title(&entity.entity, entity.label.as_deref())));
        if entity.cut {
            let many = page.say("too many benefits to compare", "待遇过多，无法逐项比较");
            text.push_str(&format!("  {many}\n"));
            continue;
        }
        text.push_str(&page.table(entity));
        for pair in &entity.pairs {
            text.push_str(&page.pair(entity, pair));
        }
    }
    let has_pairs = stacking.entities.iter().any(|entity| entity.benefits.len() > 1 && !entity.cut);
    match (stacking.entities.is_empty(), has_pairs) {
        (true, _) => text.push_str(page.say("\nno benefits\n", "\n没有待遇\n")),
        (_, true) => text.push_str(&page.legend()),
        (_, false) => {}
    }
    text
}

/// A sign, and what it means of the benefits of its row and column.
const SIGNS: [(char, &str, &str); 6] = [
    ('+', "they stack: nothing in the policy keeps them apart", "可以同时享受：政策没有限制"),
    ('x', "an exclusive grants only one of them", "择一享受"),
    ('-', "their conditions never hold together", "条件互斥，不可能同时享受"),
    ('>', "the one of the row needs that of the column", "行以列为前提"),
    ('<', "the one of the column needs that of the row", "列以行为前提"),
    ('*', "the condition or the amount of one goes by the other", "一项的条件或者金额与另一项有关"),
];

#[derive(Clone, Copy)]
struct Page {
    language: Language,
}

impl Page {
    fn say<'t>(self, en: &'t str, zh: &'t str) -> &'t str {
        self.language.choose(en, zh)
    }

    fn title<'t>(self, name: &'t str, label: Option<&'t str>) -> &'t str {
        match self.language {
            // A Chinese label tells an English reader less than the name.
            Language::English => label.filter(|label| label.is_ascii() || !name.is_ascii()).unwrap_or(name),
            Language::Chinese => label.unwrap_or(name),
        }
    }

    /// A row for each benefit, with its number, and a column for each number.
    fn table(self, entity: &EntityStacking) -> String {
        let benefits = &entity.benefits;
        let pairs = entity.pairs.iter().flat_map(|pair| {
            let (one, other) = (pair.one.as_str(), pair.other.as_str());
            [((one, other), pair), ((other, one), pair)]
        });
        let pairs: HashMap<(&str, &str), &Pair> = pairs.collect();
        let titles: Vec<&str> =
            benefits.iter().map(|benefit| self.title(&benefit.name, benefit.label.as_deref())).collect();
        let widest = titles.iter().map(|title| title.width()).max().unwrap_or_default();
        let digits = benefits.len().to_string().len();
        let mut text = format!("  {}", " ".repeat(digits + 1 + widest));
        for number in 1..=benefits.len() {
            text.push_str(&format!(" {number:>digits$}"));
        }
        text.push('\n');
        for ((number, row), title) in (1..).zip(benefits).zip(&titles) {
            let gap = " ".repeat(widest.saturating_sub(title.width()));
            text.push_str(&format!("  {number:>digits$} {title}{gap}"));
            let signs: String =
                benefits.iter().map(|column| format!(" {:>digits$}", sign(&pairs, row, column))).collect();
            text.push_str(signs.trim_end());
            text.push('\n');
        }
        text
    }

    /// What there is to say of a pair: its numbers, why, and the citations.
    fn pair(self, entity: &EntityStacking, pair: &Pair) -> String {
        let number = |name: &str| {
            entity.benefits.iter().position(|benefit| benefit.name == name).map_or(0, |position| position + 1)
        };
        let because = pair.because.in_language(self.language);
        let (one, other) = (number(&pair.one), number(&pair.other));
        let sign = sign_of(pair, &pair.one);
        let mut text = format!("  {one} {sign} {other}{}{because}\n", self.say(": ", "："));
        for citation in &pair.citations {
            text.push_str(&format!("    {}{citation}\n", self.say("source: ", "依据：")));
        }
        text
    }

    fn legend(self) -> String {
        let line = |(sign, en, zh): &(char, &str, &str)| format!("  {sign} {}\n", self.say(en, zh));
        let lines: String = SIGNS.iter().map(line).collect();
        format!("\n{}\n{lines}", self.say("Signs", "符号"))
    }
}

fn sign(pairs: &HashMap<(&str, &str), &Pair>, row: &BenefitEntry, column: &BenefitEntry) -> char {
    if row.name == column.name {
        return ' ';
    }
    pairs.get(&(row.name.as_str(), column.name.as_str())).map_or('+', |pair| sign_of(pair, &row.name))
}

/// The sign of a pair in the row of one of its benefits.
fn sign_of(pair: &Pair, row: &str) -> char {
    match pair.relation {
        Relation::Exclusive => 'x',
        Relation::Never => '-',
        Relation::Needs if pair.one == row => '>',
        Relation::Needs => '<',
        Relation::Reads => '*',
    }
}
