//! Whether the rows of a table cover every combination of pieces, and once where they must.
//!
//! Pieces are tried column by column with the rows that still match; the same rows at the same column
//! need no second look, which keeps real tables linear.

use crate::diagnostic::Text;
use crate::map::Set;
use crate::semantics::proofs::pieces::Pieces;
use crate::sort;

/// How much work is done before a table is called too wide: rows put into pieces.
const MOST_WORK: usize = 4_000_000;
/// How much is done for all tables of a policy together, however many it has.
const MOST_WORK_IN_ALL: usize = 4 * MOST_WORK;

/// The work that is left for the tables of a policy.
pub struct Allowance(usize);

impl Default for Allowance {
    fn default() -> Self {
        Self(MOST_WORK_IN_ALL)
    }
}

/// A key column: its pieces, and which of them each row covers.
pub struct Column {
    /// The pieces.
    pub pieces: Pieces,
    /// For each row, runs of pieces.
    pub covered: Vec<Vec<(usize, usize)>>,
}

/// What was found out about a table.
pub enum Finding {
    /// No row covers this case.
    Gap(Vec<Text>),
    /// Two rows cover this case.
    Double(Vec<Text>, usize, usize),
    /// There are too many combinations.
    TooWide,
    /// There are too many in all tables up to this one.
    TooWideInAll,
}

/// Rows by the pieces of a column.
struct Sorted {
    /// Those that cover the whole column.
    always: Vec<u32>,
    /// The others, for each piece that any of them covers, in the order of the pieces.
    special: Vec<(usize, Vec<u32>)>,
}

/// The search through the combinations of a table.
pub struct Coverage<'t> {
    columns: &'t [Column],
    /// Whether every case must be covered, and only once.
    complete: bool,
    unique: bool,
    seen: Set<(usize, Box<[u32]>)>,
    work: usize,
    most_work: usize,
    /// The rows that some case reaches, and the rows that come first for some case.
    pub reached: Set<u32>,
    /// See `reached`.
    pub first: Set<u32>,
}

impl<'t> Coverage<'t> {
    /// Nothing looked at yet.
    pub fn new(columns: &'t [Column], complete: bool, unique: bool) -> Self {
        Self {
            columns,
            complete,
            unique,
            seen: Set::new(),
            work: 0,
            most_work: MOST_WORK,
            reached: Set::new(),
            first: Set::new(),
        }
    }

    /// Looks at every combination; the first problem ends the search.
    pub fn search(&mut self, rows: usize, allowance: &mut Allowance) -> Option<Finding> {
        self.most_work = MOST_WORK.min(allowance.0);
        let all: Vec<u32> = (0..).take(rows).collect();
        let finding = self.below(0, all, &mut Vec::new());
        allowance.0 = allowance.0.saturating_sub(self.work.min(self.most_work));
        finding
    }

    fn below(&mut self, at: usize, rows: Vec<u32>, path: &mut Vec<usize>) -> Option<Finding> {
        if rows.is_empty() {
            return self.complete.then(|| Finding::Gap(self.shown(path)));
        }
        let columns = self.columns;
        let Some(column) = columns.get(at) else { return self.leaf(&rows, path) };
        if !self.seen.insert((at, rows.clone().into_boxed_slice())) {
            return None;
        }
        let Some(Sorted { always, special }) = self.sort_into_pieces(column, &rows) else {
            let alone = self.most_work == MOST_WORK;
            return Some(if alone { Finding::TooWide } else { Finding::TooWideInAll });
        };
        let covered = (0..).zip(&special).take_while(|(at, (piece, _))| at == piece).count();
        let plain = Some(covered).filter(|piece| *piece < column.pieces.len());
        let of_plain = plain.map(|piece| (piece, Vec::new()));
        for (piece, some) in of_plain.into_iter().chain(special) {
            path.push(piece);
            let finding = self.below(at.saturating_add(1), merged(&always, some), path);
            path.pop();
            if finding.is_some() {
                return finding;
            }
        }
        None
    }

    /// Sorts rows by the pieces of a column they cover; nothing where that is too much work.
    fn sort_into_pieces(&mut self, column: &Column, rows: &[u32]) -> Option<Sorted> {
        let (mut always, mut special) = (Vec::new(), Vec::new());
        for row in rows {
            let runs = column.covered.get(*row as usize).map_or(&[][..], Vec::as_slice);
            self.work = self.work.saturating_add(1);
            if runs == [(0, column.pieces.len())] {
                always.push(*row);
                continue;
            }
            for piece in runs.iter().flat_map(|(start, end)| *start..*end) {
                self.work = self.work.saturating_add(1);
                if self.work > self.most_work {
                    return None;
                }
                special.push((piece, *row));
            }
        }
        let special = sort::groups(special);
        self.work = self.work.saturating_add(always.len().saturating_mul(special.len()));
        (self.work <= self.most_work).then_some(Sorted { always, special })
    }

    fn leaf(&mut self, rows: &[u32], path: &[usize]) -> Option<Finding> {
        self.reached.extend(rows.iter().copied());
        self.first.extend(rows.first().copied());
        match rows {
            [first, second, ..] if self.unique => {
                Some(Finding::Double(self.shown(path), *first as usize, *second as usize))
            }
            _ => None,
        }
    }

    /// A case of these pieces in words, and of any in the columns beyond.
    fn shown(&self, path: &[usize]) -> Vec<Text> {
        let pieces = path.iter().copied().chain(std::iter::repeat(0));
        self.columns.iter().zip(pieces).map(|(column, piece)| column.pieces.shown(piece)).collect()
    }
}

/// Two rising lists as one.
fn merged(one: &[u32], other: Vec<u32>) -> Vec<u32> {
    let mut all = [one, &other].concat();
    sort::by(&mut all, Ord::cmp);
    all
}
