// huimin for C++17: handles that free themselves, errors as exceptions. Header only; link with huimin.
//
// A Policy, Plan, Decision or Text may be used by any number of threads at the same time, a Runner by one.
// Text lent by a handle (std::string_view) lives as long as the handle.

#ifndef HUIMIN_HPP
#define HUIMIN_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "huimin.h"

namespace huimin {

namespace detail {

template <typename T, void (*Free)(T **)>
struct Deleter {
    void operator()(T *handle) const noexcept { Free(&handle); }
};

template <typename T, void (*Free)(T **)>
using Handle = std::unique_ptr<T, Deleter<T, Free>>;

inline std::string_view view(huimin_str text) noexcept { return {text.data, text.length}; }

}  // namespace detail

/// One thing that is wrong.
struct Problem {
    std::string code, name, en, zh, path, file;
    std::uint32_t line, column;
};

/// Why a call failed. what() is the first problem, in English.
class Error : public std::runtime_error {
public:
    /// Takes an error over.
    explicit Error(huimin_error *error) : Error(Handle(error)) {}

    huimin_status status() const noexcept { return status_; }
    const std::vector<Problem> &problems() const noexcept { return problems_; }

private:
    using Handle = detail::Handle<huimin_error, huimin_error_free>;

    explicit Error(const Handle &error)
        : std::runtime_error(std::string(detail::view(huimin_error_message(error.get(), 0, HUIMIN_ENGLISH)))),
          status_(huimin_error_status(error.get())) {
        const huimin_error *from = error.get();
        auto text = [](huimin_str part) { return std::string(detail::view(part)); };
        for (std::size_t at = 0; at < huimin_error_count(from); ++at) {
            problems_.push_back({text(huimin_error_code(from, at)), text(huimin_error_name(from, at)),
                                 text(huimin_error_message(from, at, HUIMIN_ENGLISH)),
                                 text(huimin_error_message(from, at, HUIMIN_CHINESE)),
                                 text(huimin_error_path(from, at)), text(huimin_error_file(from, at)),
                                 huimin_error_line(from, at), huimin_error_column(from, at)});
        }
    }

    huimin_status status_;
    std::vector<Problem> problems_;
};

namespace detail {

inline void check(huimin_status status, huimin_error *error) {
    if (status != HUIMIN_STATUS_OK) throw Error(error);
}

}  // namespace detail

/// A text made by the library.
class Text {
public:
    explicit Text(huimin_text *text) noexcept : text_(text) {}
    std::string_view view() const noexcept {
        return {huimin_text_data(text_.get()), huimin_text_length(text_.get())};
    }
    std::string str() const { return std::string(view()); }

private:
    detail::Handle<huimin_text, huimin_text_free> text_;
};

/// A tier or benefit of a decision. It lives as long as the decision.
class Result {
public:
    Result(const huimin_decision *decision, std::size_t index) noexcept : decision_(decision), index_(index) {}

    std::string_view name() const noexcept { return detail::view(huimin_decision_name(decision_, index_)); }
    std::string_view label() const noexcept { return detail::view(huimin_decision_label(decision_, index_)); }
    /// Whom it belongs to: the path of an entry of a list, or empty for the case.
    std::string_view of() const noexcept { return detail::view(huimin_decision_of(decision_, index_)); }
    huimin_kind kind() const noexcept { return huimin_decision_kind(decision_, index_); }
    huimin_state state() const noexcept { return huimin_decision_state(decision_, index_); }
    std::string_view tier() const noexcept { return detail::view(huimin_decision_tier(decision_, index_)); }
    huimin_answer entitled() const noexcept { return huimin_decision_entitled(decision_, index_); }
    std::string_view amount() const noexcept { return detail::view(huimin_decision_amount(decision_, index_)); }
    /// The amount in the smallest coin, where it is known and whole.
    std::optional<std::int64_t> coins() const noexcept {
        std::int64_t coins = 0;
        if (!huimin_decision_coins(decision_, index_, &coins)) return std::nullopt;
        return coins;
    }
    /// The paths of the facts it lacks.
    std::vector<std::string_view> lacks() const {
        std::vector<std::string_view> lacks;
        for (std::size_t at = 0; at < huimin_decision_lack_count(decision_, index_); ++at)
            lacks.push_back(detail::view(huimin_decision_lack(decision_, index_, at)));
        return lacks;
    }

private:
    const huimin_decision *decision_;
    std::size_t index_;
};

/// What a policy says about one case on one day.
class Decision {
public:
    explicit Decision(huimin_decision *decision) noexcept : decision_(decision) {}

