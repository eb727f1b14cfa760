// Decides the cases of a file, one a line, and prints a line for each: its key and its results.
//
//     node decide.js POLICY CASES DATE
//
// The C library through koffi; HUIMIN_LIBRARY names the shared library where it is not in the usual place.

import { readFileSync } from "node:fs";
import koffi from "koffi";

const OK = 0, TIER = 0, DECIDED = 0, UNDECIDED = 1, ENGLISH = 0;
const library = koffi.load(process.env.HUIMIN_LIBRARY ?? "libhuimin.so.1");

// Texts are bytes with a length; koffi passes a Buffer as the pointer to its bytes.
koffi.struct("huimin_str", { data: "void *", length: "size_t" });
for (const kind of ["policy", "plan", "decision", "error", "text", "file"]) koffi.opaque(`huimin_${kind}`);
const declare = (prototype) => library.func(prototype);

const loadProto = koffi.proto("bool huimin_load(void *context, void *name, size_t n, huimin_file *file)");
koffi.struct("huimin_host", { context: "void *", load: koffi.pointer(loadProto), log: "void *" });
const compile = declare(
  "int32_t huimin_policy_compile_host(huimin_host *host, void *main, size_t n, _Out_ huimin_policy **policy, _Out_ huimin_error **error)",
);
const fileSet = declare("int32_t huimin_file_set(huimin_file *file, void *text, size_t n)");
const fileRefuse = declare("int32_t huimin_file_refuse(huimin_file *file, void *reason, size_t n)");
const policyKey = declare(
  "int32_t huimin_policy_key(huimin_policy *policy, void *json, size_t n, _Out_ huimin_text **key, _Out_ huimin_error **error)",
);
const policyFree = declare("void huimin_policy_free(_Inout_ huimin_policy **policy)");
const planNew = declare(
  "int32_t huimin_plan_new(huimin_policy *policy, void *on, size_t n, void *region, size_t r, _Out_ huimin_plan **plan, _Out_ huimin_error **error)",
);
const planDecide = declare(
  "int32_t huimin_plan_decide(huimin_plan *plan, void *json, size_t n, uint32_t flags, _Out_ huimin_decision **decision, _Out_ huimin_error **error)",
);
const planFree = declare("void huimin_plan_free(_Inout_ huimin_plan **plan)");
const count = declare("size_t huimin_decision_count(huimin_decision *decision)");
const resultName = declare("huimin_str huimin_decision_name(huimin_decision *decision, size_t at)");
const resultOf = declare("huimin_str huimin_decision_of(huimin_decision *decision, size_t at)");
const resultTier = declare("huimin_str huimin_decision_tier(huimin_decision *decision, size_t at)");
const resultKind = declare("int32_t huimin_decision_kind(huimin_decision *decision, size_t at)");
const resultState = declare("int32_t huimin_decision_state(huimin_decision *decision, size_t at)");
const resultCoins = declare(
  "bool huimin_decision_coins(huimin_decision *decision, size_t at, _Out_ int64_t *coins)",
);
const decisionFree = declare("void huimin_decision_free(_Inout_ huimin_decision **decision)");
const textData = declare("const char *huimin_text_data(huimin_text *text)");
const textFree = declare("void huimin_text_free(_Inout_ huimin_text **text)");
const errorMessage = declare("huimin_str huimin_error_message(huimin_error *error, size_t at, uint32_t language)");
const errorFree = declare("void huimin_error_free(_Inout_ huimin_error **error)");

const text = ({ data, length }) =>
  length === 0 ? "" : Buffer.from(koffi.decode(data, koffi.array("uint8_t", Number(length)))).toString();

/** A new handle, made by a function that takes the places for it and for an error last. */
function make(create, ...given) {
  const [handle, error] = [[null], [null]];
  if (create(...given, handle, error) !== OK) {
    const message = text(errorMessage(error[0], 0, ENGLISH));
    errorFree(error);
    throw new Error(message);
  }
  return handle[0];
}

/** A policy may use others and annexes; the library asks for them here. */
function load(context, name, length, file) {
  try {
    const bytes = readFileSync(text({ data: name, length }));
    return fileSet(file, bytes, bytes.length) === OK;
  } catch (error) {
    const reason = Buffer.from(error.message);
    fileRefuse(file, reason, reason.length);
    return false;
  }
}

/** A tier is told by its case, a benefit by its coins; `?` is not known, `!` an error. */
function show(decision, at) {
  const of = text(resultOf(decision, at));
  const name = (of === "" ? "" : `${of}.`) + text(resultName(decision, at));
  const state = resultState(decision, at);
  const coins = [0];
  if (state === UNDECIDED) return `${name}=?`;
  if (state !== DECIDED) return `${name}=!`;
  if (resultKind(decision, at) === TIER) return `${name}=${text(resultTier(decision, at))}`;
  return `${name}=${resultCoins(decision, at, coins) ? coins[0] : ""}`;
}

const [path, cases, date] = process.argv.slice(2);
const name = Buffer.from(path), on = Buffer.from(date);
const host = { context: null, load: koffi.register(load, koffi.pointer(loadProto)), log: null };
const policy = make(compile, host, name, name.length);
const plan = make(planNew, policy, on, on.length, null, 0);
for (const line of readFileSync(cases, "utf8").split("\n").filter(Boolean)) {
  const json = Buffer.from(line);
  const key = make(policyKey, policy, json, json.length);
  const decision = make(planDecide, plan, json, json.length, 0);
  const parts = [textData(key)];
  for (let at = 0; at < Number(count(decision)); at++) parts.push(show(decision, at));
  process.stdout.write(`${parts.join("\t")}\n`);
  decisionFree([decision]);
  textFree([key]);
}
planFree([plan]);
policyFree([policy]);
