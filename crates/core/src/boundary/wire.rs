//! What goes through the JSON façade: requests and replies.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::decide::Decision;
use crate::decide::decision::{Assumption, CaseError, ResultEntry, ResultKind, Severity, Shown, TypeInfo};
#[cfg(feature = "compiler")]
use crate::diagnostic::Language;
use crate::diagnostic::{DiagnosticData, Text};
use crate::testing::TestResult;

/// Derives what every request has.
macro_rules! requests {
    ($($item:item)*) => {$(
        #[derive(Debug, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        $item
    )*};
}

/// Derives what every part of a reply has.
macro_rules! replies {
    ($($item:item)*) => {$(
        #[derive(Clone, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $item
    )*};
}

requests! {
    /// The files of one policy.
    #[cfg(feature = "compiler")]
    pub struct CompileRequest {
        /// The files; they are compiled together. A `use` in one of them leads to another of them.
        pub sources: Vec<SourceText>,
        /// The name of the file to compile; of the others, only those that it uses count then.
        #[serde(default)]
        pub main: Option<String>,
    }

    /// A file.
    #[cfg(feature = "compiler")]
    pub struct SourceText {
        /// What diagnostics call it.
        pub name: String,
        /// Its text.
        pub text: String,
    }

    /// A case to decide.
    #[cfg(feature = "requests")]
    pub struct DecideRequest<'r> {
        /// The date to decide for, such as `2023-06-01`.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub on: Date,
        /// The region to decide for; the policy's own when absent.
        #[serde(default)]
        pub region: Option<String>,
        /// The case; its schema is that of the policy.
        #[serde(borrow)]
        #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
        pub case: &'r serde_json::value::RawValue,
        /// Whether to tell how each result came about.
        #[serde(default)]
        pub explain: bool,
    }
}

requests! {
    /// A decision that was kept, and its case.
    #[cfg(feature = "requests")]
    pub struct VerifyRequest<'r> {
        /// The decision as it was kept.
        pub decision: Decision,
        /// Its case.
        #[serde(borrow)]
        #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
        pub case: &'r serde_json::value::RawValue,
    }

    /// By when figures are to be up to date.
    pub struct OutdatedRequest {
        /// The date, such as `2023-06-01`.
        #[cfg_attr(feature = "schema", schemars(with = "String"))]
        pub on: Date,
        /// Within how many months a figure in force is to have been renewed; however long ago when absent.
        #[serde(default)]
        pub renewed_within: Option<u32>,
    }

    /// A text to format.
    #[cfg(feature = "compiler")]
    pub struct FormatRequest {
        /// The text of one file.
        pub text: String,
        /// What diagnostics call it.
        #[serde(default)]
        pub name: String,
        /// The language to write keywords in; each stays as it is when absent.
        #[serde(default)]
        pub language: Option<Language>,
    }
}

