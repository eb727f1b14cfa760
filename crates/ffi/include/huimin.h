#ifndef HUIMIN_H
#define HUIMIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// huimin: policies as text in, exact and explained decisions out.
//
// Made by `cargo xtask header` from the sources of the library; do not edit.
//
// Ownership. A handle (huimin_policy, huimin_plan, ...) comes from the library through a pointer to the
// caller's variable and belongs to the caller, who ends it with the function of its name and `_free`. That
// function sets the variable to null, and does nothing where it is null already. Whatever a variable held
// before a call is overwritten, not freed. A huimin_str is lent by the handle it was asked of and lives as
// long as that handle.
//
// Errors. Functions that can fail answer a huimin_status and take `error` as their last argument: the
// place for a new huimin_error, set to null on success. It may be null where nobody wants the error.
// Nothing is kept in the library about the last call.
//
// Text is UTF-8, given as a pointer and a length in bytes. A length of 0 is no text, whatever the pointer.
//
// Misuse. Null and handles of another kind are noticed and answered with HUIMIN_STATUS_BAD_ARGUMENT, or with
// nothing (empty text, 0) by functions that lend. A handle that was freed may not be used.
//
// Threads. There is no state but in handles. Policies, plans, decisions, errors and texts never change: any
// number of threads may use one at the same time. A runner or a record serves one thread at a time, a case
// while facts are given to it as well. Freeing is for when no other thread uses the handle.
//
// The library reads no files, prints nothing, knows no clock and starts no threads.

/// A compiled policy.
typedef struct huimin_policy huimin_policy;
/// A policy for one date and one region, ready to decide.
typedef struct huimin_plan huimin_plan;
/// What is known of one household, person or whatever the policy is about.
typedef struct huimin_case huimin_case;
/// What a policy says about one case on one day.
typedef struct huimin_decision huimin_decision;
/// Why a call failed: one or more problems.
typedef struct huimin_error huimin_error;
/// A text made for the caller.
typedef struct huimin_text huimin_text;
/// What one thread needs to decide case after case.
typedef struct huimin_runner huimin_runner;
/// A file that a host is loading.
typedef struct huimin_file huimin_file;
/// How records of fixed width are laid out, and what came of the last one.
typedef struct huimin_record huimin_record;


// Problems are told in English.
#define HUIMIN_ENGLISH 0

// Problems are told in Chinese.
#define HUIMIN_CHINESE 1

// Decide with an explanation of how each result came about.
#define HUIMIN_EXPLAIN 1

// The version of the ABI this header describes. Compare it with `huimin_abi_version()`, which is that of
// the library loaded. Within one number, functions are added but never changed or removed.
#define HUIMIN_ABI_VERSION 1

// What became of a call. Everything but `HUIMIN_STATUS_OK` comes with an error, where the caller gives
// a place for it. Later versions may add values.
enum huimin_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // It did what it says.
  HUIMIN_STATUS_OK = 0,
  // An argument is not what the function takes: a null pointer, a handle of another kind, text that is
  // not UTF-8, a position beyond the end.
  HUIMIN_STATUS_BAD_ARGUMENT = 1,
  // The policy cannot be compiled. The error has all that is wrong with it.
  HUIMIN_STATUS_BAD_POLICY = 2,
  // The case cannot be read. The error has all that is wrong with it.
  HUIMIN_STATUS_BAD_CASE = 3,
  // There is no plan for this date and region.
  HUIMIN_STATUS_BAD_PLAN = 4,
  // A stored decision in JSON cannot be understood. What is wrong with a request stands in its reply.
  HUIMIN_STATUS_BAD_REQUEST = 5,
  // A place given by the caller is too small. What fits has been written.
  HUIMIN_STATUS_TOO_SMALL = 6,
  // The library failed, and says where. That is a mistake in it: please report it. The handles remain
  // as they were, and later calls work.
  HUIMIN_STATUS_INTERNAL = 99,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum huimin_status huimin_status;
