//! A decision for people: what came out, what to ask, what was assumed, what is wrong.

use huimin::Decision;
use huimin::decide::decision::{
    Amount, Answer, Assumption, CaseError, CaseRef, Kind, Need, Paid, ResultEntry, ResultKind, Status,
};
use huimin::diagnostic::Language;

use crate::output::printable;

/// A decision as text.
pub fn decision(decision: &Decision, language: Language) -> String {
    let mut text = Writer { language, text: String::new() };
    text.title(decision);
    for error in &decision.errors {
        text.error("", error);
    }
    for result in &decision.results {
        text.result(result);
    }
    text.section("To ask", "需要补充的事实", &decision.needs, Writer::need);
    text.section("Assumed", "按政策默认值处理的事实", &decision.assumed, Writer::assumed);
    printable(&text.text)
}

struct Writer {
    language: Language,
    text: String,
}

impl Writer {
    fn say(&self, en: &'static str, zh: &'static str) -> &'static str {
        match self.language {
            Language::English => en,
            Language::Chinese => zh,
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn title(&mut self, decision: &Decision) {
        let policy = decision.policy.label.as_ref().unwrap_or(&decision.policy.name);
        let region = decision.region.as_ref().map(|region| format!(" {region}")).unwrap_or_default();
        self.line(&format!("{policy} {}{region}", decision.as_of));
    }

    fn section<T>(&mut self, en: &'static str, zh: &'static str, items: &[T], each: fn(&mut Self, &T)) {
        if !items.is_empty() {
            let (title, colon) = (self.say(en, zh), self.say(":", "："));
            self.line(&format!("\n{title}{colon}"));
            items.iter().for_each(|item| each(self, item));
        }
    }

    fn result(&mut self, result: &ResultEntry) {
        let (colon, blank) = (self.say(": ", "："), if result.of.is_empty() { "" } else { " " });
        let name = result.label.as_ref().unwrap_or(&result.name);
        let value = match (result.status, result.kind) {
            (Status::Error, _) => self.say("error", "错误").to_owned(),
            (Status::Undecided, _) => self.undecided(result),
            (Status::Decided, ResultKind::Tier) => {
                result.case.as_ref().map(|case| self.case(case)).unwrap_or_default()
            }
            (Status::Decided, ResultKind::Benefit) => self.benefit(result),
        };
        self.line(&format!("{}{blank}{name}{colon}{value}", result.of));
        if let Some(reason) = &result.reason {
            let reason = reason.in_language(self.language).to_owned();
            self.line(&format!("  {reason}"));
        }
        if let Some(error) = &result.error {
            self.error("  ", error);
        }
    }

    fn case(&self, case: &CaseRef) -> String {
        case.label.as_ref().unwrap_or(&case.name).clone()
    }

    fn benefit(&self, result: &ResultEntry) -> String {
        if result.entitled == Some(Answer::No) {
            return self.say("not granted", "不予发放").to_owned();
        }
        let mut text = result.amount.as_ref().map(|amount| self.amount(amount)).unwrap_or_default();
        if let Some(start) = result.start {
            text.push_str(&format!("{}{start}", self.say(", from ", "，自 ")));
        }
        if let Some(stop) = result.stop {
            text.push_str(&format!("{}{stop}{}", self.say(", until before ", "，至 "), self.say("", " 前")));
        }
        text
    }

    fn amount(&self, amount: &Amount) -> String {
        let paid = match amount.paid {
            None => "",
            Some(Paid::Daily) => self.say(", paid daily", "，按日发放"),
            Some(Paid::Monthly) => self.say(", paid monthly", "，按月发放"),
            Some(Paid::Yearly) => self.say(", paid yearly", "，按年发放"),
            Some(Paid::Once) => self.say(", paid once", "，一次性发放"),
        };
        format!("{}{paid}", amount.display.in_language(self.language))
    }

    fn undecided(&self, result: &ResultEntry) -> String {
        let comma = self.say(", ", "、");
        let mut text = self.say("undecided", "未定").to_owned();
        if let Some(possible) = &result.possible {
            let cases: Vec<_> = possible.cases.iter().map(|case| self.case(case)).collect();
            let most = if possible.exact { "" } else { self.say("at most ", "至多") };
            let (open, close) = (self.say(" (", "（"), self.say(")", "）"));
            text.push_str(&format!("{open}{most}{}{close}", cases.join(self.say(" or ", "或"))));
        }
        if !result.needs.is_empty() {
            text.push_str(&format!("{}{}", self.say("; needs ", "；需要 "), result.needs.join(comma)));
        }
        if !result.lacks.is_empty() {
            let lacks: Vec<_> =
                result.lacks.iter().map(|lack| lack.label.as_ref().unwrap_or(&lack.name).as_str()).collect();
            let words = self.say("; the policy gives no figure for ", "；政策未给出 ");
            text.push_str(&format!("{words}{}", lacks.join(comma)));
        }
        text
    }

    fn need(&mut self, need: &Need) {
        let label = need.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
        let ask = need.ask.as_ref().map(|ask| format!("{}{ask}", self.say(": ", "："))).unwrap_or_default();
        let choices = self.choices(need);
        self.line(&format!("  {}{label}{ask}{choices}", need.path));
    }

    fn choices(&self, need: &Need) -> String {
        if need.ty.kind != Kind::Case {
            return String::new();
        }
        let cases: Vec<_> = need.ty.cases.iter().map(|case| self.case(case)).collect();
        let (open, close) = (self.say(" (", "（"), self.say(")", "）"));
        format!("{open}{}{close}", cases.join(self.say(", ", "、")))
    }

    fn assumed(&mut self, assumed: &Assumption) {
        let label = assumed.label.as_ref().map(|label| format!(" {label}")).unwrap_or_default();
        let value = assumed.value.in_language(self.language).to_owned();
        let colon = self.say(": ", "：");
        self.line(&format!("  {}{label}{colon}{value}", assumed.path));
    }

    fn error(&mut self, indent: &str, error: &CaseError) {
        let path = if error.path.is_empty() { String::new() } else { format!(" {}", error.path) };
        let colon = self.say(": ", "：");
        let message = error.message.in_language(self.language).to_owned();
        let word = self.say("error", "错误");
        self.line(&format!("{indent}{word} {}{path}{colon}{message}", error.code));
        if let Some(place) = &error.place {
            self.line(&format!("{indent}  --> {}:{}:{}", place.file, place.line, place.column));
        }
    }
}
