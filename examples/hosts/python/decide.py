"""Decides the cases of a file, one a line, and prints a line for each: its key and its results.

    python3 decide.py POLICY CASES DATE

The C library through ctypes, of Python's own library; nothing to install. HUIMIN_LIBRARY names the
shared library where it is not in the usual place. The lock of the interpreter is released in each call,
so threads decide side by side.
"""

import ctypes
import os
import sys
from ctypes import POINTER, byref, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p

OK, TIER, DECIDED, UNDECIDED, ENGLISH = 0, 0, 0, 1, 0
library = ctypes.CDLL(os.environ.get("HUIMIN_LIBRARY", "libhuimin.so.1"))


class Str(ctypes.Structure):
    _fields_ = [("data", c_void_p), ("length", c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode()


Load = ctypes.CFUNCTYPE(ctypes.c_bool, c_void_p, c_void_p, c_size_t, c_void_p)


class Host(ctypes.Structure):
    _fields_ = [("context", c_void_p), ("load", Load), ("log", c_void_p)]


def declare(name, result, *arguments):
    function = getattr(library, name)
    function.restype, function.argtypes = result, arguments
    return function


out = POINTER(c_void_p)
text = (c_char_p, c_size_t)
compile_policy = declare("huimin_policy_compile_host", c_int32, POINTER(Host), *text, out, out)
file_set = declare("huimin_file_set", c_int32, c_void_p, *text)
file_refuse = declare("huimin_file_refuse", c_int32, c_void_p, *text)
policy_key = declare("huimin_policy_key", c_int32, c_void_p, *text, out, out)
policy_free = declare("huimin_policy_free", None, out)
plan_new = declare("huimin_plan_new", c_int32, c_void_p, *text, *text, out, out)
plan_decide = declare("huimin_plan_decide", c_int32, c_void_p, *text, c_uint32, out, out)
plan_free = declare("huimin_plan_free", None, out)
decision_count = declare("huimin_decision_count", c_size_t, c_void_p)
decision_name = declare("huimin_decision_name", Str, c_void_p, c_size_t)
decision_of = declare("huimin_decision_of", Str, c_void_p, c_size_t)
decision_kind = declare("huimin_decision_kind", c_int32, c_void_p, c_size_t)
decision_state = declare("huimin_decision_state", c_int32, c_void_p, c_size_t)
decision_tier = declare("huimin_decision_tier", Str, c_void_p, c_size_t)
decision_coins = declare("huimin_decision_coins", ctypes.c_bool, c_void_p, c_size_t, POINTER(c_int64))
decision_free = declare("huimin_decision_free", None, out)
text_data = declare("huimin_text_data", c_void_p, c_void_p)
text_length = declare("huimin_text_length", c_size_t, c_void_p)
text_free = declare("huimin_text_free", None, out)
error_message = declare("huimin_error_message", Str, c_void_p, c_size_t, c_uint32)
error_free = declare("huimin_error_free", None, out)


@Load
def load(_context, name, length, file):
    """A policy may use others and annexes; the library asks for them here."""
    try:
        with open(ctypes.string_at(name, length).decode(), "rb") as source:
            data = source.read()
        return file_set(file, data, len(data)) == OK
    except OSError as error:
        reason = str(error).encode()
        file_refuse(file, reason, len(reason))
        return False


class Handle:
    """A handle, freed where the block that holds it ends."""

    def __init__(self, free, make, *arguments):
        self.pointer, self.free = c_void_p(), free
        error = c_void_p()
        if make(*arguments, byref(self.pointer), byref(error)) != OK:
            message = str(error_message(error, 0, ENGLISH))
            error_free(byref(error))
            raise ValueError(message)

    def __enter__(self):
        return self.pointer

    def __exit__(self, *_):
        self.free(byref(self.pointer))


def show(decision, at):
    """A tier is told by its case, a benefit by its coins; `?` is not known, `!` an error."""
    of, name, state = str(decision_of(decision, at)), str(decision_name(decision, at)), decision_state(decision, at)
    coins = c_int64()
    if state == UNDECIDED:
        value = "?"
    elif state != DECIDED:
        value = "!"
    elif decision_kind(decision, at) == TIER:
        value = str(decision_tier(decision, at))
    else:
        value = coins.value if decision_coins(decision, at, byref(coins)) else ""
    return f"{of}.{name}={value}" if of else f"{name}={value}"


def main(policy_path, cases_path, date):
    name, date = policy_path.encode(), date.encode()
    with Handle(policy_free, compile_policy, Host(None, load, None), name, len(name)) as policy:
        with Handle(plan_free, plan_new, policy, date, len(date), None, 0) as plan, open(cases_path, "rb") as cases:
            for case in cases:
                with Handle(text_free, policy_key, policy, case, len(case)) as key:
                    parts = [ctypes.string_at(text_data(key), text_length(key)).decode()]
                with Handle(decision_free, plan_decide, plan, case, len(case), 0) as decision:
                    parts += [show(decision, at) for at in range(decision_count(decision))]
                print("\t".join(parts))


if __name__ == "__main__":
    main(*sys.argv[1:])