#else
typedef int32_t huimin_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// The kinds of results.
enum huimin_kind
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // A tier: one case of several.
  HUIMIN_KIND_TIER = 0,
  // A benefit: an amount of money.
  HUIMIN_KIND_BENEFIT = 1,
  // There is no such result.
  HUIMIN_KIND_NONE = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum huimin_kind huimin_kind;
#else
typedef int32_t huimin_kind;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Whether a result is known.
enum huimin_state
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // It is known.
  HUIMIN_STATE_DECIDED = 0,
  // Facts or figures are missing.
  HUIMIN_STATE_UNDECIDED = 1,
  // There is no value; an error says why.
  HUIMIN_STATE_ERROR = 2,
  // There is no such result.
  HUIMIN_STATE_ABSENT = 3,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum huimin_state huimin_state;
#else
typedef int32_t huimin_state;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Yes, no, or not known.
enum huimin_answer
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // No.
  HUIMIN_ANSWER_NO = 0,
  // Yes.
  HUIMIN_ANSWER_YES = 1,
  // Not known.
  HUIMIN_ANSWER_UNKNOWN = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum huimin_answer huimin_answer;
#else
typedef int32_t huimin_answer;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// How much a line of a log matters.
enum huimin_level
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // The library failed; the call answers `HUIMIN_STATUS_INTERNAL`.
  HUIMIN_LEVEL_ERROR = 0,
  // Something in a policy is worth a look.
  HUIMIN_LEVEL_WARNING = 1,
  // A file was loaded, a policy compiled, a plan made.
  HUIMIN_LEVEL_INFO = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum huimin_level huimin_level;
#else
typedef int32_t huimin_level;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// What came of deciding once more.
enum huimin_verdict
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // The decision comes out again, word for word, whatever version of the engine made it.
  HUIMIN_VERDICT_SAME = 0,
  // Another decision comes out.
  HUIMIN_VERDICT_DIFFERENT = 1,
  // The decision was made with another text of the policy.
  HUIMIN_VERDICT_OTHER_POLICY = 2,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum huimin_verdict huimin_verdict;
#else
typedef int32_t huimin_verdict;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// Text that belongs to something else and lives as long as it. It is UTF-8, `length` bytes long, and
// **not** ended by a zero byte. `data` is never null, so that it may be printed when `length` is 0.
typedef struct {
  // The first byte.
  const char *data;
  // How many bytes there are.
  size_t length;
} huimin_str;

// What a host does for the library. Any function may be null, and every function is given `context`.
//
// They are called on the thread that calls the library, before that call returns, and may call the
// library themselves. They must return: neither an exception nor `longjmp` may leave them.
typedef struct {
  // The host's own; the library only passes it on.
  void *context;
  // Loads a file that a policy names: it calls `huimin_file_set` on `file` and answers true, or
  // `huimin_file_refuse` and answers false. `file` is no handle to keep: it ends with the call.
  bool (*load)(void *context,
               const char *name,
               size_t name_length,
               huimin_file *file);
  // Takes a line of a log, in both languages. It is called for as long as the policy, or anything made
  // from it, is used, and by all threads that do so.
  void (*log)(void *context,
              huimin_level level,
              const char *en,
              size_t en_length,
              const char *zh,
              size_t zh_length);
} huimin_host;

// A file of a policy.
typedef struct {
  // What messages call it, in UTF-8.
  const char *name;
  // The length of the name in bytes.
  size_t name_length;
  // Its text, in UTF-8.
  const char *text;
  // The length of the text in bytes.
  size_t text_length;
} huimin_source;

