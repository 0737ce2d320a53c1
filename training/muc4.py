"""What MUC-4 asked for, marked in the texts of its training set DEV: lines that the tagger's layers of that name learn from.

    python training/muc4.py TEXTS KEYS OUT.jsonl

TEXTS and KEYS are folders or files in the conference's own format. A line is a message: `name`, `text`, and `asked`, for
each layer the spans (code points) at which a fill of one of its templates stands; a message without an incident has none. The
texts may not go into the repository; the lines hold them, so neither may they.
"""
import json
import pathlib
import re
import sys

from labels import ASKED

SLOTS = {"PERP: INDIVIDUAL ID": "perpetrator", "PERP: ORGANIZATION ID": "organisation", "INCIDENT: INSTRUMENT ID": "means",
         "PHYS TGT: ID": "physical-target", "HUM TGT: NAME": "human-target", "HUM TGT: DESCRIPTION": "human-target"}
HEADING = re.compile(r"\s*\d+\.\s+(MESSAGE: ID|MESSAGE: TEMPLATE|(?:INCIDENT|PERP|PHYS TGT|HUM TGT): [A-Z ]+?)(?:\s{2,}|$)(.*)")


def files(path):
    path = pathlib.Path(path)
    return sorted(path.iterdir()) if path.is_dir() else [path]


def texts(path):
    """{message id: text}"""
    found = {}
    for file in files(path):
        if file.name.startswith(("key", "README")):
            continue
        # The tests (TST) are there to be measured on.
        parts = re.split(r"(?m)^(DEV-MUC\d-\d{4})\b.*$", file.read_text(encoding="latin-1"))
        found.update((name, text.strip("\n")) for name, text in zip(parts[1::2], parts[2::2]))
    return found


def templates(path):
    """(message id, {slot: [line]}) of each template that is an incident."""
    for file in (f for f in files(path) if f.name.startswith("key")):
        message, slots, slot = None, None, None
        for line in [*file.read_text(encoding="latin-1").split("\n"), "0.  MESSAGE: ID    END"]:
            line = line.rstrip().expandtabs()
            if line.startswith(";"):
                continue
            head = HEADING.match(line)
            if head and head[1] == "MESSAGE: ID":
                if message and slots and slots.get("INCIDENT: TYPE", ["*"])[0] not in ("*", "-"):
                    yield message, slots
                message, slots, slot = head[2].split()[0], {}, None
            elif head:
                slot = head[1]
                slots[slot] = [head[2].strip()]
            elif slot and line.startswith(" ") and line.strip():
                slots[slot].append(line.strip())


def strings(line):
    """The alternatives of a string fill, longest first."""
    line = line.lstrip("? ").split('": ')[0] + ('"' if '": ' in line else "")
    found = [s.replace('\\"', "").strip() for s in re.findall(r'"((?:\\.|[^"\\])*)"', line)]
    return sorted((s for s in found if s and s != "-"), key=len, reverse=True)


def occurrences(text, words):
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [match.span() for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]


def main():
    texts_path, keys, out = sys.argv[1:4]
    messages = {name: {layer: set() for layer in ASKED} for name in texts(texts_path)}
    all_texts = texts(texts_path)
    for message, slots in templates(keys):
        if message not in messages:
            continue
        for slot, layer in SLOTS.items():
            for line in slots.get(slot, []):
                for words in strings(line):
                    messages[message][layer].update(occurrences(all_texts[message], words))
    with open(out, "w", encoding="utf-8") as file:
        for name, asked in messages.items():
            line = {"name": name, "text": all_texts[name], "asked": {layer: sorted(spans) for layer, spans in asked.items()}}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(len(messages), "messages,", sum(any(a.values()) for a in messages.values()), "with incidents,",
          {layer: sum(len(a[layer]) for a in messages.values()) for layer in ASKED})


if __name__ == "__main__":
    main()
