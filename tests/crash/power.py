"""A power cut: what power_cut.c wrote down and no flush covers is taken back from the files."""
import os, shutil, struct, subprocess

RECORD = struct.Struct("=IIQQQQ")
SECTOR = 512  # a disk writes these whole or not at all


def build_shim(name, folder):
    """Compiles NAME.c beside this file, and returns the path of the library."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".c")
    library = os.path.join(folder, name + ".so")
    subprocess.run(["cc", "-std=c11", "-Wall", "-Wextra", "-Werror", "-O1", "-shared", "-fPIC", source, "-o", library,
                    "-ldl"], check=True)
    return library


class Change:
    def __init__(self, noted_at, kind, path, offset, old_size, before, after):
        self.noted_at, self.kind, self.path, self.offset, self.old_size = noted_at, kind, path, offset, old_size
        self.before, self.after = before, after

    def undo(self, file):
        os.ftruncate(file, self.old_size)
        os.pwrite(file, self.before, self.offset)

    def redo(self, file, dice):
        """Makes the change again: whole, or torn, with only some sectors of a write on the disk and holes between."""
        end = self.offset + len(self.after)
        if self.kind == "t":
            os.ftruncate(file, self.offset)
        elif dice.random() < 0.5:
            os.pwrite(file, self.after, self.offset)
        else:
            os.ftruncate(file, max(end, os.fstat(file).st_size))
            at = self.offset
            while at < end:
                sector_ends = min(end, at - at % SECTOR + SECTOR)
                if dice.random() < 0.5:
                    os.pwrite(file, self.after[at - self.offset:sector_ends - self.offset], at)
                at = sector_ends


def read_changes(log):
    with open(log, "rb") as file:
        whole = file.read()
    at = 0
    while at + RECORD.size <= len(whole):
        kind, path_bytes, offset, old_size, before_bytes, after_bytes = RECORD.unpack_from(whole, at)
        noted_at, at = at, at + RECORD.size
        if at + path_bytes + before_bytes + after_bytes > len(whole):
            return  # cut short by the kill: the change itself was never made
        path = whole[at:at + path_bytes].decode()
        before = whole[at + path_bytes:at + path_bytes + before_bytes]
        at += path_bytes + before_bytes + after_bytes
        yield Change(noted_at, chr(kind), path, offset, old_size, before, whole[at - after_bytes:at])


def not_flushed(log):
    """(changes by path since its last flush, names whose folder was not flushed since they were made)"""
    changes, made = {}, []
    for change in read_changes(log):
        if change.kind in "wt":
            changes.setdefault(change.path, []).append(change)
        elif change.kind == "f":
            after_it_began = [c for c in changes.get(change.path, []) if c.noted_at >= change.offset]
            changes[change.path] = after_it_began
        elif change.kind == "c":
            made.append(change)
        elif change.kind == "d":
            made = [new for new in made
                    if (os.path.dirname(new.path) or ".") != change.path or new.noted_at >= change.offset]
    return changes, [new.path for new in made]


def cut(folder, log, dice):
    """Takes back what was not flushed: all of it, or, as disks write in any order, all but a few changes picked at random,
    some of them torn. Returns (how many changes were taken back, how many names)."""
    changes, made = not_flushed(log)
    drop_all = dice.random() < 0.5
    for path, pending in changes.items():
        if not os.path.exists(os.path.join(folder, path)):
            continue
        file = os.open(os.path.join(folder, path), os.O_RDWR)
        for change in reversed(pending):
            change.undo(file)
        if not drop_all:
            for change in pending:
                if dice.random() < 0.5:
                    change.redo(file, dice)
        os.close(file)
    for name in made:
        path = os.path.join(folder, name)
        shutil.rmtree(path) if os.path.isdir(path) else os.path.exists(path) and os.remove(path)
    for name in os.listdir(folder):
        if name.endswith("-shm"):  # shared memory: gone, or whatever stood there
            with open(os.path.join(folder, name), "r+b") as file:
                file.write(dice.randbytes(dice.choice([0, os.path.getsize(file.name)])))
    os.remove(log)
    return sum(map(len, changes.values())), len(made)


class PowerSupply:
    """The environment of a server whose power can be cut, and the cut."""

    def __init__(self, folder, data, lies=""):
        self.data, self.log = data, os.path.join(folder, "power.log")
        self.environment = {"LD_PRELOAD": build_shim("power_cut", folder), "KITH_POWER_FOLDER": data,
                            "KITH_POWER_LOG": self.log, "KITH_POWER_FLUSH_US": "2000"}
        if lies:
            self.environment["KITH_POWER_LIES"] = lies
        self.changes_lost = self.names_lost = self.copied_back = 0

    def cut(self, dice):
        self.copied_back += sum(change.kind == "f" and change.path == "kith.db" for change in read_changes(self.log))
        changes, names = cut(self.data, self.log, dice)
        self.changes_lost += changes
        self.names_lost += names
