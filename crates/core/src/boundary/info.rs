//! What a policy declares, told to its hosts.

use super::policy::Policy;
use super::wire::{
    AlertInfo, EntityInfo, FieldInfo, FigureInfo, FileInfo, LayerInfo, ParameterInfo, PolicyInfo, ResultInfo,
    TargetInfo,
};
use crate::compiled::PolicyFile;
use crate::decide::decision::{ResultKind, Severity, Shown};
use crate::decide::{field_type, show, type_info};
use crate::diagnostic::Text;
use crate::program::{
    Alert, Default, Derived, Entity, EntityId, Field, Layer, NodeId, Parameter, Program, Rule, Target, Type,
    Value,
};

/// What a policy declares.
pub(super) fn of(policy: &Policy) -> PolicyInfo {
    let program = policy.program();
    PolicyInfo {
        name: program.name.clone(),
        label: program.label.clone(),
        region: program.region.as_ref().map(ToString::to_string),
        currency: program.currency.code.clone(),
        places: program.currency.exponent,
        hash: policy.hash().to_owned(),
        files: policy.files().iter().map(file_info).collect(),
        layers: program.layers.iter().map(|layer| layer_info(program, layer)).collect(),
        citations: program.citations.clone(),
        root: policy.root().map(|root| root.name.clone()).unwrap_or_default(),
        entities: program.entities.iter().map(|entity| entity_info(program, entity)).collect(),
        parameters: program.parameters.iter().map(|parameter| parameter_info(program, parameter)).collect(),
        results: program.values.iter().filter_map(|value| result(program, value)).collect(),
        alerts: program.alerts.iter().map(|alert| alert_info(program, alert)).collect(),
        targets: program.targets.iter().map(|target| target_info(program, target)).collect(),
        tests: program.tests.len(),
    }
}

fn file_info(file: &PolicyFile) -> FileInfo {
    FileInfo { name: file.name.clone(), hash: file.hash.clone() }
}

fn layer_info(program: &Program, layer: &Layer) -> LayerInfo {
    let files = layer.sources.iter().filter_map(|source| program.sources.get(*source));
    LayerInfo {
        name: layer.name.clone(),
        label: layer.label.clone(),
        region: layer.region.as_ref().map(ToString::to_string),
        files: files.map(|source| source.name.clone()).collect(),
        citations: layer.citations.clone(),
    }
}

fn entity_info(program: &Program, entity: &Entity) -> EntityInfo {
    EntityInfo {
        name: entity.name.clone(),
        label: entity.label.clone(),
        fields: entity.fields.iter().map(|field| field_info(program, field)).collect(),
    }
}

fn field_info(program: &Program, field: &Field) -> FieldInfo {
    let default = field.default.as_ref().map(|default| match default {
        Default::Empty => Shown { text: Text::new("nobody", "无"), exact: "[]".to_owned() },
        Default::Value(value) => shown(program, field.ty, value),
    });
    FieldInfo {
        name: field.name.clone(),
        label: field.label.clone(),
        ask: field.ask.clone(),
        ty: field_type(program, field),
        default,
        key: field.key,
        previous: field.previous.and_then(|id| Some(program.values.get(id.index())?.name.clone())),
        aliases: field.aliases.clone(),
        citations: field.citations.clone(),
    }
}

fn parameter_info(program: &Program, parameter: &Parameter) -> ParameterInfo {
    let enums = parameter.keys.iter().map(|key| program.enums.get(key.index()));
    let mut figures = Vec::new();
    for ((region, key), series) in &parameter.series {
        for figure in series {
            let entry = parameter.entries.get(figure.entry as usize);
            figures.push(FigureInfo {
                region: region.as_ref().map(ToString::to_string),
                cases: cases(program, parameter, *key),
                from: figure.from,
                to: figure.to,
                value: figure.value.as_ref().map(|value| shown(program, parameter.ty, value)),
                citations: entry.map(|entry| entry.citations.clone()).unwrap_or_default(),
            });
        }
    }
    ParameterInfo {
        name: parameter.name.clone(),
        label: parameter.label.clone(),
        ty: type_info(program, parameter.ty),
        keys: enums.map(|of| of.map(|of| of.name.clone()).unwrap_or_default()).collect(),
        figures,
        citations: parameter.citations.clone(),
    }
}

/// The cases that a key index stands for: the last key varies fastest.
fn cases(program: &Program, parameter: &Parameter, key: u32) -> Vec<String> {
    let mut rest = key as usize;
    let mut names = Vec::new();
    for id in parameter.keys.iter().rev() {
        let cases = program.enums.get(id.index()).map_or(&[][..], |of| &of.cases);
        let size = cases.len().max(1);
        names.push(cases.get(rest % size).map(|case| case.name.clone()).unwrap_or_default());
        rest /= size;
    }
    names.reverse();
    names
}

fn result(program: &Program, value: &Derived) -> Option<ResultInfo> {
    let kind = match value.rule {
        Rule::Definition(_) => return None,
        Rule::Tier(_) => ResultKind::Tier,
        Rule::Benefit(_) => ResultKind::Benefit,
    };
    Some(ResultInfo {
        name: value.name.clone(),
        label: value.label.clone(),
        kind,
        entity: entity_name(program, value.entity),
        citations: value.citations.clone(),
    })
}

fn alert_info(program: &Program, alert: &Alert) -> AlertInfo {
    AlertInfo {
        name: alert.name.clone(),
        label: alert.label.clone(),
        entity: entity_name(program, alert.entity),
        severity: alert.severity.map(Severity::from),
        advice: alert.advice.clone(),
        to: alert.addressee.clone(),
        citations: alert.citations.clone(),
    }
}

fn target_info(program: &Program, target: &Target) -> TargetInfo {
    TargetInfo {
        name: target.name.clone(),
        label: target.label.clone(),
        entity: entity_name(program, target.entity),
        must: target.binding.then(|| written(program, target.aim)),
        hope: target.hope.map(|hope| written(program, hope)),
        due: target.due,
        citations: target.citations.clone(),
    }
}

/// An expression as the policy writes it.
fn written(program: &Program, node: NodeId) -> String {
    program.sources.slice(program.nodes.get(node).span).trim().to_owned()
}

fn entity_name(program: &Program, entity: EntityId) -> String {
    program.entities.get(entity.index()).map(|entity| entity.name.clone()).unwrap_or_default()
}

fn shown(program: &Program, ty: Type, value: &Value) -> Shown {
    Shown { text: show::value(program, ty, value), exact: show::exact(program, ty, value) }
}
