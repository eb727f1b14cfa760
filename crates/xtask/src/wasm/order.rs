//! The functions of a module in an order that compresses well: gzip finds what was said before only within
//! 32 KiB, so functions alike stand side by side.

use std::collections::HashMap;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{CodeSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef};

use crate::Failure;

/// Functions are compared by the runs of so many bytes in them.
const RUN: usize = 6;
/// Runs of more functions than this say nothing about likeness, and take long to count.
const COMMON: usize = 60;
/// How many bytes back a function's likeness counts.
const WINDOW: usize = 30_000;
/// Added to the length by which likeness is divided, lest the shortest always come first.
const SHORTEST: u64 = 20;

/// The module with its functions in another order.
pub fn reordered(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let (imported, bodies) = functions(wasm)?;
    let order = by_likeness(&bodies);
    let mut places = vec![0; order.len()];
    for (place, function) in (0..).zip(&order) {
        if let Some(of) = places.get_mut(*function) {
            *of = place;
        }
    }
    let mut module = Module::new();
    Reordered { imported, order, places }.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// How many functions are imported, and the bytes of the others.
fn functions(wasm: &[u8]) -> Result<(u32, Vec<&[u8]>), Failure> {
    let (mut imported, mut bodies) = (0, Vec::new());
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.extend(wasm.get(body.range())),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The runs of all functions, by number.
#[derive(Default)]
struct Runs {
    /// Those in each function.
    of: Vec<Vec<usize>>,
    /// The functions that each is in, as often as it is; nothing for those that are in one or in too many.
    having: Vec<Vec<usize>>,
}

impl Runs {
    fn new(bodies: &[&[u8]]) -> Self {
        let mut runs = Self::default();
        let mut numbers: HashMap<&[u8], usize> = HashMap::new();
        for (function, body) in bodies.iter().enumerate() {
            let mut own = Vec::with_capacity(body.len());
            for run in body.windows(RUN) {
                let new = runs.having.len();
                let number = *numbers.entry(run).or_insert(new);
                if number == new {
                    runs.having.push(Vec::new());
                }
                runs.having.get_mut(number).into_iter().for_each(|having| having.push(function));
                own.push(number);
            }
            runs.of.push(own);
        }
        for having in &mut runs.having {
            let functions = having.chunk_by(|one, other| one == other).count();
            if !(2..=COMMON).contains(&functions) {
                having.clear();
            }
        }
        runs
    }
}

/// The functions that were put last.
struct Window<'r> {
    runs: &'r Runs,
    /// How often each run is in them.
    times: Vec<u32>,
    /// How many of the runs in each function are in them.
    likeness: Vec<u64>,
}

impl<'r> Window<'r> {
    fn new(runs: &'r Runs) -> Self {
        Self { runs, times: vec![0; runs.having.len()], likeness: vec![0; runs.of.len()] }
    }

    fn add(&mut self, function: usize) {
        for run in self.runs.of.get(function).into_iter().flatten() {
            let Some(times) = self.times.get_mut(*run) else { continue };
            *times += 1;
            if *times == 1 {
                for other in self.runs.having.get(*run).into_iter().flatten() {
                    self.likeness.get_mut(*other).into_iter().for_each(|likeness| *likeness += 1);
                }
            }
        }
    }

    fn remove(&mut self, function: usize) {
        for run in self.runs.of.get(function).into_iter().flatten() {
            let Some(times) = self.times.get_mut(*run) else { continue };
            *times -= 1;
            if *times == 0 {
                for other in self.runs.having.get(*run).into_iter().flatten() {
                    self.likeness.get_mut(*other).into_iter().for_each(|likeness| *likeness -= 1);
                }
            }
        }
    }
}

/// An order in which each function is like those shortly before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let runs = Runs::new(bodies);
    let mut window = Window::new(&runs);
    let length = |function: usize| bodies.get(function).map_or(0, |body| body.len());
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut order, mut seen, mut first) = (Vec::with_capacity(bodies.len()), 0, 0);
    while let Some(next) = most_alike(&left, &window.likeness, bodies) {
        left.retain(|function| *function != next);
        order.push(next);
        window.add(next);
        seen += length(next);
        while let Some(oldest) = order.get(first).copied().filter(|_| seen > WINDOW) {
            window.remove(oldest);
            seen -= length(oldest);
            first += 1;
        }
    }
    order
}

/// The function that has most in common with those in the window, for its length; the first that is left if
/// none has anything.
fn most_alike(left: &[usize], likeness: &[u64], bodies: &[&[u8]]) -> Option<usize> {
    let weighed = left.iter().filter_map(|function| {
        Some((*function, *likeness.get(*function)?, bodies.get(*function)?.len() as u64 + SHORTEST))
    });
    let most = weighed.reduce(|best, next| if next.1 * best.2 > best.1 * next.2 { next } else { best });
    most.map(|(function, ..)| function)
}

struct Reordered {
    imported: u32,
    /// The functions, by their place in the order.
    order: Vec<usize>,
    /// Their places.
    places: Vec<u32>,
}

impl Reordered {
    fn in_order<T: Clone>(&self, items: &[T]) -> Vec<T> {
        self.order.iter().filter_map(|function| items.get(*function).cloned()).collect()
    }
}

impl Reencode for Reordered {
    type Error = Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Infallible>> {
        let own = function.checked_sub(self.imported).and_then(|own| self.places.get(own as usize));
        Ok(own.map_or(function, |place| self.imported + place))
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for of in self.in_order(&types) {
            functions.function(self.type_index(of)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        let bodies: Vec<FunctionBody<'_>> = section.into_iter().collect::<Result<_, _>>()?;
        for body in self.in_order(&bodies) {
            self.parse_function_body(code, body)?;
        }
        Ok(())
    }
}
