#!/usr/bin/env python3
"""Holds every #include under src/ to the floors in layers.txt.   layers.py [ROOT]

First it plants one fault of each kind in a little house of its own and fails unless each is found, so that a check that
has gone blind does not pass for a clean house.
"""
import pathlib
import re
import sys
import tempfile

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
ROOM = re.compile(r'^kith_room\((\w+)([^)]*)\)', re.MULTILINE)
# What rooms on one floor may know of each other: what can have happened, and the questions of the records.
SHARED = re.compile(r'^\w+/(?:\w+_)?(?:events|records)\.h$')


def read_floors(path):
    """{room: (floor, [rooms it may include])} and the faults of the table itself."""
    floors, faults = {}, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        words = line.split('#')[0].split()
        if not words:
            continue
        if len(words) < 2 or not words[0].isdigit() or words[1] in floors:
            faults.append(f'{path.name}:{number}: write each room once, as: floor room rooms it may include')
            continue
        floors[words[1]] = (int(words[0]), words[2:])
    for room, (floor, below) in floors.items():
        for other in below:
            if other not in floors or floors[other][0] >= floor:
                faults.append(f'{path.name}: {room} may not include {other}, which is not on a floor below it')
    return floors, faults


def include_fault(floors, room, header, quoted):
    """Why a file in `room` may not include `header`, or nothing."""
    other = header.split('/')[0] if '/' in header else ''
    if other not in floors:
        return f'"{header}" is not named from src/ as room/file' if quoted else None
    if other == room or other in floors[room][1]:
        return None
    if floors[other][0] > floors[room][0]:
        return f'{room} is below {other}'
    if floors[other][0] < floors[room][0]:
        return f'layers.txt does not give {other} to {room}'
    return None if SHARED.match(header) else f'{other} is on the same floor: only its events and records are open'


def cmake_faults(text, floors):
    """Where src/CMakeLists.txt and the table differ."""
    said = {name: re.search(r'\bROOMS\b([\w\s]*?)(?:\bLIBS\b|$)', rest) for name, rest in ROOM.findall(text)}
    for room in sorted(said.keys() ^ floors.keys()):
        yield f'{room} is in only one of layers.txt and src/CMakeLists.txt'
    for room in said.keys() & floors.keys():
        linked = {word for word in (said[room][1].split() if said[room] else []) if word in floors}
        for other in sorted(linked ^ set(floors[room][1])):
            yield f'{room} and {other}: layers.txt and src/CMakeLists.txt differ'


def faults_of(root):
    floors, faults = read_floors(root / 'tests/layers.txt')
    files = sorted(path for path in (root / 'src').rglob('*') if path.suffix in ('.h', '.cpp'))
    for path in files:
        room = path.relative_to(root / 'src').parts[0]
        if path.parent == root / 'src':  # the precompiled header belongs to no room, and names none
            room = 'base'
        if room not in floors:
            faults.append(f'{path.relative_to(root)}: the room {room} has no line in layers.txt')
            continue
        text = path.read_text()
        for found in INCLUDE.finditer(text):
            why = include_fault(floors, room, found[1] or found[2], found[1] is not None)
            if why:
                line = text.count('\n', 0, found.start(1 if found[1] else 2)) + 1
                faults.append(f'{path.relative_to(root)}:{line}: {why}')
    faults += cmake_faults((root / 'src/CMakeLists.txt').read_text(), floors)
    return faults, len(files)


def little_house(root, planted=None, text=None):
    """Two rooms on floor 1 and one on floor 2, all in order; then one file is written over."""
    files = {
        'tests/layers.txt': '0 base\n1 left base\n1 right base\n2 top base left\n',
        'src/CMakeLists.txt': 'kith_room(base LIBS fmt)\nkith_room(left ROOMS base)\nkith_room(right ROOMS base LIBS z)\n'
                              'kith_room(top ROOMS base left LIBS z)\n',
        'src/base/a.h': '#include <vector>\n',
        'src/left/a.cpp': '#include "left/a.h"\n#include "base/a.h"\n#include "right/sent_events.h"\n#include <fmt/core.h>\n',
        'src/right/a.cpp': '#include "left/records.h"\n',
        'src/top/deep/a.cpp': '#include "left/a.h"\n',
    }
    if planted:
        files[planted] = text
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)


PLANTED = {
    'upwards': ('src/base/a.h', '#include "left/a.h"\n', 'base is below left'),
    'upwards in angle brackets': ('src/base/a.h', '#  include <left/a.h>\n', 'base is below left'),
    'sideways, beyond events and records': ('src/left/a.cpp', '\n#include "right/decide.h"\n', 'a.cpp:2: right is on the same'),
    'down, but not given': ('src/top/a.cpp', '#include "right/a.h"\n', 'does not give right to top'),
    'not named from src/': ('src/left/a.cpp', '#include "a.h"\n', 'is not named from src/'),
    'a room without a line': ('src/attic/a.cpp', '', 'attic has no line'),
    'a table that opens a floor above': ('tests/layers.txt', '0 base left\n1 left base\n1 right base\n2 top base left\n',
                                         'base may not include left'),
    'a build that links more': ('src/CMakeLists.txt', 'kith_room(base)\nkith_room(left ROOMS base right)\n'
                                'kith_room(right ROOMS base)\nkith_room(top ROOMS base left)\n', 'left and right'),
}


def check_the_check():
    with tempfile.TemporaryDirectory() as folder:
        little_house(pathlib.Path(folder))
        faults, _ = faults_of(pathlib.Path(folder))
        assert not faults, f'a house in order was refused: {faults}'
    for name, (path, text, expected) in PLANTED.items():
        with tempfile.TemporaryDirectory() as folder:
            little_house(pathlib.Path(folder), path, text)
            faults, _ = faults_of(pathlib.Path(folder))
            assert any(expected in fault for fault in faults), f'not found when planted: {name}; said {faults}'


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
    check_the_check()
    faults, count = faults_of(root)
    for fault in faults:
        print(fault)
    print(f'{count} files, {len(faults)} includes or lines out of place; {len(PLANTED)} planted faults found')
    return 1 if faults or count < 100 else 0


if __name__ == '__main__':
    sys.exit(main())
