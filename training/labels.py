"""The names of what the tagger says, in the order of its numbers. `dateline-tagger` reads them from the model's file."""

LAYERS = ("trigger", "participant", "place", "time", "count", "source", "cue", "content")
# Layers of what MUC-4 asked for (1992): who did it, alone and as a body, with what, and what and whom it hit. Learnt from
# its training set, where only these are marked.
ASKED = ("perpetrator", "organisation", "means", "physical-target", "human-target")
TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "none")
MODES = ("abduct", "access", "aerial", "allege", "arrest", "assist", "beat", "boycott", "ceasefire", "censor", "change",
         "convict", "crowd-control", "curfew", "cyber", "demo", "deport", "destroy", "disapprove", "disarm",
         "discontinue", "drone", "expel", "explosives", "firearms", "heavy-weapons", "hunger", "investigate",
         "martial-law", "meet", "militia", "misinformation", "multilateral", "obstruct", "phone", "police", "primitive",
         "relations", "release", "resign", "restrict", "riot", "seize", "sexual", "strike", "suicide-attack", "targeted",
         "territory", "third-party", "torture", "troops", "unconventional", "vandalize", "violence", "visit", "weapons",
         "withdraw", "withhold", "yield")
STATUSES = ("occurred", "attempted", "prevented", "ongoing", "planned", "threatened", "hypothetical", "denied")
ROLES = ("actor", "recipient", "victim", "object", "instrument")
RESPONSIBILITY = ("reported-as-fact", "claimed", "accused", "accused-by-authorities", "suspected", "possible", "denied",
                  "acquitted")
COUNTS = ("munitions", "intercepted", "killed", "injured", "captured", "released", "missing", "displaced", "arrested",
          "participants", "held")
STANCES = ("asserts", "claims-responsibility", "denies", "accuses", "suspects", "doubts", "threatens", "warns", "demands",
           "promises")
# What links a trigger to a mention: the mention's part in the event, independent of one another.
LINKS = (tuple("role:" + r for r in ROLES) + tuple("responsibility:" + r for r in RESPONSIBILITY)
         + ("place", "time") + tuple("count:" + c for c in COUNTS) + tuple("stance:" + s for s in STANCES)
         + ("cue", "content"))
# What a participant is, then what a source is.
KINDS = ("person", "armed-group", "armed-forces", "government", "organisation", "civilians", "place", "thing", "weapon")
SOURCE_KINDS = ("named", "unnamed", "document", "media", "publisher")
