// Makes the calls of the conformance corpus and prints the replies; `cargo xtask corpus` writes both.
//
//     corpus CALLS > REPLIES
//
// Whatever the corpus holds passes through the library here: broken policies, cases that are no JSON,
// undecided results. Each decision is also read part by part, made again by a runner and verified.

#include <huimin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *at, *end;
static huimin_policy *policy;

static void stop(const char *why) {
    fprintf(stderr, "corpus: %s\n", why);
    exit(1);
}

static void expect(huimin_status status, huimin_error *error) {
    if (status == HUIMIN_STATUS_OK) return;
    huimin_str message = huimin_error_message(error, 0, HUIMIN_ENGLISH);
    fprintf(stderr, "corpus: %.*s\n", (int)message.length, message.data);
    huimin_error_free(&error);
    exit(1);
}

// The file in memory of exactly its size, so that a byte read beyond its end is noticed.
static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) stop("the calls cannot be read");
    long size = ftell(file);
    rewind(file);
    char *text = size > 0 ? malloc((size_t)size) : NULL;
    if (text == NULL || fread(text, 1, (size_t)size, file) != (size_t)size) stop("the calls cannot be read");
    fclose(file);
    *length = (size_t)size;
    return text;
}

static void reply(const char *text, size_t length) {
    printf("%zu\n", length);
    fwrite(text, 1, length, stdout);
    putchar('\n');
}

static void reply_text(huimin_text *text) {
    reply(huimin_text_data(text), huimin_text_length(text));
    huimin_text_free(&text);
}

static void compile(const char *request, size_t length) {
    huimin_text *text;
    huimin_error *error;
    huimin_policy_free(&policy);
    expect(huimin_policy_compile_json(request, length, &policy, &text, &error), error);
    reply_text(text);
}

// The bytes that an accessor lends are read to the last one.
static size_t touched;
static void touch(huimin_str text) {
    for (size_t byte = 0; byte < text.length; byte++) touched += (unsigned char)text.data[byte];
}

static void read_parts(const huimin_decision *decision) {
    int64_t coins = 0;
    for (size_t result = 0; result < huimin_decision_count(decision); result++) {
        touch(huimin_decision_name(decision, result));
        touch(huimin_decision_label(decision, result));
        touch(huimin_decision_of(decision, result));
        touch(huimin_decision_tier(decision, result));
        touch(huimin_decision_tier_label(decision, result));
        touch(huimin_decision_amount(decision, result));
        if (huimin_decision_coins(decision, result, &coins)) touched += (size_t)coins;
        touched += (size_t)huimin_decision_state(decision, result) + (size_t)huimin_decision_entitled(decision, result);
        for (size_t lack = 0; lack < huimin_decision_lack_count(decision, result); lack++)
            touch(huimin_decision_lack(decision, result, lack));
        huimin_error *error = NULL;
        huimin_decision_result_error(decision, result, &error);
        for (size_t problem = 0; problem < huimin_error_count(error); problem++)
            touch(huimin_error_message(error, problem, HUIMIN_CHINESE));
        huimin_error_free(&error);
    }
    for (size_t need = 0; need < huimin_decision_need_count(decision); need++) {
        touch(huimin_decision_need_path(decision, need));
        touch(huimin_decision_need_label(decision, need));
        touch(huimin_decision_need_question(decision, need));
    }
    huimin_error *errors = NULL;
    huimin_decision_errors(decision, &errors);
    for (size_t problem = 0; problem < huimin_error_count(errors); problem++)
        touch(huimin_error_path(errors, problem));
    huimin_error_free(&errors);
}

static void decide_typed(const huimin_plan *plan, const char *json, size_t length) {
    enum { ROOM = 64 };
    huimin_outcome outcomes[ROOM];
    huimin_error *error = NULL;
    huimin_case *given = NULL;
    huimin_runner *runner = NULL;
    size_t count;
    if (huimin_case_read(policy, json, length, &given, &error) == HUIMIN_STATUS_OK) {
        expect(huimin_runner_new(plan, &runner, &error), error);
        huimin_status status = huimin_runner_decide(runner, given, outcomes, ROOM, &count, &error);
        if (status == HUIMIN_STATUS_TOO_SMALL && count <= ROOM) stop("there was room");
        for (size_t outcome = 0; outcome < count && outcome < ROOM; outcome++) touched += (size_t)outcomes[outcome].coins;
        huimin_runner_free(&runner);
    }
    huimin_case_free(&given);
    huimin_error_free(&error);
}

