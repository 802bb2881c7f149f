"""Invented files like those that other people link, for `bench_match_proposed`: thin data of German names and birth
dates, figures of history with many records each, an agency's two files. No real person is in them, and nothing of the
engine is set by them: `unseen.py FOLDER SEED` with a seed not used before says how right it is on files it has not seen.
"""
import csv, os, random, sys

FORENAMES = """anna maria elisabeth ursula monika petra sabine renate helga karin brigitte ingrid erika andrea gisela claudia
susanne gabriele christa christine hildegard birgit barbara martina ilse ute angelika heike irmgard silke anja stefanie nicole
julia katrin sandra kerstin tanja hans peter wolfgang klaus michael werner thomas helmut manfred heinz andreas juergen guenter
rolf bernd frank stefan uwe dieter horst gerhard walter karl josef kurt herbert ralf martin christian matthias joachim markus
alexander sven torsten jan daniel tobias florian sebastian dirk holger jens otto friedrich wilhelm ernst georg franz alfred
siegfried rudolf bruno erich""".split()
SURNAMES = """mueller schmidt schneider fischer meyer weber schulz wagner becker hoffmann schaefer koch bauer richter klein wolf
schroeder neumann schwarz zimmermann braun krueger hofmann hartmann lange schmitt werner schmitz krause meier lehmann schmid
schulze maier koehler herrmann koenig walter mayer huber kaiser fuchs peters lang scholz moeller weiss jung hahn schubert
vogel friedrich keller guenther frank berger winkler roth beck lorenz baumann franke albrecht schuster simon ludwig boehm
winter kraus martin schumacher kraemer vogt stein jaeger otto sommer gross seidel heinrich brandt haas schreiber graf
schulte dietrich ziegler kuhn kuehn pohl engel horn busch bergmann thomas voigt sauer arnold wolff pfeiffer""".split()
TOWNS = """london bristol leeds york dublin edinburgh glasgow bath norwich exeter hull derby oxford cambridge cardiff swansea
liverpool manchester sheffield durham chester lincoln kent surrey essex devon cornwall norfolk suffolk lancashire""".split()
WORK = """politician writer painter cricketer soldier priest lawyer physician engineer botanist composer actor architect
historian poet merchant engraver clergyman naval_officer chemist""".split()


def leaning(dice, some, strength=1.6):
    return some[int(len(some) * dice.random() ** strength)]


def slip(dice, text):
    if len(text) < 3:
        return text
    at, letter = dice.randrange(1, len(text)), dice.choice("abcdefghijklmnoprstuwz")
    which = dice.randrange(4)
    if which == 0:
        return text[:at] + letter + text[at + 1:]
    if which == 1:
        return text[:at] + text[at + 1:]
    if which == 2:
        return text[:at] + letter + text[at:]
    return text[:at - 1] + text[at] + text[at - 1] + text[at + 1:]