// A tier or benefit of one case, as numbers.
typedef struct {
  // Which tier or benefit, in the order of the policy; see `huimin_policy_result_name`.
  uint32_t result;
  // Whom it belongs to: 0 is the case itself, then the entries of its lists in the order given.
  uint32_t instance;
  // Whether it is known.
  huimin_state state;
  // Whether the condition of a benefit holds; unknown for a tier.
  huimin_answer entitled;
  // The case a tier came to, see `huimin_policy_result_case`; -1 where it is not known, and for a benefit.
  int32_t tier;
  // Whether `coins` is the amount of a benefit: it is known, and whole.
  bool exact;
  // The amount of a benefit in the smallest coin (fen, cents), or 0.
  int64_t coins;
} huimin_outcome;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// Reads a case from JSON, to decide it more than once.
//
// On success `*case` is a new case, to be freed with `huimin_case_free`; on failure it is null. It belongs
// to this policy and keeps what it needs of it. Any number of threads may read cases at the same time.
huimin_status huimin_case_read(const huimin_policy *policy,
                               const char *json,
                               size_t json_length,
                               huimin_case **case_,
                               huimin_error **error);

// A case of which nothing is known yet, to be filled with `huimin_case_set`.
//
// On success `*case` is a new case, to be freed with `huimin_case_free`; on failure it is null. As long as
// facts are added, one thread at a time may use it; after that any number may.
huimin_status huimin_case_new(const huimin_policy *policy,
                              huimin_case **case_,
                              huimin_error **error);

// Gives a fact by its path, such as `members[0].income`, as text: a number by its digits, money in the
// major unit (`915.00`), `yes` or `no`, a date as `2023-06-01`, a case of an enum by its name, label or
// alias. Blanks around a value are left out; a blank value gives nothing. `[]` at the path of a list says
// that there is nobody.
//
// `HUIMIN_STATUS_BAD_CASE` if the path leads to no fact. Whether the value fits is found when the case is
// decided. A case that was read from JSON takes no facts.
huimin_status huimin_case_set(huimin_case *case_,
                              const char *path,
                              size_t path_length,
                              const char *value,
                              size_t value_length,
                              huimin_error **error);

// Forgets all facts of a case, to use it for the next one.
huimin_status huimin_case_clear(huimin_case *case_);

// The key of a case, empty where the policy has none or the case does not give it. Free the text with
// `huimin_text_free`.
huimin_status huimin_case_key(const huimin_case *case_,
                              huimin_text **key,
                              huimin_error **error);

// Frees a case and sets the variable to null. Null is left alone. No other thread may be using it.
void huimin_case_free(huimin_case **case_);

// How many results a decision has: every tier and benefit, each for everybody it applies to, in the
// order of the policy. Of null, 0.
//
// A decision never changes. Any number of threads may read it, and what it lends lives as long as it.
size_t huimin_decision_count(const huimin_decision *decision);

// Finds a result by its name and by whom it belongs to: `of` is the path of an entry of a list, such as
// `members[0]`, and empty (length 0) for the case itself. Blanks around either are left out.
// `HUIMIN_STATUS_BAD_ARGUMENT` where there is none.
huimin_status huimin_decision_find(const huimin_decision *decision,
                                   const char *name,
                                   size_t name_length,
                                   const char *of,
                                   size_t of_length,
                                   size_t *index);

// The name of a result. Beyond the last result, this and all that follow give an empty text.
huimin_str huimin_decision_name(const huimin_decision *decision,
                                size_t index);

// The label of a result, as a person reads it; empty where it has none.
huimin_str huimin_decision_label(const huimin_decision *decision,
                                 size_t index);

// Whom a result belongs to: the path of an entry of a list, such as `members[0]`; empty for the case.
huimin_str huimin_decision_of(const huimin_decision *decision,
                              size_t index);

// Whether a result is a tier or a benefit.
huimin_kind huimin_decision_kind(const huimin_decision *decision,
                                 size_t index);

// Whether a result is known.
huimin_state huimin_decision_state(const huimin_decision *decision,
                                   size_t index);

// The case that a tier came to; empty where it is not known, and for a benefit.
huimin_str huimin_decision_tier(const huimin_decision *decision,
                                size_t index);

// The label of the case that a tier came to, as a person reads it; empty where it has none.
huimin_str huimin_decision_tier_label(const huimin_decision *decision,
                                      size_t index);

