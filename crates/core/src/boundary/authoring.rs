//! The part of the JSON façade for those who write policies: texts are compiled and formatted.

use std::collections::BTreeMap;

use super::compilation::Compilation;
use super::facade::{reply, understood};
use super::info;
use super::policy::Policy;
use super::wire::{CompileReply, CompileRequest, FormatReply, FormatRequest};
use crate::diagnostic::SourceMap;
use crate::syntax::format::{FormatOptions, format};

/// Compiles the files of a policy: a [`CompileRequest`] in, a [`CompileReply`] out, and the policy if
/// there is one.
#[must_use]
pub fn compile_json(request: &[u8]) -> (Option<Policy>, String) {
    let request: CompileRequest = match understood(request) {
        Ok(request) => request,
        Err(bad) => return (None, reply(&bad)),
    };
    let sources = request.sources.into_iter().map(|source| (source.name, source.text));
    let compilation = match request.main {
        Some(main) => Policy::compile_with(&main, &sources.collect::<BTreeMap<_, _>>()),
        None => Policy::compile(sources),
    };
    let Compilation { policy, diagnostics, missing, sources } = compilation;
    let diagnostics = diagnostics.iter().map(|diagnostic| diagnostic.data(&sources)).collect();
    let info = policy.as_ref().map(info::of);
    let text = reply(&CompileReply { ok: policy.is_some(), policy: info, diagnostics, missing });
    (policy, text)
}

/// Formats a text: a [`FormatRequest`] in, a [`FormatReply`] out.
#[must_use]
pub fn format_json(request: &[u8]) -> String {
    let request: FormatRequest = match understood(request) {
        Ok(request) => request,
        Err(bad) => return reply(&bad),
    };
    reply(&match format(&request.text, FormatOptions { language: request.language }) {
        Ok(text) => FormatReply { changed: text != request.text, text: Some(text), diagnostics: Vec::new() },
        Err(diagnostics) => {
            let mut sources = SourceMap::default();
            sources.add(request.name, request.text);
            let diagnostics = diagnostics.iter().map(|diagnostic| diagnostic.data(&sources)).collect();
            FormatReply { text: None, changed: false, diagnostics }
        }
    })
}
