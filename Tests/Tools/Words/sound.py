"""How far two words are from each other when they are heard over a bad line: a weighted edit distance of phonemes.

A telephone carries 300 to 3,400 Hz and a bad one less: what tells M from N, or F from S from TH, is mostly above, and
what tells B from P from D from T is short and faint. Such exchanges cost little, and so do sounds that are easily
swallowed. The numbers are ours, ordered by what is known of such confusions (Miller and Nicely, 1955); they are a
rule to choose by, not a measurement."""

# Consonants that are taken for each other, and what exchanging them costs; any other exchange of consonants costs 1.
CONFUSED = [
    (0.3, "M N"), (0.3, "F TH"), (0.3, "V DH"), (0.3, "S TH"), (0.3, "S Z"), (0.3, "F V"), (0.3, "SH CH"),
    (0.3, "B P"), (0.3, "D T"), (0.3, "G K"), (0.3, "CH JH"), (0.3, "SH ZH"), (0.3, "JH ZH"), (0.3, "TH DH"),
    (0.3, "B V"), (0.3, "D DH"), (0.3, "T TH"), (0.3, "N NG"), (0.4, "P T"), (0.4, "B D"), (0.4, "F S"),
    (0.4, "P K"), (0.4, "T K"), (0.4, "D G"), (0.4, "B G"), (0.4, "M NG"), (0.4, "L R"), (0.4, "V W"), (0.5, "P F"),
    (0.5, "S SH"), (0.5, "Z ZH"), (0.5, "W R"), (0.5, "W L"), (0.5, "HH F"), (0.5, "HH P"), (0.5, "HH K"),
    (0.5, "HH T"), (0.5, "B P D T"), (0.5, "V Z"), (0.5, "DH Z"), (0.5, "T CH"), (0.5, "D JH"), (0.6, "B M"),
    (0.6, "D N"), (0.6, "L N"), (0.6, "V M"), (0.6, "DH N"), (0.6, "Y L"), (0.6, "G NG"), (0.6, "K CH"),
    (0.6, "W M"), (0.6, "W B"), (0.6, "Y JH"), (0.6, "TH SH"), (0.6, "Z JH"), (0.6, "S CH"), (0.6, "JH G"),
]

# Vowels by where the tongue is: height, from 0 (bee) to 3 (bar), and depth, from 0 (front) to 2 (back). A diphthong
# has two places.
VOWELS = {
    "IY": [(0, 0)], "IH": [(0.6, 0.3)], "EY": [(1.2, 0), (0.2, 0.1)], "EH": [(1.6, 0.3)], "AE": [(2.4, 0.4)],
    "AH": [(1.6, 1.1)], "ER": [(1.4, 1.0)], "AA": [(3, 1.6)], "AO": [(2.2, 2)], "OW": [(1.4, 1.9), (0.6, 1.9)],
    "UH": [(0.7, 1.6)], "UW": [(0, 2)], "AY": [(3, 1.2), (0.5, 0.4)], "AW": [(3, 1.2), (0.7, 1.7)],
    "OY": [(1.8, 2), (0.5, 0.4)],
}

# What it costs to lose a sound, or to hear one that was not there; any other costs 0.9.
FAINT = {
    "HH": 0.4, "T": 0.5, "D": 0.5, "TH": 0.5, "DH": 0.5, "F": 0.6, "V": 0.6, "P": 0.6, "B": 0.6, "K": 0.7, "G": 0.7,
    "N": 0.6, "M": 0.7, "NG": 0.6, "L": 0.6, "R": 0.5, "Y": 0.4, "W": 0.6, "S": 0.7, "Z": 0.6, "AH": 0.6, "IH": 0.6,
}
LOST = 0.9


def vowels_apart(one, other):
    ways = [VOWELS[one], VOWELS[other]]
    ends = [(way[0], way[-1]) for way in ways]
    apart = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in zip(*ends)) / 2
    return round(min(1.0, 0.1 + apart * 0.4), 2)


def sounds_apart(one, other):
    if one == other:
        return 0.0
    if one in VOWELS and other in VOWELS:
        return vowels_apart(one, other)
    if one in VOWELS or other in VOWELS:
        return 0.6 if {one, other} in ({"ER", "R"}, {"IY", "Y"}, {"UW", "W"}, {"AO", "R"}) else 1.3
    return min((cost for cost, group in CONFUSED if {one, other} <= set(group.split())), default=1.0)


SOUNDS = sorted(VOWELS) + "B CH D DH F G HH JH K L M N NG P R S SH T TH V W Y Z ZH".split()
APART = {one: {other: sounds_apart(one, other) for other in SOUNDS} for one in SOUNDS}
LOSS = {sound: FAINT.get(sound, LOST) for sound in SOUNDS}


def apart(one, other):
    """The distance of two pronunciations: tuples of phonemes without their stress."""
    row = [0.0]
    for sound in other:
        row.append(row[-1] + LOSS[sound])
    for sound in one:
        row = next_row(row, sound, other)
    return row[-1]


def next_row(row, sound, other):
    costs, loss = APART[sound], LOSS[sound]
    made = [row[0] + loss]
    for place, opposite in enumerate(other):
        made.append(min(row[place] + costs[opposite], row[place + 1] + loss, made[place] + LOSS[opposite]))
    return made


class Sounds:
    """Pronunciations in a tree, to find quickly whether one of them is near."""

    def __init__(self):
        self.tree = {}

    def add(self, pronunciation, word):
        node = self.tree
        for sound in pronunciation:
            node = node.setdefault(sound, {})
        node.setdefault(None, set()).add(word)

    def near(self, pronunciation, limit):
        """Every word with a pronunciation nearer than the limit, and how near."""
        first = [0.0]
        for sound in pronunciation:
            first.append(first[-1] + LOSS[sound])
        found, waiting = {}, [(self.tree, first)]
        while waiting:
            node, row = waiting.pop()
            for sound, below in node.items():
                if sound is None:
                    if row[-1] < limit - 1e-9:
                        for word in below:
                            found[word] = min(row[-1], found.get(word, limit))
                    continue
                made = next_row(row, sound, pronunciation)
                if min(made) < limit - 1e-9:
                    waiting.append((below, made))
        return found
