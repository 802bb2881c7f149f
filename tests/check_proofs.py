#!/usr/bin/env python3
"""What the compiler cannot hold us to:
  - every code that a command can be refused with stands in some test;
  - no test throws away what rc::check returns.
Prints each fault with its file and exits 1. Before that it plants both faults and looks for them: a check that finds
nothing because it looks at nothing would be worse than none.
"""
import pathlib
import re
import sys

ROOMS = ["enquiry", "people", "access", "journal", "family", "plan"]
# Pages word what a person typed wrongly; their tests read the sentence. Decisions are everywhere else.
PAGES = re.compile(r"/pages/|_pages?\.cpp$|_forms?\.cpp$|/access/(gate|routes)\.cpp$")
CODES = [
    r'\b(?:invalid|conflict|not_found|forbidden|unavailable|internal_error|bad_name)\(\s*"(\w+)"',
    r'\bfault\(\s*"\w+",\s*"(\w+)"',
    r'[({,]\s*"\w+",\s*"([a-z_]+)",\s*"[A-Z]',  # a FieldError, or what Complaints is told
    r'\bFieldError\{\s*"\w+",\s*"(\w+)"',
]
IGNORED = re.compile(r"(?:\A|[^(\s]\s*\n)\s*rc::check\(")


def codes_in(source):
    return {code for shape in CODES for code in re.findall(shape, source)}


def untested(sources, tests):
    return [(path, code) for path, source in sources.items() for code in sorted(codes_in(source))
            if f'"{code}"' not in tests]


def ignored(tests):
    return [path for path, text in tests.items() if IGNORED.search(text)]


def read(root, pattern):
    return {str(path.relative_to(root)): path.read_text() for path in sorted(root.glob(pattern))}


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    sources = {path: text for room in ROOMS for path, text in read(root, f"src/{room}/**/*.cpp").items()
               if not PAGES.search("/" + path)}
    tests = {**read(root, "tests/**/*.cpp"), **read(root, "tests/**/*.h")}
    together = "".join(tests.values())

    planted = {"planted.cpp": 'return not_found(\n    "nobody_tests_this", "No.");\n'
                              'return fault("on", "nor_this", "No.");\n'
                              'faults.when(late, "on",\n   "or_this", "No.");\n'}
    if [code for _, code in untested(planted, together)] != ["nobody_tests_this", "nor_this", "or_this"]:
        sys.exit("the check does not find a planted code without a test")
    if ignored({"planted.cpp": "  rc::check([] {});\n", "sound.cpp": "  CHECK(rc::check([] {}));\n",
                "long.cpp": "  CHECK(\n      rc::check([] {}));\n"}) != ["planted.cpp"]:
        sys.exit("the check does not find a planted property whose result is thrown away")
    written = {code for source in sources.values() for code in codes_in(source)}
    if len(written) < 70:
        sys.exit(f"only {len(written)} codes found in src: the check no longer reads them")

    faults = [f'{path}: no test says "{code}"' for path, code in untested(sources, together)]
    faults += [f"{path}: the result of rc::check is thrown away; write CHECK(rc::check(...))" for path in ignored(tests)]
    print("\n".join(faults) or f"{len(written)} codes, each in a test")
    sys.exit(1 if faults else 0)


main()
