//! The tokens of a text: the leaves of its parse, with the comments between them.

use pest::Parser;

use super::super::cut::{Chunk, cut};
use super::super::grammar::{Grammar, Rule};
use super::super::keywords;
use super::super::reader::Node;
use super::super::scan::{Bracket, Lexeme, LexemeKind, bracket, scan};
use super::super::{DEEPEST_NESTING, stretch_of, table_body, table_lines};
use super::literals;
use crate::diagnostic::Language;

/// A token or a comment.
pub(super) struct Token {
    /// None for a comment.
    pub rule: Option<Rule>,
    /// The rule it stands in.
    pub parent: Rule,
    pub text: String,
    /// How many line breaks stand before it, at most two.
    pub breaks: usize,
    /// Whether it starts something that stands by itself within brackets.
    pub starts_item: bool,
    /// The innermost item it belongs to, and its column there.
    pub item: Option<(usize, usize)>,
}

impl Token {
    pub fn is(&self, rule: Rule) -> bool {
        self.rule == Some(rule)
    }

    pub fn is_comment(&self) -> bool {
        self.rule.is_none()
    }

    pub fn bracket(&self) -> Option<LexemeKind> {
        use Rule::{close_brace, close_bracket, close_paren, open_brace, open_bracket, open_paren};
        match self.rule? {
            open_brace | open_bracket | open_paren | close_brace | close_bracket | close_paren => {
                self.text.chars().next().and_then(bracket)
            }
            _ => None,
        }
    }
}

/// What can be aligned with others of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemKind {
    Field,
    Entry,
    Arm,
    Case,
    Clause,
    Fact,
    Row,
}

/// An item with its first and last token.
pub(super) struct Item {
    pub kind: ItemKind,
    pub first: usize,
    pub last: usize,
    /// The item around it, and the column it stands in there.
    pub outer: Option<(usize, usize)>,
}

#[derive(Default)]
pub(super) struct Tokens {
    pub list: Vec<Token>,
    pub items: Vec<Item>,
}

/// The tokens of a text without mistakes.
pub(super) fn tokens(text: &str, language: Option<Language>) -> Tokens {
    let lexemes = scan(text, DEEPEST_NESTING).unwrap_or_default();
    let mut collector =
        Collector { text, lexemes: &lexemes, language, end: 0, base: 0, tokens: Tokens::default() };
    collector.chunks(&cut(text, &lexemes));
    collector.gap(text.len());
    collector.tokens
}

/// Where a node stands: its rule's parent and the item it belongs to.
#[derive(Clone, Copy)]
struct Place {
    parent: Rule,
    item: Option<(usize, usize)>,
    starts_item: bool,
}

struct Collector<'t> {
    text: &'t str,
    lexemes: &'t [Lexeme],
    language: Option<Language>,
    /// Where the last token ended.
    end: usize,
    /// Where the text being parsed begins.
    base: usize,
    tokens: Tokens,
}

