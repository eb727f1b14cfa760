<?php
// Decides the cases of a file, one a line, and prints a line for each: its key and its results.
//
//     php decide.php POLICY CASES DATE
//
// HUIMIN_LIBRARY names the shared library. FFI is on in PHP's command line; a web server allows it in
// preloaded scripts only (ffi.enable=preload), so load the library there.

declare(strict_types=1);

const OK = 0, TIER = 0, DECIDED = 0, UNDECIDED = 1, ENGLISH = 0;

// The part of huimin.h used here; FFI reads no preprocessor's lines.
$huimin = FFI::cdef(<<<'C'
    typedef struct { const char *data; size_t length; } huimin_str;
    typedef struct huimin_policy huimin_policy;
    typedef struct huimin_plan huimin_plan;
    typedef struct huimin_decision huimin_decision;
    typedef struct huimin_error huimin_error;
    typedef struct huimin_text huimin_text;
    typedef struct huimin_file huimin_file;
    typedef struct {
        void *context;
        bool (*load)(void *, const uint8_t *, size_t, huimin_file *); // no zero byte ends the name
        void *log;
    } huimin_host;
    int32_t huimin_policy_compile_host(const huimin_host *, const char *, size_t, huimin_policy **, huimin_error **);
    int32_t huimin_file_set(huimin_file *, const char *, size_t);
    int32_t huimin_file_refuse(huimin_file *, const char *, size_t);
    int32_t huimin_policy_key(const huimin_policy *, const char *, size_t, huimin_text **, huimin_error **);
    void huimin_policy_free(huimin_policy **);
    int32_t huimin_plan_new(const huimin_policy *, const char *, size_t, const char *, size_t,
                            huimin_plan **, huimin_error **);
    int32_t huimin_plan_decide(const huimin_plan *, const char *, size_t, uint32_t,
                               huimin_decision **, huimin_error **);
    void huimin_plan_free(huimin_plan **);
    size_t huimin_decision_count(const huimin_decision *);
    huimin_str huimin_decision_name(const huimin_decision *, size_t);
    huimin_str huimin_decision_of(const huimin_decision *, size_t);
    huimin_str huimin_decision_tier(const huimin_decision *, size_t);
    int32_t huimin_decision_kind(const huimin_decision *, size_t);
    int32_t huimin_decision_state(const huimin_decision *, size_t);
    bool huimin_decision_coins(const huimin_decision *, size_t, int64_t *);
    void huimin_decision_free(huimin_decision **);
    const char *huimin_text_data(const huimin_text *);
    void huimin_text_free(huimin_text **);
    huimin_str huimin_error_message(const huimin_error *, size_t, uint32_t);
    void huimin_error_free(huimin_error **);
    C, getenv('HUIMIN_LIBRARY') ?: 'libhuimin.so.1');

function text(FFI\CData $lent): string
{
    return $lent->length === 0 ? '' : FFI::string($lent->data, $lent->length);
}

/** A new handle of a kind, made by a function that takes the places for it and for an error last. */
function make(string $kind, string $function, mixed ...$arguments): FFI\CData
{
    global $huimin;
    $handle = $huimin->new("huimin_$kind *");
    $error = $huimin->new('huimin_error *');
    if ($huimin->$function(...[...$arguments, FFI::addr($handle), FFI::addr($error)]) !== OK) {
        $message = text($huimin->huimin_error_message($error, 0, ENGLISH));
        $huimin->huimin_error_free(FFI::addr($error));
        throw new RuntimeException($message);
    }
    return $handle;
}

/** A tier is told by its case, a benefit by its coins; `?` is not known, `!` an error. */
function show(FFI\CData $decision, int $at): string
{
    global $huimin;
    $of = text($huimin->huimin_decision_of($decision, $at));
    $name = ($of === '' ? '' : "$of.") . text($huimin->huimin_decision_name($decision, $at));
    $state = $huimin->huimin_decision_state($decision, $at);
    $coins = $huimin->new('int64_t');
    $value = match (true) {
        $state === UNDECIDED => '?',
        $state !== DECIDED => '!',
        $huimin->huimin_decision_kind($decision, $at) === TIER => text($huimin->huimin_decision_tier($decision, $at)),
        default => $huimin->huimin_decision_coins($decision, $at, FFI::addr($coins)) ? $coins->cdata : '',
    };
    return "$name=$value";
}

[, $path, $cases, $date] = $argv;
// A policy may use others and annexes; the library asks for them here.
$host = $huimin->new('huimin_host');
$host->load = function (?FFI\CData $context, FFI\CData $name, int $length, FFI\CData $file) use ($huimin): bool {
    $text = @file_get_contents(FFI::string($name, $length));
    if ($text === false) {
        $reason = error_get_last()['message'];
        $huimin->huimin_file_refuse($file, $reason, strlen($reason));
        return false;
    }
    return $huimin->huimin_file_set($file, $text, strlen($text)) === OK;
};
$policy = make('policy', 'huimin_policy_compile_host', FFI::addr($host), $path, strlen($path));
$plan = make('plan', 'huimin_plan_new', $policy, $date, strlen($date), null, 0);
foreach (file($cases, FILE_IGNORE_NEW_LINES) as $case) {
    $key = make('text', 'huimin_policy_key', $policy, $case, strlen($case));
    $decision = make('decision', 'huimin_plan_decide', $plan, $case, strlen($case), 0);
    echo $huimin->huimin_text_data($key);
    for ($at = 0; $at < $huimin->huimin_decision_count($decision); $at++) {
        echo "\t", show($decision, $at);
    }
    echo "\n";
    $huimin->huimin_decision_free(FFI::addr($decision));
    $huimin->huimin_text_free(FFI::addr($key));
}
$huimin->huimin_plan_free(FFI::addr($plan));
$huimin->huimin_policy_free(FFI::addr($policy));
