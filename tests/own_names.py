#!/usr/bin/env python3
"""Finds what two files of one room call by one name in their anonymous namespaces.   own_names.py [ROOT]

The files of a room are compiled several at a time (docs/decisions/0013), and which stand together changes with every
file that is added: a name that two of them use for themselves would be a fault of the compiler's only some day. First
it plants one such name of each kind, and fails unless each is found.
"""
import collections
import pathlib
import re
import sys
import tempfile

ANONYMOUS = re.compile(r'^namespace \{\n(.*?)^\}  // namespace\n', re.DOTALL | re.MULTILINE)
NAMESPACE = re.compile(r'^namespace ([\w:]+) \{', re.MULTILINE)
TYPE = re.compile(r'(?:struct|class|enum class) (\w+)')
FUNCTION = re.compile(r'[\w:<>,&* ]+?[ &*](\w+)\(([^)]*)\)[^;]*\{')
ALIAS = re.compile(r'using (\w+) = (.*);')
VALUE = re.compile(r'(?:auto|constexpr|int|std::size_t|std::string_view|char|static|double|const|inline)\b[^={(]*?'
                   r'(\w+)(?:\[\])?\s*(?:=|\{)')
FURTHER = re.compile(r', (\w+) = ')  # constexpr int rows = 2, columns = 3;


def names_in(text):
    """(namespace, name, what) of everything at the top of the file's anonymous namespaces: of functions what they take,
    of aliases what they stand for."""
    home = NAMESPACE.search(text)
    found = set()
    for body in ANONYMOUS.findall(text):
        body = re.sub(r'^template <.*>\n', '', body, flags=re.MULTILINE)
        for line in re.sub(r'\n {4,}', ' ', body).split('\n'):
            if not line or line[0] in ' }/#)"':
                continue
            if match := ALIAS.match(line):
                names = [(match.group(1), f'= {match.group(2)}')]
            elif match := TYPE.match(line):
                names = [(match.group(1), '')]
            elif match := FUNCTION.match(line):
                takes = [re.sub(r'\s*\w+$', '', re.sub(r'=.*', '', one).strip()) for one in match.group(2).split(',')]
                names = [(match.group(1), f'({", ".join(takes)})')]
            elif match := VALUE.match(line):
                names = [(name, '') for name in [match.group(1), *FURTHER.findall(line)]]
            else:
                continue
            found.update((home.group(1) if home else '', *name) for name in names)
    return found


def clash(one, other):
    """Two functions may take different things, and two aliases may stand for the same."""
    if one.startswith('(') and other.startswith('('):
        return one == other
    return one != other or not one.startswith('= ')


def faults_of(root):
    faults = []
    for room in sorted(path for floor in ('src', 'tests') for path in (root / floor).glob('*/')):
        users = collections.defaultdict(list)
        for path in sorted([*room.glob('*.cpp'), *room.glob('*/*.cpp')]):
            for home, name, what in names_in(path.read_text()):
                users[home, name].append((path.relative_to(root).as_posix(), what))
        for (_, name), uses in sorted(users.items()):
            files = sorted({file for file, what in uses for other, beside in uses
                            if other != file and clash(what, beside)})
            if files:
                faults.append(f'{name} is a name of their own to {", ".join(files)}: call each after what it does, '
                              'or put it where both find it')
    return faults


def sees_planted_faults():
    with tempfile.TemporaryDirectory() as folder:
        room = pathlib.Path(folder) / 'src/attic'
        room.mkdir(parents=True)
        for name in ('one', 'two'):
            (room / f'{name}.cpp').write_text('namespace kith::attic {\nnamespace {\nstruct Box {};\n'
                                              'int open(Box const& box) {\n  return 1;\n}\nint constexpr lids = 2, keys = 3;\n'
                                              f'using Lock = {name};\nusing Key = int;\n'
                                              f'int {name}() {{ return 0; }}\n}}  // namespace\n}}\n')
        (room / 'three.cpp').write_text('namespace kith::attic {\nnamespace {\nint open(int lid) {\n  return lid;\n}\n'
                                        'int one = 1;\n}  // namespace\n}\n')
        return [fault.split()[0] for fault in faults_of(pathlib.Path(folder))] == ['Box', 'Lock', 'keys', 'lids', 'one',
                                                                                   'open']


if not sees_planted_faults():
    sys.exit('own_names.py no longer finds the faults planted for it')
faults = faults_of(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else '.'))
print('\n'.join(faults))
sys.exit(1 if faults else 0)
