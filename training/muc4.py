"""Silver corpus lines from texts and answer keys of MUC-4 (its training set DEV).

    python training/muc4.py TEXTS KEYS OUT.jsonl [--sample N]

TEXTS and KEYS are folders or files in the conference's own format. A template becomes an event where a sentence
names its act and holds at least one of its fills; fills become participants where they stand nearest to that word.
A line is the stretch of sentences around such acts, not the whole message: what else a message tells of is not in
the key and would be learned as nothing. The texts may not go into the repository; the lines hold them, so neither may they.
"""
import argparse
import json
import pathlib
import re

WORDS = {   # the words that name an act, by incident type, those that say most first
    "BOMBING": "BOMBED|DYNAMITED|BLEW UP|BLOWN UP|EXPLODED|DETONATED|BOMBING|BOMBINGS|BOMB ATTACKS?|EXPLOSIONS?|"
               "DYNAMITE ATTACKS?|TERRORIST ATTACKS?|HURLED|PLANTED|PLACED|ATTACKED|ATTACKS?|DESTROYED|DAMAGED|BLASTS?|BOMBS?|KILLED",
    "KIDNAPPING": "KIDNAPPED|ABDUCTED|KIDNAPPINGS?|ABDUCTIONS?|KIDNAP|SEIZED|CAPTURED|TAKEN HOSTAGE|DISAPPEARED|DISAPPEARANCE",
    "ARSON": "BURNED|SET FIRE TO|SET ON FIRE|TORCHED|BURNING|ARSON|SET ABLAZE|DESTROYED|FIRE",
    "ROBBERY": "ROBBED|STOLE|LOOTED|HELD UP|ROBBERY|LOOTING|HOLDUP|ASSAULTED|ASSAULT",
    "HIJACKING": "HIJACKED|HIJACKING",
    "FORCED WORK STOPPAGE": "FORCED|STOPPAGE",
    "ATTACK": "MURDERED|ASSASSINATED|MACHINEGUNNED|MASSACRED|EXECUTED|KILLED|SHOT|AMBUSHED|ATTACKED|TORTURED|MURDERS?|"
              "ASSASSINATIONS?|MASSACRE|KILLING|KILLINGS|AMBUSH|ATTACKS?|EXECUTION|WOUNDED|INJURED|DESTROYED|SABOTAGED|"
              "BLEW UP|FIRED|DEATHS?|DIED|HIT|THREATENED|THREATS?|RAIDED|RAID|ASSAULT",
}
MODES = {"BOMBING": ["explosives"], "KIDNAPPING": ["abduct"], "ARSON": ["destroy", "primitive"]}
STATUS = {"ACCOMPLISHED": "occurred", "ATTEMPTED": "attempted", "THREATENED": "threatened"}
RESPONSIBLE = {
    "REPORTED AS FACT": "reported-as-fact", "CLAIMED OR ADMITTED": "claimed", "SUSPECTED OR ACCUSED": "accused",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "accused-by-authorities", "POSSIBLE": "possible", "ACQUITTED": "acquitted"}
ROLES = {"PERP: INDIVIDUAL ID": "actor", "PERP: ORGANIZATION ID": "actor", "INCIDENT: INSTRUMENT ID": "instrument",
         "PHYS TGT: ID": "object", "HUM TGT: NAME": "victim", "HUM TGT: DESCRIPTION": "victim"}
FORCES = re.compile(r"\b(ARMY|ARMED FORCES|AIR FORCE|NAVY|MILITARY|BATTALION|BRIGADE|SOLDIERS?|TROOPS?|MARINES?)\b")
STATE = re.compile(r"\b(GOVERNMENT|POLICE|POLICEMEN|POLICEMAN|REGIME|MINISTRY|GUARD|JUDGES?|MAYORS?)\b")
BAND = re.compile(r"\b(GUERRILLAS?|TERRORISTS?|REBELS?|SUBVERSIVES?|EXTREMISTS?|COMMANDOE?S?|FRONT|SQUADS?|FMLN|ELN|FARC|EPL|CARTEL|PATH|MOVEMENT|EXTRADITABLES|MAFIA|TRAFFICKERS)\b")
NEAR = 500      # characters between an act and its participants
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


def sentences(text):
    """Spans of sentences, as far as marks and empty lines tell."""
    ends = [m.end() for m in re.finditer(r"[.?!][\"')\]]*(?=\s)|\n\s*\n", text)] + [len(text)]
    spans, start = [], 0
    for end in ends:
        if text[start:end].strip():
            spans.append((start + len(text[start:end]) - len(text[start:end].lstrip()), end))
        start = end
    return spans


def kind(role, words, many):
    if role in ("object", "instrument"):
        return "thing" if role == "object" else "weapon"
    if FORCES.search(words):
        return "armed-forces"
    if BAND.search(words) and role == "actor":
        return "armed-group"
    if STATE.search(words):
        return "government"
    return "civilians" if many else "person"


