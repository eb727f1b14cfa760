//! Facts kept until a case is made of them.

use std::borrow::Cow;

use huimin::boundary::CasePath;
use huimin::{CaseError, Policy};

/// A case: read whole, or fact by fact.
#[derive(Clone, Debug)]
pub struct Facts {
    policy: Policy,
    read: Option<huimin::Case>,
    given: Vec<(CasePath, String)>,
}

impl Facts {
    /// A case that was read.
    pub fn read(policy: Policy, case: huimin::Case) -> Self {
        Self { policy, read: Some(case), given: Vec::new() }
    }

    /// A case of which nothing is known.
    pub fn none(policy: Policy) -> Self {
        Self { policy, read: None, given: Vec::new() }
    }

    /// The policy it belongs to.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether it was read whole, so that facts cannot be added.
    pub fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Adds a fact.
    pub fn give(&mut self, path: CasePath, value: &str) {
        self.given.push((path, value.to_owned()));
    }

    /// Forgets all facts.
    pub fn clear(&mut self) {
        self.read = None;
        self.given.clear();
    }

    /// The case.
    pub fn case(&self) -> Result<Cow<'_, huimin::Case>, Vec<CaseError>> {
        if let Some(case) = &self.read {
            return Ok(Cow::Borrowed(case));
        }
        let mut builder = self.policy.case_builder();
        for (path, value) in &self.given {
            builder.set(path, value);
        }
        builder.finish().map(Cow::Owned)
    }
}
