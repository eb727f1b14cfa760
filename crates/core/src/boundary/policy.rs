//! The face of the library: a policy, its plan for a date and a region, and deciding cases.

use std::sync::{Arc, OnceLock};

use super::cases::{self, CaseBuilder, CasePath, CaseSchema, read_case};
use super::json_schema::case_schema;
use super::quick::Quick;
use crate::calendar::Date;
use crate::checks;
use crate::compiled::{self, PolicyFile};
use crate::decide::decision::{CaseError, PolicyRef};
use crate::decide::{self, Decision, Options};
use crate::diagnostic::Diagnostic;
use crate::program::{self, Case, Entity, Parameter, Program, Region};
use crate::stacking::{Stacking, stacking};
use crate::testing::{TestResult, run_tests};
use crate::untraced::Untraced;

/// A compiled policy, for every date and region.
///
/// It never changes. Cloning it is cheap and shares it, and threads may use it and its plans at the same
/// time; nothing in it is locked, and nothing is global to the process.
#[derive(Clone, Debug)]
pub struct Policy(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    program: Arc<Program>,
    names: CaseSchema,
    hash: String,
    files: Vec<PolicyFile>,
}

/// A policy for one date and one region, ready to decide any number of cases.
///
/// Like a policy it never changes, is cheap to clone, and is shared freely between threads. It keeps its
/// policy alive.
#[derive(Clone, Debug)]
pub struct Plan {
    policy: Policy,
    plan: Arc<program::Plan>,
    /// Made when the first decider is.
    quick: Arc<OnceLock<Arc<Quick>>>,
}

/// What came of deciding a kept decision's case once more.
#[derive(Clone, Debug)]
pub enum Verification {
    /// The decision comes out again, word for word, whatever version of the engine made it.
    Same(Box<Decision>),
    /// Another decision comes out, this one.
    Different(Box<Decision>),
    /// The decision was made with another text of the policy.
    OtherPolicy,
}

impl Policy {
    pub(super) fn new(program: Arc<Program>, files: Vec<PolicyFile>) -> Self {
        let names = CaseSchema::new(&program);
        let hash = compiled::hash(&files);
        Self(Arc::new(Inner { program, names, hash, files }))
    }

    /// The files that the policy was compiled from, in the order given, or that in which they are used.
    #[must_use]
    pub fn files(&self) -> &[PolicyFile] {
        &self.0.files
    }

    /// Loads a compiled policy, which [`Policy::to_bytes`] wrote. Any bytes give a policy or an error.
    ///
    /// # Errors
    /// If the bytes are not a compiled policy, of another format, or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Box<Diagnostic>> {
        compiled::from_bytes(bytes).map(|(program, files)| Self::new(Arc::new(program), files))
    }

    /// The policy as bytes that need nothing else: to be loaded by [`Policy::from_bytes`] of the same
    /// version, where the texts need not be at hand. Decisions and explanations stay the same.
    ///
    /// # Errors
    /// If the policy is too large for that.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        compiled::to_bytes(&self.0.program, &self.0.files)
    }

    /// The SHA-256 of the policy's text in hexadecimal: that of its file, or that of the hashes of its
    /// files one after the other.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.0.hash
    }

    /// The typed program: everything the policy declares.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.0.program
    }

    /// The policy's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.program.name
    }

    /// The policy's label.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.0.program.label.as_deref()
    }

    /// The entities, with the facts a case may give: names, labels, questions, types.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.0.program.entities
    }

    /// The entity a case is about; all others are nested in it.
    #[must_use]
    pub fn root(&self) -> Option<&Entity> {
        self.0.program.entities.get(self.0.program.root.index())
    }

    /// The figures by date, region and key, with their citations.
    #[must_use]
    pub fn parameters(&self) -> &[Parameter] {
        &self.0.program.parameters
    }

    /// The JSON Schema of the policy's cases, as text.
    #[must_use]
    pub fn schema(&self) -> String {
        case_schema(&self.0.program)
    }

    /// Runs the tests written in the policy, in the order written.
    #[must_use]
    pub fn test(&self) -> Vec<TestResult> {
        run_tests(&self.0.program)
    }

    /// Warns of figures that have ended before a date without another after them and, where a number of
    /// months is given, of those whose newest entry began more months ago than that.
    #[must_use]
    pub fn outdated(&self, on: Date, renewed_within: Option<u32>) -> Vec<Diagnostic> {
        checks::outdated(&self.0.program, on, renewed_within)
    }

    /// Which benefits one and the same instance can be granted together, whatever the date and the region.
    #[must_use]
    pub fn stacking(&self) -> Stacking {
        stacking(&self.0.program, self.reference())
    }

    /// Specialises the policy for a date and a region, the policy's own if none is given.
    ///
    /// # Errors
    /// If the region lies outside the policy's.
    pub fn plan(&self, on: Date, region: Option<&str>) -> Result<Plan, Box<CaseError>> {
        let plan = program::Plan::new(self.0.program.clone(), on, region.map(Region::new));
        let plan = plan.map_err(|outside| Box::new(CaseError::from(outside)))?;
        Ok(Plan { policy: self.clone(), plan: Arc::new(plan), quick: Arc::default() })
    }

    /// Reads a case from JSON. It may be decided by every plan of the same policy.
    ///
    /// # Errors
    /// All that is wrong with the case.
    pub fn read_case(&self, json: &[u8]) -> Result<Case, Vec<CaseError>> {
        read_case(&self.0.program, &self.0.names, json)
    }

    /// A case to be put together fact by fact.
    #[must_use]
    pub fn case_builder(&self) -> CaseBuilder<'_> {
        CaseBuilder::new(&self.0.program, &self.0.names)
    }

    /// Reads the path of a fact, such as `members[0].income`, for [`CaseBuilder::set`].
    ///
    /// # Errors
    /// If it leads to no fact of the policy.
    pub fn path(&self, path: &str) -> Result<CasePath, Box<CaseError>> {
        CasePath::read(&self.0.program, &self.0.names, path)
    }

    /// The key of a case, where the root entity has one and the case gives it.
    #[must_use]
    pub fn key_of(&self, case: &Case) -> Option<String> {
        cases::key_of(&self.0.program, &self.0.names, case)
    }

    /// The key as far as it can be made out in a text that gives no case, to name it when saying so.
    #[must_use]
    pub fn key_in(&self, json: &[u8]) -> Option<String> {
        cases::key_in(&self.0.program, &self.0.names, json)
    }

    /// The path of the key's fact, or of the first of several.
    #[must_use]
    pub fn key_path(&self) -> Option<CasePath> {
        cases::key_path(&self.0.program, &self.0.names)
    }

    /// Verifies a decision that was kept: decides its case once more for the date and region it names, with
    /// its explanation if it has one, and compares all but the version of the engine.
    ///
    /// # Errors
    /// If the region it names lies outside the policy's.
    pub fn verify(&self, stored: &Decision, case: &[u8]) -> Result<Verification, Box<CaseError>> {
        if stored.policy.hash.as_deref() != Some(self.hash()) {
            return Ok(Verification::OtherPolicy);
        }
        let plan = self.plan(stored.as_of, stored.region.as_deref())?;
        let options = Options { explain: stored.explanation.is_some() };
        let again = plan.read_and_decide(case, options);
        let same = Decision { engine: again.engine.clone(), ..stored.clone() } == again;
        let again = Box::new(again);
        Ok(if same { Verification::Same(again) } else { Verification::Different(again) })
    }

    pub(super) fn shared_program(&self) -> &Arc<Program> {
        &self.0.program
    }

    pub(super) fn names(&self) -> &CaseSchema {
        &self.0.names
    }

    pub(super) fn reference(&self) -> PolicyRef {
        let program = &self.0.program;
        PolicyRef {
            name: program.name.clone(),
            label: program.label.clone(),
            hash: Some(self.0.hash.clone()),
        }
    }
}