impl Collector<'_> {
    fn chunks(&mut self, chunks: &[Chunk]) {
        for chunk in chunks {
            match chunk.head {
                Some(Rule::statement_for) => self.for_block(chunk),
                Some(_) if chunk.is_table() => self.table(chunk),
                _ => self.parsed(Rule::whole_statement, chunk.lexemes.clone()),
            }
        }
    }

    fn parsed(&mut self, rule: Rule, lexemes: std::ops::Range<usize>) {
        let (written, base) = stretch_of(self.text, self.lexemes, lexemes);
        self.base = base as usize;
        let place = Place { parent: rule, item: None, starts_item: true };
        for node in Grammar::parse(rule, written).into_iter().flatten() {
            if node.as_rule() != Rule::EOI {
                self.node(&node, place);
            }
        }
    }

    fn for_block(&mut self, chunk: &Chunk) {
        let Some(open) = chunk.body_open else { return };
        self.parsed(Rule::whole_for_head, chunk.lexemes.start..open + 1);
        self.chunks(&chunk.body);
        self.closing_brace(chunk);
    }

    fn table(&mut self, chunk: &Chunk) {
        let Some(open) = table_body(self.lexemes, chunk) else {
            return self.parsed(Rule::whole_table_head, chunk.lexemes.clone());
        };
        self.parsed(Rule::whole_table_head, chunk.lexemes.start..open + 1);
        let lines = table_lines(self.lexemes, open + 1, chunk.lexemes.end.saturating_sub(1));
        for (number, line) in lines.into_iter().enumerate() {
            self.parsed(if number == 0 { Rule::whole_header } else { Rule::whole_row }, line);
        }
        self.closing_brace(chunk);
    }

    /// The last brace of a statement that is not parsed as a whole.
    fn closing_brace(&mut self, chunk: &Chunk) {
        let last = chunk.lexemes.end.checked_sub(1).and_then(|last| self.lexemes.get(last)).copied();
        if let Some(brace) = last.filter(|brace| brace.kind == LexemeKind::Close(Bracket::Curly)) {
            let place = Place { parent: Rule::for_head, item: None, starts_item: false };
            let (start, end) = (brace.start as usize, brace.end as usize);
            self.push(Rule::close_brace, brace.text(self.text).to_owned(), (start, end), place);
        }
    }

    fn node(&mut self, node: &Node<'_>, place: Place) {
        let rule = node.as_rule();
        if literals::is_literal(rule) {
            return self.push(rule, literals::literal(node, self.language), self.span(node), place);
        }
        let mut children = node.clone().into_inner().peekable();
        if children.peek().is_none() {
            return self.push(rule, node.as_str().to_owned(), self.span(node), place);
        }
        let opened = item_kind(rule, place.parent).map(|kind| self.open_item(kind, place.item));
        if matches!(rule, Rule::item | Rule::aim) && self.language == Some(Language::English) {
            self.range_end(node, place);
        } else {
            self.children(node, opened, place);
        }
        if let Some(id) = opened
            && let Some(item) = self.tokens.items.get_mut(id)
        {
            item.last = self.tokens.list.len().saturating_sub(1);
        }
    }

    fn children(&mut self, node: &Node<'_>, opened: Option<usize>, place: Place) {
        let rule = node.as_rule();
        let (mut column, mut in_brackets, mut starts_item) = (None, false, place.starts_item);
        for child in node.clone().into_inner() {
            let is = child.as_rule();
            let item = match (opened, place.item) {
                (Some(id), _) => {
                    let here = column_of(self.kind(id), is, column);
                    column = Some(here);
                    Some((id, here))
                }
                // A case's parts are columns of the arm around it.
                (None, Some((id, _))) if rule == Rule::case => Some((id, column_of(self.kind(id), is, None))),
                (None, outer) => outer,
            };
            let separate = in_brackets && !is_mark(is);
            self.node(&child, Place { parent: rule, item, starts_item: starts_item || separate });
            starts_item = false;
            in_brackets |= matches!(is, Rule::open_brace | Rule::open_paren | Rule::open_bracket);
        }
    }

    fn kind(&self, id: usize) -> ItemKind {
        self.tokens.items.get(id).map_or(ItemKind::Clause, |item| item.kind)
    }

    fn open_item(&mut self, kind: ItemKind, outer: Option<(usize, usize)>) -> usize {
        // Comments before the item come first, but belong to it no more than blanks do.
        self.tokens.items.push(Item { kind, first: usize::MAX, last: 0, outer });
        self.tokens.items.len() - 1
    }

    /// `60 以上` has no English form but `at least 60`.
    fn range_end(&mut self, node: &Node<'_>, place: Place) {
        let mut parts = node.clone().into_inner();
        let last = parts.next_back().map(|last| (last.as_rule(), last.as_span().end()));
        let word = match last {
            Some((Rule::clause_over, _)) => keywords::of_rule(Rule::operator_at_least),
            Some((Rule::clause_under, _)) => keywords::of_rule(Rule::operator_at_most),
            _ => None,
        };
        let (Some(word), Some((_, end)), Some(value)) = (word, last, parts.next()) else {
            return self.children(node, None, place);
        };
        if !is_arithmetic(&value) {
            return self.children(node, None, place);
        }
        let (start, _) = self.span(&value);
        self.push(word.rule, word.en.unwrap_or_default().to_owned(), (start, start), place);
        self.node(&value, Place { parent: Rule::bound, starts_item: false, ..place });
        self.gap(self.base + end);
        self.end = self.base + end;
    }

    fn span(&self, node: &Node<'_>) -> (usize, usize) {
        (self.base + node.as_span().start(), self.base + node.as_span().end())
    }

    fn push(&mut self, rule: Rule, text: String, (start, end): (usize, usize), place: Place) {
        let breaks = self.gap(start);
        self.end = end;
        let at = self.tokens.list.len();
        // The items that start with this token have waited for it.
        let mut waiting = place.item;
        while let Some((id, _)) = waiting
            && let Some(item) = self.tokens.items.get_mut(id)
            && item.first == usize::MAX
        {
            item.first = at;
            waiting = item.outer;
        }
        let Place { parent, item, starts_item } = place;
        self.tokens.list.push(Token { rule: Some(rule), parent, text, breaks, starts_item, item });
    }

    /// Takes the comments up to a place; how many line breaks stand right before it.
    fn gap(&mut self, to: usize) -> usize {
        let gap = self.text.get(self.end..to).unwrap_or("");
        let mut breaks = 0usize;
        let mut rest = gap;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '\n' => {
                    breaks += 1;
                    1
                }
                '#' | '＃' => {
                    let length = rest.find('\n').unwrap_or(rest.len());
                    let comment = rest.get(..length).unwrap_or("").trim_end();
                    self.comment(comment, breaks.min(2));
                    breaks = 0;
                    length
                }
                // A word that is left out, as in `range_end`.
                _ => c.len_utf8(),
            };
            rest = rest.get(length..).unwrap_or("");
        }
        self.end = self.end.max(to);
        breaks.min(2)
    }

    fn comment(&mut self, text: &str, breaks: usize) {
        self.tokens.list.push(Token {
            rule: None,
            parent: Rule::EOI,
            text: text.to_owned(),
            breaks,
            starts_item: false,
            item: None,
        });
    }
}

