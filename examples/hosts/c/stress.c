// Eight threads decide cases on one plan, with flat memory: every answer is compared with the first one,
// and no memory is gained after the first tenth.
//
//     stress COMPILED CASES DATE COUNT
//
// COMPILED is what `huimin compile` writes.

#include <huimin.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { THREADS = 8, MOST = 1000 };

static huimin_plan *plan;
static char *lines[MOST];
static char *answers[MOST];
static size_t case_count, rounds;

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) exit(2);
    *length = (size_t)ftell(file);
    rewind(file);
    char *text = malloc(*length + 1);
    if (text == NULL || fread(text, 1, *length, file) != *length) exit(2);
    text[*length] = 0;
    fclose(file);
    return text;
}

// How much memory the process holds, in KiB.
static long resident(void) {
    long size = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file == NULL || fscanf(file, "%ld %ld", &size, &pages) != 2) return 0;
    fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static huimin_text *decide(const char *line) {
    huimin_text *json;
    if (huimin_plan_decide_json(plan, line, strlen(line), 0, &json, NULL) != HUIMIN_STATUS_OK) exit(3);
    return json;
}

static void *work(void *unused) {
    size_t wrong = 0;
    for (size_t round = 0; round < rounds; round++) {
        size_t at = round % case_count;
        huimin_text *json = decide(lines[at]);
        if (strcmp(huimin_text_data(json), answers[at]) != 0) wrong++;
        huimin_text_free(&json);
    }
    (void)unused;
    return (void *)wrong;
}

// Lets all threads decide; says how many answers were wrong.
static size_t run(size_t count) {
    pthread_t threads[THREADS];
    size_t wrong = 0;
    rounds = count / THREADS;
    for (int at = 0; at < THREADS; at++)
        if (pthread_create(&threads[at], NULL, work, NULL) != 0) exit(4);
    for (int at = 0; at < THREADS; at++) {
        void *of_thread;
        pthread_join(threads[at], &of_thread);
        wrong += (size_t)of_thread;
    }
    return wrong;
}

int main(int count, char **arguments) {
    if (count != 5) return 2;
    size_t text_length, cases_length;
    size_t total = strtoul(arguments[4], NULL, 10);
    char *text = read_file(arguments[1], &text_length);
    char *cases = read_file(arguments[2], &cases_length);
    huimin_policy *policy;
    if (huimin_policy_load(text, text_length, &policy, NULL) != HUIMIN_STATUS_OK) return 5;
    if (huimin_plan_new(policy, arguments[3], strlen(arguments[3]), NULL, 0, &plan, NULL) != HUIMIN_STATUS_OK)
        return 5;
    for (char *line = strtok(cases, "\n"); line != NULL && case_count < MOST; line = strtok(NULL, "\n")) {
        huimin_text *json = decide(line);
        answers[case_count] = malloc(huimin_text_length(json) + 1);
        if (answers[case_count] == NULL) return 2;
        strcpy(answers[case_count], huimin_text_data(json));
        huimin_text_free(&json);
        lines[case_count++] = line;
    }
    if (case_count == 0) return 2;

    size_t wrong = run(total / 10);
    long before = resident();
    wrong += run(total - total / 10);
    long after = resident();
    printf("%-16s %zu cases by %d threads, %zu wrong, %ld KiB then %ld KiB\n", "stress", total, THREADS, wrong,
           before, after);

    for (size_t at = 0; at < case_count; at++) free(answers[at]);
    huimin_plan_free(&plan);
    huimin_policy_free(&policy);
    free(cases);
    free(text);
    // Allocators keep some for threads; a leak of one byte a case would show all the same.
    return wrong == 0 && after - before < 4096 ? 0 : 1;
}