// Whether the condition of a benefit holds, which may be known before its amount is.
huimin_answer huimin_decision_entitled(const huimin_decision *decision,
                                       size_t index);

// The amount of a benefit in the smallest coin (fen, cents): written to `*coins` where it is known and
// whole, and then the answer is true. Otherwise `*coins` is 0 and the answer false.
bool huimin_decision_coins(const huimin_decision *decision,
                           size_t index,
                           int64_t *coins);

// The exact amount of a benefit in the major unit, such as `915.00`, or `n/d` where no decimal is exact;
// empty where it is not known.
huimin_str huimin_decision_amount(const huimin_decision *decision,
                                  size_t index);

// How many facts a result lacks.
size_t huimin_decision_lack_count(const huimin_decision *decision,
                                  size_t index);

// The path of a fact that a result lacks, the most decisive first.
huimin_str huimin_decision_lack(const huimin_decision *decision,
                                size_t index,
                                size_t lack);

// How many facts there are to ask for, for all results together.
size_t huimin_decision_need_count(const huimin_decision *decision);

// The path of a fact to ask for, the most decisive first.
huimin_str huimin_decision_need_path(const huimin_decision *decision,
                                     size_t need);

// The label of a fact to ask for; empty where it has none.
huimin_str huimin_decision_need_label(const huimin_decision *decision,
                                      size_t need);

// The question to ask for a fact; empty where the policy has none.
huimin_str huimin_decision_need_question(const huimin_decision *decision,
                                         size_t need);

// What is wrong with the case as a whole: `*problems` is a new error, to be freed with
// `huimin_error_free`, or null where nothing is wrong. That it could be told is `HUIMIN_STATUS_OK`.
huimin_status huimin_decision_errors(const huimin_decision *decision,
                                     huimin_error **problems);

// Why one result ended in an error: `*problem` is a new error, to be freed with `huimin_error_free`, or
// null where it did not.
huimin_status huimin_decision_result_error(const huimin_decision *decision,
                                           size_t index,
                                           huimin_error **problem);

// The whole decision as JSON, to be shown or kept. Free the text with `huimin_text_free`.
huimin_status huimin_decision_json(const huimin_decision *decision,
                                   huimin_text **json,
                                   huimin_error **error);

// Frees a decision and sets the variable to null. Null is left alone. No other thread may be using it.
void huimin_decision_free(huimin_decision **decision);

// What became of the call that gave this error. Of null, `HUIMIN_STATUS_OK`.
//
// An error never changes. Any number of threads may read it, and what it lends lives as long as it.
huimin_status huimin_error_status(const huimin_error *error);

// How many problems an error has: all that is wrong with a policy or a case, in the order of its text,
// and 1 for everything else. Of null, 0.
size_t huimin_error_count(const huimin_error *error);

// The code of a problem, such as `H0501`; empty for misuse of the library and beyond the last problem.
huimin_str huimin_error_code(const huimin_error *error,
                             size_t index);

// The name of a problem, such as `unknown-name`. It does not change between versions.
huimin_str huimin_error_name(const huimin_error *error,
                             size_t index);

// A problem as a person reads it, in `HUIMIN_ENGLISH` or `HUIMIN_CHINESE`; English for any other number.
huimin_str huimin_error_message(const huimin_error *error,
                                size_t index,
                                uint32_t language);

// The fact of a case that a problem is about, such as `members[0].income`; empty where there is none.
huimin_str huimin_error_path(const huimin_error *error,
                             size_t index);

// The file a problem stands in, as the caller named it; empty where there is none.
huimin_str huimin_error_file(const huimin_error *error,
                             size_t index);

// The line a problem stands in, from 1; 0 where there is none.
uint32_t huimin_error_line(const huimin_error *error,
                           size_t index);

// The column a problem stands at, from 1, in characters; 0 where there is none.
uint32_t huimin_error_column(const huimin_error *error,
                             size_t index);

