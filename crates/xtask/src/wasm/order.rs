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

/// An order in which each function is like those shortly before it.
fn by_likeness(bodies: &[&[u8]]) -> Vec<usize> {
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, body) in bodies.iter().enumerate() {
        for run in body.windows(RUN) {
            let functions = having.entry(run).or_default();
            if functions.last() != Some(&function) {
                functions.push(function);
            }
        }
    }
    having.retain(|_, functions| (2..=COMMON).contains(&functions.len()));

    let mut likeness = vec![0_u64; bodies.len()];
    let mut left: Vec<usize> = (0..bodies.len()).collect();
    let (mut order, mut seen, mut first) = (Vec::with_capacity(bodies.len()), 0, 0);
    while let Some(next) = most_alike(&left, &likeness, bodies) {
        left.retain(|function| *function != next);
        order.push(next);
        let others = |function: usize| {
            let body = bodies.get(function).copied().unwrap_or_default();
            body.windows(RUN).filter_map(|run| having.get(run)).flatten()
        };
        for other in others(next) {
            likeness.get_mut(*other).into_iter().for_each(|likeness| *likeness += 1);
        }
        seen += bodies.get(next).map_or(0, |body| body.len());
        while let Some(oldest) = order.get(first).filter(|_| seen > WINDOW) {
            for other in others(*oldest) {
                likeness.get_mut(*other).into_iter().for_each(|likeness| *likeness -= 1);
            }
            seen -= bodies.get(*oldest).map_or(0, |body| body.len());
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