    std::size_t size() const noexcept { return huimin_decision_count(decision_.get()); }
    Result operator[](std::size_t index) const noexcept { return {decision_.get(), index}; }
    std::size_t need_count() const noexcept { return huimin_decision_need_count(decision_.get()); }
    std::string_view need(std::size_t at) const noexcept {
        return detail::view(huimin_decision_need_path(decision_.get(), at));
    }
    /// What is wrong with the case as a whole.
    std::optional<Error> errors() const {
        huimin_error *problems = nullptr;
        huimin_decision_errors(decision_.get(), &problems);
        if (problems == nullptr) return std::nullopt;
        return Error(problems);
    }
    Text json() const {
        huimin_text *text = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_decision_json(decision_.get(), &text, &error), error);
        return Text(text);
    }

private:
    detail::Handle<huimin_decision, huimin_decision_free> decision_;
};

/// What is known of one household, person or whatever the policy is about.
class Case {
public:
    explicit Case(huimin_case *made) noexcept : case_(made) {}

    void set(std::string_view path, std::string_view value) {
        huimin_error *error = nullptr;
        detail::check(
            huimin_case_set(case_.get(), path.data(), path.size(), value.data(), value.size(), &error), error);
    }
    void clear() noexcept { huimin_case_clear(case_.get()); }
    const huimin_case *get() const noexcept { return case_.get(); }

private:
    detail::Handle<huimin_case, huimin_case_free> case_;
};

/// A policy for one date and one region, ready to decide.
class Plan {
public:
    explicit Plan(huimin_plan *plan) noexcept : plan_(plan) {}

    Decision decide(std::string_view json, std::uint32_t flags = 0) const {
        huimin_decision *decision = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_plan_decide(plan_.get(), json.data(), json.size(), flags, &decision, &error), error);
        return Decision(decision);
    }
    Decision decide(const Case &known, std::uint32_t flags = 0) const {
        huimin_decision *decision = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_plan_decide_case(plan_.get(), known.get(), flags, &decision, &error), error);
        return Decision(decision);
    }
    Text decide_json(std::string_view json, std::uint32_t flags = 0) const {
        huimin_text *text = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_plan_decide_json(plan_.get(), json.data(), json.size(), flags, &text, &error), error);
        return Text(text);
    }
    const huimin_plan *get() const noexcept { return plan_.get(); }

private:
    detail::Handle<huimin_plan, huimin_plan_free> plan_;
};

/// What one thread needs to decide case after case.
class Runner {
public:
    explicit Runner(const Plan &plan) {
        huimin_runner *runner = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_runner_new(plan.get(), &runner, &error), error);
        runner_.reset(runner);
    }
    /// Decides into `outcomes`, which grows where it must and is otherwise used again.
    void decide(const Case &known, std::vector<huimin_outcome> &outcomes) {
        std::size_t count = 0;
        huimin_error *error = nullptr;
        if (outcomes.capacity() == 0) outcomes.reserve(16);
        outcomes.resize(outcomes.capacity());
        huimin_status status =
            huimin_runner_decide(runner_.get(), known.get(), outcomes.data(), outcomes.size(), &count, &error);
        if (status == HUIMIN_STATUS_TOO_SMALL) {
            huimin_error_free(&error);
            outcomes.resize(count);
            status = huimin_runner_decide(runner_.get(), known.get(), outcomes.data(), count, &count, &error);
        }
        detail::check(status, error);
        outcomes.resize(count);
    }

private:
    detail::Handle<huimin_runner, huimin_runner_free> runner_;
};