def event(text, slots, taken):
    """An event without an id, or none where the template cannot be placed."""
    incident = slots["INCIDENT: TYPE"][0].lstrip("? ").split(" / ")[0]
    stage = slots.get("INCIDENT: STAGE OF EXECUTION", ["-"])[0].lstrip("? ").split(" / ")[0]
    if incident not in WORDS or stage not in STATUS:
        return None
    fills = [(slot, alternatives, [o for a in alternatives for o in occurrences(text, a)])
             for slot in ROLES for alternatives in map(strings, slots.get(slot, [])) if alternatives]
    best = None
    for span in sentences(text):
        within = {alternatives[0] for _, alternatives, where in fills if any(span[0] <= a and b <= span[1] for a, b in where)}
        if not within:
            continue
        for rank, word in enumerate(WORDS[incident].split("|")):
            match = next((m for m in re.finditer(rf"\b(?:{word})\b", text[span[0]:span[1]])
                          if (span[0] + m.start()) not in taken), None)
            if match:
                score = (-len(within), rank, span[0])
                if best is None or score < best[0]:
                    best = (score, (span[0] + match.start(), span[0] + match.end()))
                break
    if best is None:
        return None
    trigger = best[1]
    taken.add(trigger[0])
    participants, organisation = [], {}
    for slot, alternatives, where in fills:
        near = [o for o in where if abs(o[0] - trigger[0]) <= NEAR and not (o[0] < trigger[1] and trigger[0] < o[1])]
        if not near:
            continue
        # The longest words at the nearest place.
        closest = min(abs(o[0] - trigger[0]) for o in near)
        span = max((o for o in near if abs(o[0] - trigger[0]) <= closest + 40), key=lambda o: (o[1] - o[0], -o[0]))
        if any(p["role"] == ROLES[slot] and p["span"][0] < span[1] and span[0] < p["span"][1] for p in participants):
            continue
        words = text[span[0]:span[1]]
        many = slot != "HUM TGT: NAME" and bool(re.search(r"(S|MEN|PEOPLE|CHILDREN)$", words.split(" OF ")[0]))
        participants.append({"role": ROLES[slot], "text": " ".join(words.split()), "span": list(span), "kind": kind(ROLES[slot], words, many)})
        if slot == "PERP: ORGANIZATION ID":
            organisation.update((a, participants[-1]) for a in alternatives)
    if not any(p["role"] != "instrument" for p in participants):
        return None
    responsibility = []
    for line in slots.get("PERP: ORGANIZATION CONFIDENCE", []):
        confidence = line.lstrip("? ").split(":")[0].split(" / ")[0].strip()
        whom = next((organisation[s] for s in re.findall(r'"([^"]*)"', line) if s in organisation), None)
        if confidence in RESPONSIBLE and whom:
            responsibility.append({"actor": whom["text"], "text": whom["text"], "span": whom["span"], "status": RESPONSIBLE[confidence], "by": None})
    place = None
    for name in reversed(slots.get("INCIDENT: LOCATION", ["-"])[0].split(" / ")[0].lstrip("? ").split(":")):
        where = [o for o in occurrences(text, re.sub(r"\(.*", "", name).strip() or "-") if abs(o[0] - trigger[0]) <= NEAR]
        if where:
            span = min(where, key=lambda o: abs(o[0] - trigger[0]))
            place = {"text": " ".join(text[span[0]:span[1]].split()), "span": list(span)}
            break
    return {"type": "THREATEN" if stage == "THREATENED" else "ASSAULT", "modes": [] if stage == "THREATENED" else MODES.get(incident, []),
            "status": STATUS[stage], "trigger": {"text": " ".join(text[slice(*trigger)].split()), "span": list(trigger)},
            "time": None, "place": place, "participants": participants, "responsibility": responsibility, "counts": [], "claims": []}


def shifted(value, start, end):
    """An event's parts inside a window, their spans counted from its start."""
    def inside(item):
        return item and start <= item["span"][0] and item["span"][1] <= end
    def move(item):
        return {**item, "span": [item["span"][0] - start, item["span"][1] - start]}
    return {**value, "trigger": move(value["trigger"]), "place": move(value["place"]) if inside(value["place"]) else None,
            **{part: [move(item) for item in value[part] if inside(item)] for part in ("participants", "responsibility")}}


def lines(name, text, events):
    """Corpus lines: sentences with an act and its participants, those that touch as one."""
    spans = sentences(text)
    wanted = set()
    for e in events:
        parts = [e["trigger"], *e["participants"], *([e["place"]] if e["place"] else [])]
        hit = [i for i, s in enumerate(spans) for p in parts if s[0] <= p["span"][0] < s[1]]
        wanted.update(range(min(hit), max(hit) + 1))
    windows = []
    for i in sorted(wanted):
        if windows and windows[-1][1] == i - 1:
            windows[-1][1] = i
        else:
            windows.append([i, i])
    for number, (first, last) in enumerate(windows, 1):
        start, end = spans[first][0], spans[last][1]
        told = [shifted(e, start, end) for e in events if start <= e["trigger"]["span"][0] < end]
        told = [{"id": f"e{n}", **e} for n, e in enumerate(told, 1) if e["participants"]]
        if told:
            yield {"schema": "dateline/1", "report": {"name": f"{name}-{number}", "language": "en", "published": None,
                   "text": text[start:end], "removed": []}, "events": told}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts")
    parser.add_argument("keys")
    parser.add_argument("out")
    parser.add_argument("--sample", type=int, default=0, help="print every Nth line's events")
    arguments = parser.parse_args()
    all_texts, messages, asked, placed, written = texts(arguments.texts), {}, 0, 0, 0
    taken = {}
    for message, slots in templates(arguments.keys):
        if message in all_texts:
            asked += 1
            found = event(all_texts[message], slots, taken.setdefault(message, set()))
            if found:
                placed += 1
                messages.setdefault(message, []).append(found)
    with open(arguments.out, "w", encoding="utf-8") as out:
        for message, events in messages.items():
            for line in lines(message, all_texts[message], events):
                written += 1
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                if arguments.sample and written % arguments.sample == 0:
                    print(line["report"]["name"], " ".join(line["report"]["text"].split()))
                    for e in line["events"]:
                        print("   ", e["trigger"]["text"], e["modes"], e["status"], [(p["role"], p["text"], p["kind"]) for p in e["participants"]],
                              (e["place"] or {}).get("text"), [(r["text"], r["status"]) for r in e["responsibility"]])
    print(f"{asked} templates, {placed} placed, {written} lines")


if __name__ == "__main__":
    main()