def wrong_number(dice, number):
    """One digit typed wrong, or another number of about the size."""
    last = number % 10
    if dice.random() < 0.6:
        return max(1, number - last + dice.choice([d for d in range(1, 10) if d != last]) % (10 if number > 12 else 9))
    return max(1, number + dice.choice([-20, -10, -3, -2, -1, 1, 2, 3, 10, 20]) // (1 if number > 1900 else 5 if number > 12 else 10))


def thin(dice, path, people=9000, repeats=1000):
    """Forename, surname, year, month, day; one record in ten repeats another with one thing wrong."""
    rows = [[leaning(dice, FORENAMES).upper(), "NA", leaning(dice, SURNAMES).upper(), "NA", dice.randint(1910, 2005),
             dice.randint(1, 12), dice.randint(1, 28), n] for n in range(people)]
    for row in dice.sample(rows, repeats):
        row = list(row)
        for what in dice.choices([0, 2, 4, 5, 6], [6, 6, 3, 2, 3], k=1 + (dice.random() < 0.06)):
            row[what] = slip(dice, row[what].lower()).upper() if what < 4 else wrong_number(dice, row[what])
        rows.append(row)
    write(dice, path, ["vorname_1", "vorname_2", "nachname_1", "nachname_2", "by", "bm", "bd"], rows)


def made_name(dice):
    return "".join(dice.choice(["bar", "wel", "har", "ton", "mor", "ley", "ash", "win", "cross", "field", "pem", "broke", "gal",
                                "thor", "pe", "ham", "stan", "hope", "sel", "by"]) for _ in range(2))


def history(dice, path, figures=2500):
    """About ten records of a figure, each with several things wrong or missing; columns that repeat each other."""
    rows = []
    for n in range(figures):
        girl = dice.random() < 0.3
        first = leaning(dice, FORENAMES, 2.5)
        second = dice.choice(FORENAMES) if dice.random() < 0.4 else ""
        last = made_name(dice) if dice.random() < 0.7 else leaning(dice, SURNAMES)
        year, month, day = dice.randint(1600, 1900), dice.randint(1, 12), dice.randint(1, 28)
        town, work = leaning(dice, TOWNS, 2), leaning(dice, WORK, 1.5)
        area = f"{town[:2].upper()}{TOWNS.index(town) % 9 + 1}"
        codes = [f"{area}{dice.randint(0, 9)} {dice.randint(1, 9)}{dice.choice('ABDEF')}{dice.choice('GHJLN')}" for _ in range(3)]
        for _ in range(1 + int(dice.expovariate(1 / 9))):
            f, l, born = first, last, f"{year}-{month:02}-{day:02}"
            if dice.random() < 0.10: f = slip(dice, f)
            if dice.random() < 0.10: l = slip(dice, l)
            if dice.random() < 0.05: f = f[0]
            if dice.random() < 0.06 and second: f = second
            if dice.random() < 0.04: l = made_name(dice)
            if dice.random() < 0.08: born = f"{year}-01-01"
            if dice.random() < 0.06: born = f"{year + dice.choice([-10, -2, -1, 1, 2, 10])}-{month:02}-{day:02}"
            if dice.random() < 0.15: born = ""
            full = f"{f} {second + ' ' if second and dice.random() < 0.5 else ''}{l}"
            rows.append([full, f"{f} {l}", f if dice.random() > 0.03 else "", l if dice.random() > 0.03 else "", born,
                         town if dice.random() > 0.15 else "", leaning(dice, codes, 2) if dice.random() > 0.15 else "",
                         ("female" if girl else "male") if dice.random() > 0.1 else "", work if dice.random() > 0.35 else "", n])
    write(dice, path, ["full_name", "first_and_surname", "first_name", "surname", "dob", "birth_place", "postcode_fake", "gender",
                       "occupation"], rows)


def agency(dice, folder, people=4000):
    """Two files with the same people, dates day first, in Windows' own letters."""
    first, second = [], []
    for n in range(people):
        f, l = leaning(dice, FORENAMES, 1.3).title().replace("ue", "ü"), (made_name(dice) if n % 3 else leaning(dice, SURNAMES)).title()
        day = [dice.randint(1, 28), dice.randint(1, 12), dice.randint(1940, 2020)]
        row = [f, l, "{:02}/{:02}/{}".format(*day), f"{dice.randint(1, 299)} {made_name(dice).title()} Road",
               f"DN{dice.randint(1, 12)} {dice.randint(1, 9)}{dice.choice('ABDEFGH')}{dice.choice('JLNPQRS')}", n]
        first.append(row)
        other = list(row)
        for column, chance in ((0, 0.08), (1, 0.08), (3, 0.15)):
            if dice.random() < chance:
                other[column] = slip(dice, other[column])
        if dice.random() < 0.1: other[4] = f"DN{dice.randint(1, 12)} {dice.randint(1, 9)}AB"
        if dice.random() < 0.03: other[2] = "{:02}/{:02}/{}".format(day[0], dice.randint(1, 12), day[2])
        if dice.random() < 0.03: other[2] = ""
        second.append(other)
    titles = ["Vorname", "Name", "D.O.B.", "Address line 1", "Post Code"]
    write(dice, os.path.join(folder, "agency_a.csv"), titles, first, "cp1252")
    write(dice, os.path.join(folder, "agency_b.csv"), titles, second, "cp1252")


def write(dice, path, titles, rows, encoding="utf-8"):
    dice.shuffle(rows)
    with open(path, "w", newline="", encoding=encoding) as file:
        out = csv.writer(file)
        out.writerow(["unique_id", *titles, "cluster"])
        out.writerows([number, *row] for number, row in enumerate(rows))


if __name__ == "__main__":
    folder, seed = sys.argv[1], int(sys.argv[2])
    os.makedirs(folder, exist_ok=True)
    thin(random.Random(seed), os.path.join(folder, "thin.csv"))
    history(random.Random(seed + 1), os.path.join(folder, "history.csv"))
    agency(random.Random(seed + 2), folder)