static void verify(const huimin_text *stored, const char *json, size_t length) {
    huimin_verdict verdict;
    huimin_error *error;
    expect(huimin_policy_verify(policy, huimin_text_data(stored), huimin_text_length(stored), json, length, &verdict,
                                NULL, &error), error);
    if (verdict != HUIMIN_VERDICT_SAME) stop("a decision does not come out again");
}

static void decide(const char *date, const char *region, const char *json, size_t length) {
    huimin_plan *plan;
    huimin_error *error;
    size_t region_length = strcmp(region, "-") == 0 ? 0 : strlen(region);
    if (huimin_plan_new(policy, date, strlen(date), region, region_length, &plan, &error) != HUIMIN_STATUS_OK) {
        huimin_str code = huimin_error_code(error, 0);
        reply(code.data, code.length);
        huimin_error_free(&error);
        return;
    }
    huimin_text *text, *again;
    huimin_decision *decision;
    expect(huimin_plan_decide_json(plan, json, length, HUIMIN_EXPLAIN, &text, &error), error);
    expect(huimin_plan_decide(plan, json, length, HUIMIN_EXPLAIN, &decision, &error), error);
    expect(huimin_decision_json(decision, &again, &error), error);
    if (strcmp(huimin_text_data(text), huimin_text_data(again)) != 0) stop("two ways to decide differ");
    read_parts(decision);
    decide_typed(plan, json, length);
    verify(text, json, length);
    huimin_decision_free(&decision);
    huimin_text_free(&again);
    huimin_plan_free(&plan);
    reply_text(text);
}

static void call(char words[4][32], int count, const char *bytes, size_t length) {
    huimin_text *text;
    huimin_error *error;
    const char *name = words[0];
    if (strcmp(name, "compile") == 0) compile(bytes, length);
    else if (strcmp(name, "decide") == 0 && count == 4) decide(words[1], words[2], bytes, length);
    else {
        huimin_status status = HUIMIN_STATUS_BAD_REQUEST;
        error = NULL;
        if (strcmp(name, "describe") == 0) status = huimin_policy_describe(policy, &text, &error);
        else if (strcmp(name, "schema") == 0) status = huimin_policy_schema(policy, &text, &error);
        else if (strcmp(name, "test") == 0) status = huimin_policy_test(policy, &text, &error);
        else if (strcmp(name, "stacking") == 0) status = huimin_policy_stacking(policy, &text, &error);
        else if (strcmp(name, "outdated") == 0) status = huimin_policy_outdated(policy, bytes, length, &text, &error);
        else if (strcmp(name, "schedule") == 0) status = huimin_policy_schedule(policy, bytes, length, &text, &error);
        else if (strcmp(name, "format") == 0) status = huimin_format_json(bytes, length, &text, &error);
        else stop("a call that is not known");
        expect(status, error);
        reply_text(text);
    }
}

int main(int count, char **arguments) {
    if (count != 2) return 2;
    size_t length;
    char *calls = read_file(arguments[1], &length);
    size_t made = 0;
    for (at = calls, end = calls + length; at < end; made++) {
        char line[160], words[4][32];
        const char *stopper = memchr(at, '\n', (size_t)(end - at));
        if (stopper == NULL || stopper - at >= (long)sizeof line) stop("a call without a line of words");
        memcpy(line, at, (size_t)(stopper - at));
        line[stopper - at] = '\0';
        int found = sscanf(line, "%31s %31s %31s %31s", words[0], words[1], words[2], words[3]);
        if (found < 2) stop("a call without a length");
        size_t bytes = strtoul(words[found - 1], NULL, 10);
        at = stopper + 1;
        if ((size_t)(end - at) <= bytes) stop("a call that is cut off");
        call(words, found, at, bytes);
        at += bytes + 1;
    }
    huimin_policy_free(&policy);
    free(calls);
    fprintf(stderr, "%zu calls made\n", made);
    return 0;
}
