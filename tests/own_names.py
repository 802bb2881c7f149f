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
VALUE = re.compile(r'(?:auto|constexpr|int|std::size_t|std::string_view|char|static|double|const|inline)\b[^={(]*?'
                   r'(\w+)(?:\[\])?\s*(?:=|\{)')


def names_in(text):
    """(namespace, name) of everything at the top of the file's anonymous namespaces; functions with what they take."""
    home = NAMESPACE.search(text)
    found = set()
    for body in ANONYMOUS.findall(text):
        body = re.sub(r'^template <.*>\n', '', body, flags=re.MULTILINE)
        for line in re.sub(r'\n {4,}', ' ', body).split('\n'):
            if not line or line[0] in ' }/#)"':
                continue
            if match := TYPE.match(line):
                name = match.group(1)
            elif match := FUNCTION.match(line):
                takes = [re.sub(r'\s*\w+$', '', re.sub(r'=.*', '', one).strip()) for one in match.group(2).split(',')]
                name = f'{match.group(1)}({", ".join(takes)})'
            elif match := VALUE.match(line):
                name = match.group(1)
            else:
                continue
            found.add((home.group(1) if home else '', name))
    return found


def faults_of(root):
    faults = []
    for room in sorted(path for path in (root / 'src').iterdir() if path.is_dir()):
        users = collections.defaultdict(list)
        for path in sorted([*room.glob('*.cpp'), *room.glob('*/*.cpp')]):
            for name in names_in(path.read_text()):
                users[name].append(path.relative_to(root).as_posix())
        for (_, name), files in sorted(users.items()):
            if len(files) > 1:
                faults.append(f'{name} is a name of their own to {", ".join(files)}: call each after what it does, '
                              'or put it where both find it')
    return faults


def sees_planted_faults():
    with tempfile.TemporaryDirectory() as folder:
        room = pathlib.Path(folder) / 'src/attic'
        room.mkdir(parents=True)
        for name in ('one', 'two'):
            (room / f'{name}.cpp').write_text('namespace kith::attic {\nnamespace {\nstruct Box {};\n'
                                              'int open(Box const& box) {\n  return 1;\n}\nint constexpr lids = 2;\n'
                                              f'int {name}() {{ return 0; }}\n}}  // namespace\n}}\n')
        return len(faults_of(pathlib.Path(folder))) == 3


if not sees_planted_faults():
    sys.exit('own_names.py no longer finds the faults planted for it')
faults = faults_of(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else '.'))
print('\n'.join(faults))
sys.exit(1 if faults else 0)