// Copies the message of a problem to a place of the caller's and fills the rest with blanks.
// `HUIMIN_STATUS_TOO_SMALL` if not all of it fits. `place` must have room for `length` bytes.
huimin_status huimin_error_copy(const huimin_error *error,
                                size_t index,
                                uint32_t language,
                                char *place,
                                size_t length);

// All problems as a JSON array of objects with `code`, `name`, `en`, `zh`, `path`, `file`, `line` and
// `column`. Free the text with `huimin_text_free`.
huimin_status huimin_error_json(const huimin_error *error,
                                huimin_text **json);

// Frees an error and sets the variable to null. Null is left alone. No other thread may be using it.
void huimin_error_free(huimin_error **error);

// Gives the bytes of a file. They are copied.
huimin_status huimin_file_set(huimin_file *file,
                              const char *text,
                              size_t text_length);

// Says why a file cannot be loaded; the author of the policy reads it.
huimin_status huimin_file_refuse(huimin_file *file,
                                 const char *reason,
                                 size_t reason_length);

// Makes a plan for a date, such as `2023-06-01`, and a region, such as `360100`; without a region
// (length 0) for the policy's own. Blanks around either are left out.
//
// On success `*plan` is a new plan, to be freed with `huimin_plan_free`; on failure it is null. It keeps
// what it needs of the policy, which may be freed at any time. Any number of threads may make plans of
// one policy at the same time.
huimin_status huimin_plan_new(const huimin_policy *policy,
                              const char *on,
                              size_t on_length,
                              const char *region,
                              size_t region_length,
                              huimin_plan **plan,
                              huimin_error **error);

// Decides a case in JSON. Wherever there is a plan there is a decision: what is wrong with the case is
// told by `huimin_decision_errors`. `flags` is 0 or `HUIMIN_EXPLAIN`.
//
// On success `*decision` is a new decision, to be freed with `huimin_decision_free`; on failure it is
// null. A plan never changes: any number of threads may decide with it at the same time.
huimin_status huimin_plan_decide(const huimin_plan *plan,
                                 const char *case_,
                                 size_t case_length,
                                 uint32_t flags,
                                 huimin_decision **decision,
                                 huimin_error **error);

// Decides a case in JSON, to JSON. Wherever there is a plan there is a decision: what is wrong with the
// case stands in its `errors`. `flags` is 0 or `HUIMIN_EXPLAIN`.
//
// On success `*json` is a new text, to be freed with `huimin_text_free`; on failure it is null. Any number
// of threads may decide with one plan at the same time.
huimin_status huimin_plan_decide_json(const huimin_plan *plan,
                                      const char *case_,
                                      size_t case_length,
                                      uint32_t flags,
                                      huimin_text **json,
                                      huimin_error **error);

// Decides a case that was read or put together before, any number of times. It must be of the same
// policy. Otherwise as `huimin_plan_decide`; the case is not changed, and other threads may decide it
// meanwhile.
huimin_status huimin_plan_decide_case(const huimin_plan *plan,
                                      const huimin_case *case_,
                                      uint32_t flags,
                                      huimin_decision **decision,
                                      huimin_error **error);

// Frees a plan and sets the variable to null. Null is left alone. No other thread may be using this
// handle; decisions, runners and records made from it live on.
void huimin_plan_free(huimin_plan **plan);

// Compiles a policy of one file, which messages call `name`.
//
// On success `*policy` is a new policy, to be freed with `huimin_policy_free`; on failure it is null.
// Nothing the caller gave is kept. Any number of threads may compile at the same time.
huimin_status huimin_policy_compile(const char *name,
                                    size_t name_length,
                                    const char *text,
                                    size_t text_length,
                                    huimin_policy **policy,
                                    huimin_error **error);

