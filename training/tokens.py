"""Text to the pieces that the encoder reads, the same in training and in `dateline-tagger`.

Every character is normalised by itself (Unicode NFKC; marks of Arabic and Hebrew vowels, the tatweel and control
characters go), white space parts words, a word begins with U+2581, and a word's pieces are the likeliest row of
vocabulary pieces (unigram language model; Kudo 2018, "Subword Regularization", section 3.2). A character that no
piece holds is the unknown piece. Words written in capitals alone, four letters or more, are read in small letters
where most words around them are in capitals as well, so that a report in capitals is read as any other.
"""
import functools
import unicodedata

BEGIN, END, PAD, UNKNOWN = 0, 2, 1, 3
WORD = "\u2581"
UNKNOWN_SCORE = -30.0
# A text is read in small letters where this share of its letters with case is capital (tests: case_of_text).
CAPITALS = 0.6


@functools.lru_cache(maxsize=None)
def normal(character):
    """What a character is read as: none, one or more characters."""
    category = unicodedata.category(character)
    if character.isspace() or category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cc", "Cf", "Cs", "Co", "Cn") or character == "\u0640":
        return ""
    if category == "Mn" and ("\u0590" <= character <= "\u08ff"):
        return ""
    return "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFKC", character))


def in_capitals(text):
    """True where most letters that have a case are capital."""
    upper = sum(c.isupper() for c in text)
    lower = sum(c.islower() for c in text)
    return upper > 20 and upper / (upper + lower) >= CAPITALS


def small(character):
    """A character in small letters where that is one character again."""
    lower = character.lower()
    return lower if len(lower) == 1 else character


class Vocabulary:
    """Pieces with their scores, and the ids of the trimmed encoder."""

    def __init__(self, path):
        self.pieces, self.scores = [], []
        with open(path, encoding="utf-8") as file:
            for line in file:
                piece, score = line.rstrip("\n").split("\t")
                self.pieces.append(piece)
                self.scores.append(float(score))
        self.ids = {p: i for i, p in enumerate(self.pieces) if i > UNKNOWN}
        self.longest = max(map(len, self.ids))
        self.cache = {}

    def word(self, word):
        """The likeliest pieces of one word (with its leading mark) as (id, length in characters)."""
        known = self.cache.get(word)
        if known is not None:
            return known
        best = [(0.0, 0, 0)] + [None] * len(word)
        for end in range(1, len(word) + 1):
            choice = None
            for start in range(max(0, end - self.longest), end):
                piece = self.ids.get(word[start:end])
                if piece is None:
                    if end - start > 1:
                        continue
                    piece, score = UNKNOWN, UNKNOWN_SCORE
                else:
                    score = self.scores[piece]
                total = best[start][0] + score
                if choice is None or total > choice[0]:
                    choice = (total, start, piece)
            best[end] = choice
        out, end = [], len(word)
        while end:
            _, start, piece = best[end]
            out.append((piece, end - start))
            end = start
        out.reverse()
        if len(self.cache) < 2_000_000:
            self.cache[word] = out
        return out

    def encode(self, text):
        """(ids, spans): the pieces of a text without begin and end, each with its span in code points."""
        low = in_capitals(text)
        ids, spans, word, places = [], [], [], []

        def close():
            if not word:
                return
            at = 0
            for piece, length in self.word(WORD + "".join(word)):
                # The mark at the word's head stands for no character of the text.
                first, last = max(at - 1, 0), at + length - 2
                at += length
                if last < first:
                    spans.append((places[0], places[0]))
                else:
                    spans.append((places[first], places[last] + 1))
                ids.append(piece)
            word.clear()
            places.clear()

        for index, character in enumerate(text):
            for c in normal(small(character) if low else character):
                if c == " ":
                    close()
                else:
                    word.append(c)
                    places.append(index)
            if character.isspace():
                close()
        close()
        return ids, spans
