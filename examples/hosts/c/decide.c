// Decides the cases of a file, one a line, and prints a line for each: its key and its results.
//
//     decide POLICY CASES DATE

#include <errno.h>
#include <huimin.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Prints what is wrong and ends the program. An error belongs to whoever asked for it.
static void fail(huimin_error *error) {
    for (size_t at = 0; at < huimin_error_count(error); at++) {
        huimin_str file = huimin_error_file(error, at);
        huimin_str message = huimin_error_message(error, at, HUIMIN_ENGLISH);
        fprintf(stderr, "%.*s:%u: %.*s\n", (int)file.length, file.data, huimin_error_line(error, at),
                (int)message.length, message.data);
    }
    huimin_error_free(&error);
    exit(1);
}

// The bytes of a file, or null.
static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    char *text = NULL;
    size_t room = 0, read;
    *length = 0;
    do {
        room = room * 2 + 4096;
        text = realloc(text, room);
        if (text == NULL) exit(1);
        read = fread(text + *length, 1, room - *length, file);
        *length += read;
    } while (read > 0);
    fclose(file);
    return text;
}

// A policy may use others and annexes; the library asks for them here.
static bool load(void *context, const char *name, size_t name_length, huimin_file *file) {
    (void)context;
    char path[4096];
    snprintf(path, sizeof path, "%.*s", (int)name_length, name);
    size_t length;
    char *text = read_file(path, &length);
    if (text == NULL) {
        const char *reason = strerror(errno);
        huimin_file_refuse(file, reason, strlen(reason));
        return false;
    }
    huimin_file_set(file, text, length);
    free(text);
    return true;
}

static void print(huimin_str text) { fwrite(text.data, 1, text.length, stdout); }

// A tier is told by its case, a benefit by its amount in the smallest coin; `?` is not known, `!` an error.
static void print_result(const huimin_decision *decision, size_t at) {
    huimin_str of = huimin_decision_of(decision, at);
    int64_t coins;
    putchar('\t');
    print(of);
    if (of.length > 0) putchar('.');
    print(huimin_decision_name(decision, at));
    putchar('=');
    switch (huimin_decision_state(decision, at)) {
        case HUIMIN_STATE_DECIDED:
            if (huimin_decision_kind(decision, at) == HUIMIN_KIND_TIER)
                print(huimin_decision_tier(decision, at));
            else if (huimin_decision_coins(decision, at, &coins))
                printf("%" PRId64, coins);
            break;
        case HUIMIN_STATE_UNDECIDED:
            putchar('?');
            break;
        default:
            putchar('!');
    }
}

static void decide(const huimin_policy *policy, const huimin_plan *plan, const char *json, size_t length) {
    huimin_error *error;
    huimin_text *key;
    huimin_decision *decision;
    if (huimin_policy_key(policy, json, length, &key, &error) != HUIMIN_STATUS_OK) fail(error);
    if (huimin_plan_decide(plan, json, length, 0, &decision, &error) != HUIMIN_STATUS_OK) fail(error);
    fputs(huimin_text_data(key), stdout);
    for (size_t at = 0; at < huimin_decision_count(decision); at++) print_result(decision, at);
    putchar('\n');
    huimin_decision_free(&decision);
    huimin_text_free(&key);
}

int main(int count, char **arguments) {
    if (count != 4 || huimin_abi_version() != HUIMIN_ABI_VERSION) return 2;
    const char *name = arguments[1], *date = arguments[3];
    size_t cases_length;
    char *cases = read_file(arguments[2], &cases_length);
    if (cases == NULL) {
        perror(arguments[2]);
        return 1;
    }

    huimin_error *error;
    huimin_policy *policy;
    huimin_plan *plan;
    const huimin_host host = {NULL, load, NULL};
    if (huimin_policy_compile_host(&host, name, strlen(name), &policy, &error) != HUIMIN_STATUS_OK) fail(error);
    if (huimin_plan_new(policy, date, strlen(date), NULL, 0, &plan, &error) != HUIMIN_STATUS_OK) fail(error);

    for (const char *line = cases, *end = cases + cases_length; line < end;) {
        const char *next = memchr(line, '\n', end - line);
        if (next == NULL) next = end;
        if (next > line) decide(policy, plan, line, next - line);
        line = next + 1;
    }

    huimin_plan_free(&plan);
    huimin_policy_free(&policy);
    free(cases);
    return 0;
}