// Compiles the policy of a file that may use others (`use "…"`) and annexes; the host loads them all, the
// file `main` first. Paths in a file are put onto the folder of that file before the host is asked.
//
// On success `*policy` is a new policy, to be freed with `huimin_policy_free`; on failure, such as that of
// a file to be loaded, it is null. What the host gives is copied, and `host` itself may end with the call;
// `context` and `log` are used as long as anything made from the policy is.
huimin_status huimin_policy_compile_host(const huimin_host *host,
                                         const char *main,
                                         size_t main_length,
                                         huimin_policy **policy,
                                         huimin_error **error);

// Loads a compiled policy, as `huimin_policy_save` and `huimin compile` write it: one file, without the texts
// it was compiled from. It decides and explains as the texts do, and has their hash.
//
// On success `*policy` is a new policy, to be freed with `huimin_policy_free`; on failure it is null. Bytes
// that are damaged, no compiled policy, or written by another version of the format are
// `HUIMIN_STATUS_BAD_POLICY`. Nothing the caller gave is kept.
huimin_status huimin_policy_load(const char *bytes,
                                 size_t length,
                                 huimin_policy **policy,
                                 huimin_error **error);

// The compiled policy as bytes, for `huimin_policy_load`. They are no text: zero bytes stand among them, so
// take their number from `huimin_text_length`. Free them with `huimin_text_free`.
huimin_status huimin_policy_save(const huimin_policy *policy,
                                 huimin_text **bytes,
                                 huimin_error **error);

// Compiles a policy of several files, `count` of them from `sources` on. Otherwise as
// `huimin_policy_compile`.
huimin_status huimin_policy_compile_files(const huimin_source *sources,
                                          size_t count,
                                          huimin_policy **policy,
                                          huimin_error **error);

// Compiles a policy, with what is only worth a look as well: a request in JSON in,
// `{"sources": [{"name": …, "text": …}]}`, and a reply in JSON out, with `ok`, `policy`, `diagnostics` and
// `missing`: the names of files and annexes that the policy names and the request does not hold; or with
// `error`, an object with `en` and `zh`, where the request cannot be understood.
//
// `*policy` is a new policy, or null where the reply says why; `policy` itself may be null where only the
// reply is wanted. `*reply` is to be freed with `huimin_text_free`.
huimin_status huimin_policy_compile_json(const char *request,
                                         size_t request_length,
                                         huimin_policy **policy,
                                         huimin_text **reply,
                                         huimin_error **error);

// The name of a policy. It lives as long as the policy.
//
// A policy never changes: any number of threads may use it at the same time, in any function that does
// not free it. Of null, all of these functions give an empty text.
huimin_str huimin_policy_name(const huimin_policy *policy);

// The label of a policy, as a person reads it; empty where it has none. It lives as long as the policy.
huimin_str huimin_policy_label(const huimin_policy *policy);

// The SHA-256 of the policy's text in hexadecimal, which every decision names. It lives as long as the
// policy.
huimin_str huimin_policy_hash(const huimin_policy *policy);

// The key by which a case in JSON names itself, as far as it can be made out even if the case cannot be
// read; empty where there is none. Free the text with `huimin_text_free`.
huimin_status huimin_policy_key(const huimin_policy *policy,
                                const char *case_,
                                size_t case_length,
                                huimin_text **key,
                                huimin_error **error);

// Formats the text of a policy: a request in JSON in, `{"text": …, "language": "zh"}`, and a reply in JSON
// out, with `text`, `changed` and `diagnostics`, or with `error`, an object with `en` and `zh`, where the request
// cannot be understood. Free the reply with `huimin_text_free`.
huimin_status huimin_format_json(const char *request,
                                 size_t request_length,
                                 huimin_text **reply,
                                 huimin_error **error);

// Frees a policy and sets the variable to null. Null is left alone. No other thread may be using this
// handle; plans and cases made from it live on.
void huimin_policy_free(huimin_policy **policy);

// What the policy declares, as JSON: entities with their facts and questions, figures with their
// citations, tiers and benefits, alerts and targets. Free the text with `huimin_text_free`.
huimin_status huimin_policy_describe(const huimin_policy *policy,
                                     huimin_text **json,
                                     huimin_error **error);