replies! {
    /// What came of formatting a text.
    #[cfg(feature = "compiler")]
    pub struct FormatReply {
        /// The formatted text; absent if the text cannot be read.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
        /// Whether it differs from the text given.
        pub changed: bool,
        /// Why the text cannot be read.
        pub diagnostics: Vec<DiagnosticData>,
    }

    /// The figures that are not up to date.
    pub struct OutdatedReply {
        /// A warning for each parameter with such figures.
        pub diagnostics: Vec<DiagnosticData>,
    }

    /// What came of a policy's tests.
    pub struct TestReply {
        /// How many came out as expected.
        pub passed: usize,
        /// How many did not.
        pub failed: usize,
        /// Each test, in the order written.
        pub tests: Vec<TestResult>,
    }

    /// What came of compiling a policy.
    #[cfg(feature = "compiler")]
    pub struct CompileReply {
        /// Whether there is a policy.
        pub ok: bool,
        /// What the policy declares.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub policy: Option<PolicyInfo>,
        /// What is wrong, or worth a look.
        pub diagnostics: Vec<DiagnosticData>,
        /// The names of files and annexes that the policy names and the request does not hold, for hosts that
        /// fetch them and compile again; 200 at most.
        pub missing: Vec<String>,
    }

    /// What came of deciding a case.
    pub struct DecideReply {
        /// The decision; what is wrong with the case stands in its `errors`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decision: Option<Decision>,
        /// Why there is none: the region lies outside the policy's.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<CaseError>,
    }

    /// What came of deciding once more.
    pub struct VerifyReply {
        /// Whether the kept decision comes out again.
        pub verdict: Verdict,
        /// The decision as it comes out now; absent for another policy.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decision: Option<Box<Decision>>,
        /// Why there is none: the region lies outside the policy's.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        pub errors: Vec<CaseError>,
    }

    /// Whether a kept decision comes out again.
    #[serde(rename_all = "kebab-case")]
    pub enum Verdict {
        /// Word for word, but for the version of the engine.
        Same,
        /// Another decision comes out.
        Different,
        /// It was made with another text of the policy.
        OtherPolicy,
    }

    /// What the decisions of a plan have in common. A host that knows it can be told a decision of which all
    /// is known in brief, as whole numbers. For each result they are: the position of its form in `entries`;
    /// of how many steps the path of its instance is, none for the root; for each step the position of the
    /// field in `fields` and that in the list, -1 where it is none; and for the form of an amount the coins,
    /// their lower 32 bits before the upper. Then for each assumption: how many entries there are and its
    /// position in `assumptions` together, and the path of its instance in the same way.
    pub struct Forms {
        /// A decision without results.
        pub decision: Decision,
        /// What results look like, but for the instance. Where an amount is to be put in, U+E002 stands for its
        /// text, U+E003 for the digits shown in English, U+E004 for those in Chinese, and any number for the
        /// coins.
        pub entries: Vec<ResultEntry>,
        /// What is assumed of a fact that nobody gave, but for the path of its instance.
        pub assumptions: Vec<Assumption>,
        /// The names of fields.
        pub fields: Vec<String>,
        /// How many decimal places an amount has.
        pub places: u8,
    }

    /// That a request could not be understood.
    pub struct BadRequest {
        /// What is wrong with it.
        pub error: Text,
    }

    /// What a policy declares, as far as its hosts need to know.
    pub struct PolicyInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The region it holds for; everywhere when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// The ISO 4217 code of every amount.
        pub currency: String,
        /// How many decimal places an amount has.
        pub places: u8,
        /// The SHA-256 of its text, or of the SHA-256 of its texts one after the other.
        pub hash: String,
        /// The files it was compiled from.
        pub files: Vec<FileInfo>,
        /// Its layers, each after those that it uses; the last is the policy itself.
        pub layers: Vec<LayerInfo>,
        /// Citations of the whole policy.
        pub citations: Vec<String>,
        /// The name of the entity a case is about.
        pub root: String,
        /// The entities.
        pub entities: Vec<EntityInfo>,
        /// The figures.
        pub parameters: Vec<ParameterInfo>,
        /// The tiers and benefits.
        pub results: Vec<ResultInfo>,
        /// The alerts.
        pub alerts: Vec<AlertInfo>,
        /// The targets.
        pub targets: Vec<TargetInfo>,
        /// How many tests the policy has.
        pub tests: usize,
    }

    /// A file that a policy was compiled from.
    pub struct FileInfo {
        /// Its name.
        pub name: String,
        /// The SHA-256 of its bytes.
        pub hash: String,
    }

    /// A layer of a policy: a file that others use, or the policy itself.
    pub struct LayerInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The region for which it is written; everywhere when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// The names of its files.
        pub files: Vec<String>,
        /// Citations of the whole layer.
        pub citations: Vec<String>,
    }

    /// An entity.
    pub struct EntityInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The facts a case may give.
        pub fields: Vec<FieldInfo>,
    }

    /// A fact a case may give.
    pub struct FieldInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The question to ask.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ask: Option<String>,
        /// What a value looks like.
        #[serde(rename = "type")]
        pub ty: TypeInfo,
        /// What is assumed where nobody gives it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub default: Option<Shown>,
        /// Whether it tells elements of a list, or cases, apart.
        pub key: bool,
        /// The name of the tier, benefit or definition whose value of the month before it takes in a schedule.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub previous: Option<String>,
        /// Other names a case may use.
        pub aliases: Vec<String>,
        /// Citations.
        pub citations: Vec<String>,
    }

    /// A parameter.
    pub struct ParameterInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// What a figure looks like.
        #[serde(rename = "type")]
        pub ty: TypeInfo,
        /// The names of the enums it is keyed by.
        pub keys: Vec<String>,
        /// Its figures.
        pub figures: Vec<FigureInfo>,
        /// Citations.
        pub citations: Vec<String>,
    }

    /// A figure of a parameter.
    pub struct FigureInfo {
        /// The region it holds for; the whole policy's when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// A case for each key.
        pub cases: Vec<String>,
        /// The first day; from the beginning when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub from: Option<Date>,
        /// The last day; open when absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub to: Option<Date>,
        /// The figure; absent where the policy names the rule but no figure.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub value: Option<Shown>,
        /// Citations of the line it stands in.
        pub citations: Vec<String>,
    }

    /// A tier or benefit.
    pub struct ResultInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// Which of them it is.
        pub kind: ResultKind,
        /// The entity it belongs to.
        pub entity: String,
        /// Citations.
        pub citations: Vec<String>,
    }

    /// An alert.
    pub struct AlertInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The entity it belongs to.
        pub entity: String,
        /// How grave it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub severity: Option<Severity>,
        /// What to do.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub advice: Option<String>,
        /// Who is told.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub to: Option<String>,
        /// Citations.
        pub citations: Vec<String>,
    }

    /// A target.
    pub struct TargetInfo {
        /// Its name.
        pub name: String,
        /// Its label.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
        /// The entity it belongs to.
        pub entity: String,
        /// What its value must be, as the policy writes it; not there where something is only hoped for.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub must: Option<String>,
        /// What its value is hoped to be, as the policy writes it.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub hope: Option<String>,
        /// The last day by which it must be met.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
        pub due: Option<Date>,
        /// Citations.
        pub citations: Vec<String>,
    }
}