impl Plan {
    /// The policy.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The date decided for.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.plan.as_of()
    }

    /// The region decided for, where the caller or the policy names one.
    #[must_use]
    pub fn region(&self) -> Option<&Region> {
        self.plan.region()
    }

    /// The plan as code for the untraced executor, compiled once.
    #[must_use]
    pub fn untraced(&self) -> Arc<Untraced> {
        Arc::clone(&self.quick().untraced)
    }

    /// Reads a case; the same as [`Policy::read_case`].
    ///
    /// # Errors
    /// All that is wrong with the case.
    pub fn read_case(&self, json: &[u8]) -> Result<Case, Vec<CaseError>> {
        self.policy.read_case(json)
    }

    /// Decides a case of the same policy. Facts of another policy's case mean nothing to it and give a
    /// decision all the same.
    #[must_use]
    pub fn decide(&self, case: &Case, options: Options) -> Decision {
        let decision = decide::decide(&self.plan, case, options);
        Decision { policy: self.policy.reference(), ..decision }
    }

    /// A decision without results for a case that could not be read.
    #[must_use]
    pub fn rejected(&self, errors: Vec<CaseError>) -> Decision {
        Decision {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            policy: self.policy.reference(),
            as_of: self.as_of(),
            region: self.region().map(ToString::to_string),
            currency: self.policy.program().currency.code.clone(),
            results: Vec::new(),
            alerts: Vec::new(),
            targets: Vec::new(),
            needs: Vec::new(),
            assumed: Vec::new(),
            errors,
            explanation: None,
        }
    }

    pub(super) fn specialised(&self) -> &Arc<program::Plan> {
        &self.plan
    }

    pub(super) fn quick(&self) -> &Arc<Quick> {
        self.quick.get_or_init(|| Arc::new(Quick::new(&self.plan)))
    }

    /// Reads and decides a case in one call; what is wrong with the case stands in the decision's `errors`.
    #[must_use]
    pub fn read_and_decide(&self, case: &[u8], options: Options) -> Decision {
        match self.read_case(case) {
            Ok(case) => self.decide(&case, options),
            Err(errors) => self.rejected(errors),
        }
    }

    /// The JSON of what [`Plan::read_and_decide`] gives.
    #[must_use]
    pub fn decide_json(&self, case: &[u8], options: Options) -> String {
        serde_json::to_string(&self.read_and_decide(case, options)).unwrap_or_default()
    }
}