// The JSON Schema of the policy's cases. Free the text with `huimin_text_free`.
huimin_status huimin_policy_schema(const huimin_policy *policy,
                                   huimin_text **json,
                                   huimin_error **error);

// Runs the tests written in the policy: JSON with `passed`, `failed` and `tests`. Free the text with
// `huimin_text_free`.
huimin_status huimin_policy_test(const huimin_policy *policy,
                                 huimin_text **json,
                                 huimin_error **error);

// Which benefits a person or household can receive together, as JSON: the benefits of each entity, and of
// each pair of them how they stand to each other. Free the text with `huimin_text_free`.
huimin_status huimin_policy_stacking(const huimin_policy *policy,
                                     huimin_text **json,
                                     huimin_error **error);

// Which figures have ended or have not been renewed: a request in JSON in, such as
// `{"on": "2023-06-01", "renewed_within": 24}` with a number of months, and a reply in JSON out, with
// `diagnostics`, or with `error`, an object with `en` and `zh`, where the request cannot be understood. Free
// the reply with `huimin_text_free`.
huimin_status huimin_policy_outdated(const huimin_policy *policy,
                                     const char *request,
                                     size_t request_length,
                                     huimin_text **reply,
                                     huimin_error **error);

// Decides a case for every month of a span and, given what was paid, finds what is owed: a request in JSON
// in, and a reply in JSON out, with `schedule`; with `errors` where the case or its ledger gives none; or with
// `error`, an object with `en` and `zh`, where the request cannot be understood. What is wrong stands in the
// reply; the status is then still `HUIMIN_STATUS_OK`.
//
// A request has `from` and `to` (months such as `2023-01`), `case` (the facts at the beginning) and, where
// wanted, `region`, `changes` (facts that hold from later months on), `ledger` (what was paid), `today` and
// `explain`. Any number of threads may ask one policy at the same time. Free the reply with
// `huimin_text_free`.
huimin_status huimin_policy_schedule(const huimin_policy *policy,
                                     const char *request,
                                     size_t request_length,
                                     huimin_text **reply,
                                     huimin_error **error);

// A layout without columns, for cases of a plan.
//
// On success `*record` is a new layout, to be freed with `huimin_record_free`; on failure it is null. It
// keeps what it needs of the plan. One layout serves one thread at a time; each thread makes its own.
huimin_status huimin_record_new(const huimin_plan *plan,
                                huimin_record **record,
                                huimin_error **error);

// Says where a fact stands: `length` bytes from `offset` on, counted from 0. The path, such as
// `members[0].income`, may have blanks after it. `HUIMIN_STATUS_BAD_CASE` if it leads to no fact.
huimin_status huimin_record_column(huimin_record *record,
                                   const char *path,
                                   size_t path_length,
                                   size_t offset,
                                   size_t length,
                                   huimin_error **error);

// Decides a record of `length` bytes in UTF-8. A field that is blank gives nothing, and an entry of a
// list of which nothing is given does not exist; `[]` in the field of a list says that there is nobody.
// Values are written as for `huimin_case_set`. What lies beyond the end of the record is blank, as where
// blanks at the end of lines were cut off.
//
// `*count` is how many results there are, to be had with `huimin_record_result` until the next record.
// `HUIMIN_STATUS_BAD_CASE` if the record cannot be read; the error tells all that is wrong with it.
huimin_status huimin_record_decide(huimin_record *record,
                                   const char *data,
                                   size_t length,
                                   size_t *count,
                                   huimin_error **error);

// Finds a result of the last record by its name and by whom it belongs to: `of` is the path of an entry
// of a list, such as `members[0]`, and blank or empty for the case itself. Both may have blanks after
// them. `HUIMIN_STATUS_BAD_ARGUMENT` where there is none.
huimin_status huimin_record_find(const huimin_record *record,
                                 const char *name,
                                 size_t name_length,
                                 const char *of,
                                 size_t of_length,
                                 size_t *index);

