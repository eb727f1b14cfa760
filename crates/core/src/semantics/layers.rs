//! The layers of a policy: what each file's `policy` statement says, and for which region its text holds.

use crate::diagnostic::{SourceId, Span};
use crate::layers::Order;
use crate::map::Map;
use crate::program::layer::Layer;
use crate::program::{Currency, Program, Region};
use crate::semantics::Analysis;
use crate::semantics::beside::{citations, index, label};
use crate::semantics::problems;
use crate::sort;
use crate::syntax::tree::{self, Statement};

/// What is known of the layers while the program is made.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    pub order: Order,
    /// The layer of each text, an index into the program's.
    of_source: Map<SourceId, usize>,
    /// Where each layer's `policy` statement has its name.
    places: Map<usize, Span>,
    currency: Option<(String, Span)>,
}

impl Layers {
    pub fn new(order: Order) -> Self {
        Self { order, ..Self::default() }
    }
}

impl Analysis<'_> {
    /// Reads the `policy` statements. Files that no other uses are one layer, the last.
    pub(crate) fn declare_layers(&mut self, files: &[tree::File]) {
        let mut layers: Vec<Layer> = Vec::new();
        let mut main = Layer::default();
        let sources: Vec<SourceId> = self.program.sources.iter().map(|(source, _)| source).collect();
        for source in sources {
            if self.layers.order.is_main(source) {
                main.sources.push(source);
                continue;
            }
            let rank = self.layers.order.rank(source);
            let of_rank = |layer: &&mut Layer| {
                layer.sources.first().is_some_and(|first| self.layers.order.rank(*first) == rank)
            };
            match layers.iter_mut().find(of_rank) {
                Some(layer) => layer.sources.push(source),
                None => layers.push(Layer { sources: vec![source], ..Layer::default() }),
            }
        }
        sort::by_key(&mut layers, |layer| {
            layer.sources.first().map(|source| self.layers.order.rank(*source))
        });
        layers.push(main);
        for (at, layer) in layers.iter().enumerate() {
            self.layers.of_source.extend(layer.sources.iter().map(|source| (*source, at)));
        }
        self.program.layers = layers;
        let policies =
            files.iter().flat_map(|file| &file.statements).filter_map(|statement| match statement {
                Statement::Policy(policy) => Some(policy),
                _ => None,
            });
        // The policy itself says the currency, if it does; the layers below must agree.
        let (own, below): (Vec<_>, Vec<_>) = policies.partition(|policy| self.is_main(policy.name.span));
        for policy in own.into_iter().chain(below) {
            self.declare_policy(policy);
        }
        if let Some(main) = self.program.layers.last() {
            self.program.name.clone_from(&main.name);
            self.program.label.clone_from(&main.label);
            self.program.region.clone_from(&main.region);
            self.program.citations.clone_from(&main.citations);
        }
    }

    fn declare_policy(&mut self, policy: &tree::Policy) {
        let at = self.layers.of_source.get(&policy.name.span.source).copied().unwrap_or(0);
        if let Some(earlier) = self.layers.places.get(&at) {
            let problem = problems::second_policy(policy.name.span, *earlier);
            self.report(problem);
            return;
        }
        self.layers.places.insert(at, policy.name.span);
        if self.is_main(policy.name.span) {
            self.policy_place = Some(policy.name.span);
        }
        if let Some(layer) = self.program.layers.get_mut(at) {
            layer.name.clone_from(&policy.name.text);
            layer.label = label(policy.label.as_ref());
            layer.region = policy.region.as_ref().map(|region| Region::new(&region.text));
            layer.citations = citations(&policy.sources);
        }
        if let Some(code) = &policy.currency {
            self.declare_currency(code);
        }
    }

    fn declare_currency(&mut self, code: &tree::Name) {
        match &self.layers.currency {
            Some((known, place)) if *known != code.text => {
                let problem = problems::other_currency(code.span, &code.text, *place, known);
                self.report(problem);
            }
            Some(_) => {}
            None => {
                self.layers.currency = Some((code.text.clone(), code.span));
                match Currency::from_code(&code.text) {
                    Some(currency) => self.program.currency = currency,
                    None => {
                        self.unknown_currency(code);
                    }
                }
            }
        }
    }

    /// Whether a place lies in the policy itself, not in a layer that it uses.
    pub(crate) fn is_main(&self, span: Span) -> bool {
        self.layers.order.is_main(span.source)
    }

    /// How far up among the files something stands, which tells whose amendment prevails.
    pub(crate) fn rank(&self, span: Span) -> u32 {
        index(self.layers.order.rank(span.source))
    }

    /// The region of the layer in which something is written.
    pub(crate) fn region_of_layer(&self, span: Span) -> Option<Region> {
        layer_of(&self.layers, &self.program, span)?.region.clone()
    }
}

fn layer_of<'p>(layers: &Layers, program: &'p Program, span: Span) -> Option<&'p Layer> {
    program.layers.get(*layers.of_source.get(&span.source)?)
}