/// Whether a chain would be the same after `at least`.
fn is_arithmetic(chain: &Node<'_>) -> bool {
    use Rule::{
        in_list, is_known, operator_above, operator_and, operator_at_least, operator_at_most, operator_below,
        operator_is, operator_is_not, operator_not, operator_or, operator_where,
    };
    let loose = [
        in_list,
        is_known,
        operator_above,
        operator_and,
        operator_at_least,
        operator_at_most,
        operator_below,
        operator_is,
        operator_is_not,
        operator_not,
        operator_or,
        operator_where,
    ];
    chain.clone().into_inner().all(|part| !loose.contains(&part.as_rule()))
}

/// Brackets and separators, which start nothing.
fn is_mark(rule: Rule) -> bool {
    matches!(rule, Rule::comma | Rule::close_brace | Rule::close_paren | Rule::close_bracket)
}

fn item_kind(rule: Rule, parent: Rule) -> Option<ItemKind> {
    Some(match rule {
        Rule::field => ItemKind::Field,
        Rule::entry | Rule::body => ItemKind::Entry,
        Rule::arm => ItemKind::Arm,
        Rule::case if parent == Rule::enumeration => ItemKind::Case,
        Rule::record_field => ItemKind::Fact,
        Rule::header | Rule::row => ItemKind::Row,
        Rule::region
        | Rule::currency
        | Rule::when
        | Rule::amount
        | Rule::round
        | Rule::paid
        | Rule::start
        | Rule::stop
        | Rule::reason
        | Rule::benefits
        | Rule::keep
        | Rule::chosen
        | Rule::severity
        | Rule::advise
        | Rule::addressee
        | Rule::measure
        | Rule::must
        | Rule::hope
        | Rule::due
        | Rule::given
        | Rule::was_paid
        | Rule::pin
        | Rule::with
        | Rule::expect => ItemKind::Clause,
        Rule::source
            if matches!(
                parent,
                Rule::policy
                    | Rule::benefit
                    | Rule::amend_benefit
                    | Rule::exclusive
                    | Rule::alert
                    | Rule::target
            ) =>
        {
            ItemKind::Clause
        }
        _ => return None,
    })
}

/// The column of a part of an item that follows one in column `before`.
fn column_of(kind: ItemKind, part: Rule, before: Option<usize>) -> usize {
    match (kind, part) {
        (ItemKind::Field, Rule::name | Rule::colon)
        | (ItemKind::Entry, Rule::validity | Rule::colon)
        | (ItemKind::Fact, Rule::pinned | Rule::name | Rule::colon)
        | (ItemKind::Arm | ItemKind::Case, Rule::name | Rule::case) => 0,
        (ItemKind::Field, Rule::written_type | Rule::range)
        | (ItemKind::Entry, Rule::figure | Rule::expr | Rule::comma)
        | (ItemKind::Fact, _)
        | (ItemKind::Arm | ItemKind::Case, Rule::label | Rule::alias) => 1,
        (ItemKind::Field, Rule::label)
        | (ItemKind::Entry, _)
        | (ItemKind::Arm, Rule::clause_when | Rule::expr) => 2,
        (ItemKind::Field | ItemKind::Arm, _) => 3,
        (ItemKind::Row, Rule::pipe | Rule::arrow | Rule::source) => before.unwrap_or(0) + 1,
        (ItemKind::Row, _) => before.unwrap_or(0),
        (ItemKind::Clause, _) => usize::from(before.is_some()),
        (ItemKind::Case, _) => 2,
    }
}