/// A compiled policy.
class Policy {
public:
    /// Compiles a text, which messages call `name`.
    Policy(std::string_view name, std::string_view text) {
        huimin_policy *policy = nullptr;
        huimin_error *error = nullptr;
        detail::check(
            huimin_policy_compile(name.data(), name.size(), text.data(), text.size(), &policy, &error), error);
        policy_.reset(policy);
    }
    /// Compiles the policy of the file `main`, which may use others: `load` gives the bytes of each as a
    /// std::string, or throws what the author of the policy is told.
    template <typename Load>
    static Policy compile(std::string_view main, Load load) {
        huimin_host host{&load, &Policy::load_file<Load>, nullptr};
        huimin_policy *policy = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_policy_compile_host(&host, main.data(), main.size(), &policy, &error), error);
        return Policy(policy);
    }
    /// Loads a compiled policy, as save() and `huimin compile` write it.
    static Policy load(std::string_view bytes) {
        huimin_policy *policy = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_policy_load(bytes.data(), bytes.size(), &policy, &error), error);
        return Policy(policy);
    }
    /// The compiled policy as bytes, for load().
    std::string save() const {
        huimin_text *bytes = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_policy_save(policy_.get(), &bytes, &error), error);
        return Text(bytes).str();
    }
    std::string_view name() const noexcept { return detail::view(huimin_policy_name(policy_.get())); }
    std::string_view hash() const noexcept { return detail::view(huimin_policy_hash(policy_.get())); }
    /// A plan for a date, and a region or the policy's own.
    Plan plan(std::string_view on, std::string_view region = {}) const {
        huimin_plan *plan = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_plan_new(policy_.get(), on.data(), on.size(), region.data(), region.size(), &plan,
                                      &error),
                      error);
        return Plan(plan);
    }
    Case read_case(std::string_view json) const {
        huimin_case *made = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_case_read(policy_.get(), json.data(), json.size(), &made, &error), error);
        return Case(made);
    }
    Case new_case() const {
        huimin_case *made = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_case_new(policy_.get(), &made, &error), error);
        return Case(made);
    }
    /// The key by which a case in JSON names itself.
    std::string key(std::string_view json) const {
        huimin_text *text = nullptr;
        huimin_error *error = nullptr;
        detail::check(huimin_policy_key(policy_.get(), json.data(), json.size(), &text, &error), error);
        return Text(text).str();
    }
    /// Decides a decision that was kept once more, and compares.
    huimin_verdict verify(std::string_view stored, std::string_view json) const {
        huimin_verdict verdict = HUIMIN_VERDICT_DIFFERENT;
        huimin_error *error = nullptr;
        detail::check(huimin_policy_verify(policy_.get(), stored.data(), stored.size(), json.data(), json.size(),
                                           &verdict, nullptr, &error),
                      error);
        return verdict;
    }
    /// What the policy declares, as JSON.
    std::string describe() const { return told(huimin_policy_describe); }
    /// The JSON Schema of the policy's cases.
    std::string schema() const { return told(huimin_policy_schema); }
    /// Runs the tests written in the policy: JSON.
    std::string test() const { return told(huimin_policy_test); }
    /// Which benefits can be received together, as JSON.
    std::string stacking() const { return told(huimin_policy_stacking); }
    /// Which figures have ended or have not been renewed: JSON in, JSON out.
    std::string outdated(std::string_view request) const { return asked(huimin_policy_outdated, request); }
    /// Decides a case for every month of a span and finds what is owed: JSON in, JSON out.
    std::string schedule(std::string_view request) const { return asked(huimin_policy_schedule, request); }
    const huimin_policy *get() const noexcept { return policy_.get(); }

private:
    explicit Policy(huimin_policy *policy) noexcept : policy_(policy) {}

    std::string told(decltype(&huimin_policy_describe) tell) const {
        huimin_text *text = nullptr;
        huimin_error *error = nullptr;
        detail::check(tell(policy_.get(), &text, &error), error);
        return Text(text).str();
    }
    std::string asked(decltype(&huimin_policy_schedule) ask, std::string_view request) const {
        huimin_text *reply = nullptr;
        huimin_error *error = nullptr;
        detail::check(ask(policy_.get(), request.data(), request.size(), &reply, &error), error);
        return Text(reply).str();
    }

    // No exception may pass through the library.
    template <typename Load>
    static bool load_file(void *load, const char *name, std::size_t length, huimin_file *file) noexcept {
        try {
            const std::string text = (*static_cast<Load *>(load))(std::string_view(name, length));
            return huimin_file_set(file, text.data(), text.size()) == HUIMIN_STATUS_OK;
        } catch (const std::exception &error) {
            const std::string_view reason = error.what();
            huimin_file_refuse(file, reason.data(), reason.size());
        } catch (...) {
        }
        return false;
    }

    detail::Handle<huimin_policy, huimin_policy_free> policy_;
};

}  // namespace huimin

#endif  // HUIMIN_HPP
