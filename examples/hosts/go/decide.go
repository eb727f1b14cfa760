// Decides the cases of a file, one a line, and prints a line for each: its key and its results.
//
//	decide COMPILED CASES DATE
//
// COMPILED is what `huimin compile` writes.
package main

// #cgo pkg-config: huimin
// #include <huimin.h>
import "C"

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"unsafe"
)

// A plan may be used by any number of goroutines at the same time.
type plan struct{ handle *C.huimin_plan }

func text(lent C.huimin_str) string { return C.GoStringN(lent.data, C.int(lent.length)) }

// The bytes of a text while a call lasts; the library keeps none of them.
func given(bytes []byte) (*C.char, C.size_t) {
	if len(bytes) == 0 {
		return nil, 0
	}
	return (*C.char)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes))
}

// An error of the library as one of Go's; it is freed.
func check(status C.huimin_status, failure *C.huimin_error) error {
	if status == C.HUIMIN_STATUS_OK {
		return nil
	}
	defer C.huimin_error_free(&failure)
	return errors.New(text(C.huimin_error_message(failure, 0, C.HUIMIN_ENGLISH)))
}

func load(path string) (*C.huimin_policy, error) {
	compiled, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var policy *C.huimin_policy
	var failure *C.huimin_error
	data, length := given(compiled)
	status := C.huimin_policy_load(data, length, &policy, &failure)
	return policy, check(status, failure)
}

func newPlan(policy *C.huimin_policy, date string) (plan, error) {
	var made plan
	var failure *C.huimin_error
	on, length := given([]byte(date))
	status := C.huimin_plan_new(policy, on, length, nil, 0, &made.handle, &failure)
	return made, check(status, failure)
}

func key(policy *C.huimin_policy, json []byte) (string, error) {
	var made *C.huimin_text
	var failure *C.huimin_error
	data, length := given(json)
	status := C.huimin_policy_key(policy, data, length, &made, &failure)
	defer C.huimin_text_free(&made)
	return C.GoString(C.huimin_text_data(made)), check(status, failure)
}

func (p plan) decide(json []byte) (*C.huimin_decision, error) {
	var decision *C.huimin_decision
	var failure *C.huimin_error
	data, length := given(json)
	status := C.huimin_plan_decide(p.handle, data, length, 0, &decision, &failure)
	return decision, check(status, failure)
}

// A tier is told by its case, a benefit by its coins; `?` is not known, `!` an error.
func show(decision *C.huimin_decision, at C.size_t) string {
	name := text(C.huimin_decision_name(decision, at))
	if of := text(C.huimin_decision_of(decision, at)); of != "" {
		name = of + "." + name
	}
	var coins C.int64_t
	switch state := C.huimin_decision_state(decision, at); {
	case state == C.HUIMIN_STATE_UNDECIDED:
		return name + "=?"
	case state != C.HUIMIN_STATE_DECIDED:
		return name + "=!"
	case C.huimin_decision_kind(decision, at) == C.HUIMIN_KIND_TIER:
		return name + "=" + text(C.huimin_decision_tier(decision, at))
	case bool(C.huimin_decision_coins(decision, at, &coins)):
		return fmt.Sprintf("%s=%d", name, int64(coins))
	}
	return name + "="
}

func run(policyPath, casesPath, date string) error {
	policy, err := load(policyPath)
	if err != nil {
		return err
	}
	defer C.huimin_policy_free(&policy)
	made, err := newPlan(policy, date)
	if err != nil {
		return err
	}
	defer C.huimin_plan_free(&made.handle)
	cases, err := os.Open(casesPath)
	if err != nil {
		return err
	}
	defer cases.Close()
	lines, out := bufio.NewScanner(cases), bufio.NewWriter(os.Stdout)
	defer out.Flush()
	lines.Buffer(nil, 4<<20)
	for lines.Scan() {
		named, err := key(policy, lines.Bytes())
		if err != nil {
			return err
		}
		decision, err := made.decide(lines.Bytes())
		if err != nil {
			return err
		}
		fmt.Fprint(out, named)
		for at := C.size_t(0); at < C.huimin_decision_count(decision); at++ {
			fmt.Fprint(out, "\t", show(decision, at))
		}
		fmt.Fprintln(out)
		C.huimin_decision_free(&decision)
	}
	return lines.Err()
}

func main() {
	if err := run(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