// A result of the last record, written to places of the caller's. `*state` says whether it is known;
// `*coins` is the amount of a benefit in the smallest coin, 0 where it is not known. `name`, `of` and
// `tier` are filled up with blanks: the name of the tier or benefit, the path of the entry it belongs to,
// and the case that a tier came to. A place of length 0 is not written.
//
// `HUIMIN_STATUS_TOO_SMALL` if a text does not fit; all else has been written.
huimin_status huimin_record_result(const huimin_record *record,
                                   size_t index,
                                   huimin_state *state,
                                   int64_t *coins,
                                   char *name,
                                   size_t name_length,
                                   char *of,
                                   size_t of_length,
                                   char *tier,
                                   size_t tier_length);

// Frees a layout and sets the variable to null. Null is left alone. No other thread may be using it.
void huimin_record_free(huimin_record **record);

// How many tiers and benefits a policy has.
//
// Any number of threads may use a policy at the same time, and what it lends lives as long as it.
size_t huimin_policy_result_count(const huimin_policy *policy);

// The name of a tier or benefit; empty beyond the last.
huimin_str huimin_policy_result_name(const huimin_policy *policy,
                                     size_t number);

// Whether it is a tier or a benefit.
huimin_kind huimin_policy_result_kind(const huimin_policy *policy,
                                      size_t number);

// The name of a case of a tier, by its position; empty beyond the last, and for a benefit.
huimin_str huimin_policy_result_case(const huimin_policy *policy,
                                     size_t number,
                                     size_t case_);

// A runner for one thread.
//
// On success `*runner` is a new runner, to be freed with `huimin_runner_free`; on failure it is null. It
// keeps what it needs of the plan. Each thread makes its own: one runner serves one thread at a time.
huimin_status huimin_runner_new(const huimin_plan *plan,
                                huimin_runner **runner,
                                huimin_error **error);

// Decides a case of the same policy into an array of the caller's, which has room for `capacity`
// outcomes. `*count` is how many there are; `HUIMIN_STATUS_TOO_SMALL` if not all of them fit.
//
// Once warm it allocates nothing for a case read from JSON of which everything needed is known.
huimin_status huimin_runner_decide(huimin_runner *runner,
                                   const huimin_case *case_,
                                   huimin_outcome *outcomes,
                                   size_t capacity,
                                   size_t *count,
                                   huimin_error **error);

// Frees a runner and sets the variable to null. Null is left alone. No other thread may be using it.
void huimin_runner_free(huimin_runner **runner);

// The first byte of a text. It is UTF-8, and a zero byte stands after its end, so that it may be used as
// a C string. It lives until the text is freed. Of null, an empty string.
//
// Any number of threads may read a text at the same time.
const char *huimin_text_data(const huimin_text *text);

// How many bytes a text has, without the zero byte after it. Of null, 0.
size_t huimin_text_length(const huimin_text *text);

// Frees a text and sets the variable to null. Null is left alone. No other thread may be using it.
void huimin_text_free(huimin_text **text);

// Verifies a decision that was kept: decides its case once more for the date and region it names, with
// its explanation if it has one, and compares all but the version of the engine.
//
// `stored` is the JSON of the decision and `case` that of its case. `*verdict` says what came of it. Where
// `again` is not null, `*again` is the decision as it comes out now, to be freed with
// `huimin_decision_free`, or null for another policy. Any number of threads may verify at the same time.
huimin_status huimin_policy_verify(const huimin_policy *policy,
                                   const char *stored,
                                   size_t stored_length,
                                   const char *case_,
                                   size_t case_length,
                                   huimin_verdict *verdict,
                                   huimin_decision **again,
                                   huimin_error **error);

// The version of the ABI of the library loaded. Any thread may call it at any time.
uint32_t huimin_abi_version(void);

// The version of the engine, such as `0.1.0`, ended by a zero byte. It belongs to the library; do not free
// it. Any thread may call it at any time.
const char *huimin_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* HUIMIN_H */
