"""Text made from a seed that weighs, compresses and searches about like news: clauses, sentences and names.

The pools depend on the seed alone, never on how much is written with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

_NOUNS = """agency agent agreement algorithm analyst answer appeal archive assistant audit author bank benchmark bill board budget
buyer camera campaign capital case cell centre chip city claim class client clinic cloud code committee company competitor complaint
computer contract copy copyright council court customer database deadline deal debate decision defence delay demand deputy designer
developer device dispute document draft driver economy editor election employer energy engineer error estimate evidence executive
expert export factory failure fine firm forecast founder fund game goal government grant grid group guide hearing hospital house image
increase index industry inquiry inspector investor job judge jury laboratory language law lawsuit leader lender letter library licence
limit loan loss machine maker manager market measure medicine meeting member memory message method minister model money month movement
network newspaper nurse offer office officer operator option order owner paper parliament part partner patent patient payment penalty
permit phone pilot plan plant platform player police policy power president press price prize problem process producer product
professor profit programme project promise proof proposal prosecutor protest prototype provider public query question rate reader
record reform region regulator release report request researcher response result review rider right risk robot rule sale sample
satellite scheme school scientist score screen season secret security seller senator sensor server service settlement share shortage
signal skill software speaker speech staff standard station statement step stock story strategy strike student study subsidy supplier
supply survey system tariff task tax teacher team technology term test text threat tool trade train training treaty trial tribunal
union university update user valuation vehicle vendor verdict version video voice vote voter wage warning water weapon website week
witness worker world year""".split()

_VERBS = """accepted accused added admitted agreed announced answered approved argued asked backed banned became began blamed blocked
bought brought built called cancelled changed charged claimed closed collected compared completed confirmed copied corrected covered
created criticised cut declined defended delayed delivered denied described designed disclosed doubled dropped ended ensured entered
estimated examined expected explained extended faced failed filed finished fixed followed forced found funded gained halted helped
hired included increased introduced invested joined kept launched led left licensed limited listed lost lowered made measured met
missed moved named needed offered opened opposed ordered outlined overturned paid passed paused planned praised predicted presented
pressed prevented produced promised proposed protected published questioned raised ran reached read received recorded reduced refused
rejected released removed repeated replaced reported required resolved restored reviewed revised said scaled searched selected sent
settled shared showed shut signed sold spent started stopped studied submitted sued suggested supported suspended tested told tracked
trained tried turned updated used verified voted waited warned weighed welcomed withdrew won wrote""".split()

_ADJECTIVES = """able annual available average basic better bigger brief broad careful central cheap civil clear closed common complex
confidential cost-effective critical current daily deep digital direct domestic early economic effective electric entire equal exact
external fair false fast federal final financial firm first foreign formal former free fresh full further general global good hard
heavy high historic human ideal important independent industrial initial internal international joint key large last late latest lead
legal light likely limited local long low main major medical military minor mobile modern monthly national necessary new next
notable official old only open original outside overall partial past personal physical poor popular possible powerful present previous
private professional proper public quick quiet rapid rare recent regional regular related reliable remote rival safe scarce second
secure senior separate serious sharp short significant similar simple single slow small social special spare steady strict strong
substantial sudden sufficient technical temporary third tight total true typical unclear unexpected unusual urgent useful usual vague
valuable voluntary vulnerable weak weekly wide widespread wrong young""".split()

_BEFORE = """according-to-people-briefed-on-the-matter after at-the-same-time before by-contrast earlier for-now for-the-first-time however in-a-filing
in-a-statement in-an-interview in-practice in-the-end in-the-meantime instead last-week later meanwhile nevertheless on-monday on-thursday
separately since-then so-far still this-month this-week two-days-earlier until-recently with-few-exceptions""".split()

_BETWEEN = (
    "and", "but", "while", "because", "although", "after", "as", "so that", "even though", "before", "which meant that", "since",
)  # fmt: skip

_PLACES = ("in", "for", "with", "against", "under", "over", "about", "across", "without", "through", "near", "from")
_ONSETS = "b br c ch cl d dr f fl g gl gr h j k l m n p pr qu r s sh st t th tr v w y z".split()
_VOWELS = "a e i o u ai ea ee ia io oa ou".split()
_CODAS = ["", "", "", "l", "m", "n", "nd", "r", "rn", "s", "st", "t", "x"]
_SKELETON = str.maketrans("", "", "aeiou ")

CLAUSES = 6_000


@dataclass(frozen=True, slots=True)
class Pool:
    """Ready clauses, without a capital or a full stop: some with a subject's name or a figure in them."""

    clauses: tuple[str, ...]


@cache
def pool(seed: int) -> Pool:
    """Return the clauses of a seed."""
    rng = Random(f"clauses {seed}")
    rare = [syllables(rng, 2, 3) for _ in range(4_000)]
    weights = zipf(len(rare))
    return Pool(clauses=tuple(_clause(rng, rare, weights) for _ in range(CLAUSES)))


def zipf(size: int) -> list[float]:
    """Return cumulative Zipf weights: the k-th of `size` things comes up in proportion to 1/k."""
    return list(accumulate(1 / rank for rank in range(1, size + 1)))


def sentence(rng: Random, clauses: tuple[str, ...]) -> str:
    """Return a sentence of about 18 words."""
    first, second = clauses[int(rng.random() * CLAUSES)], clauses[int(rng.random() * CLAUSES)]
    text = f"{first} {_BETWEEN[int(rng.random() * len(_BETWEEN))]} {second}."
    return text[0].upper() + text[1:]


def headline(rng: Random) -> str:
    """Return a title of about nine words, in sentence case."""
    noun, verb, adjective = _pick(rng, _NOUNS), _pick(rng, _VERBS), _pick(rng, _ADJECTIVES)
    tail = f"{_pick(rng, _PLACES)} {_pick(rng, _ADJECTIVES)} {_pick(rng, _NOUNS)}"
    text = f"{_pick(rng, _ADJECTIVES)} {noun} {verb} {adjective} {_pick(rng, _NOUNS)} {tail}"
    return text[0].upper() + text[1:]


@cache
def names(seed: int, count: int) -> tuple[str, ...]:
    """Return made-up names of people, organisations, places and products, none almost like another.

    The first names of a longer list are those of a shorter one.
    """
    rng = Random(f"names {seed}")
    taken: set[str] = set()
    found: list[str] = []
    while len(found) < count:
        # two short parts rather than a long one: a missing letter then makes it another thing, not a slip of the pen
        name = f"{syllables(rng, 2, 2).title()} {syllables(rng, 1, 3).title()}"
        skeleton = name.lower().translate(_SKELETON)
        if skeleton not in taken and len(name) > 7:
            taken.add(skeleton)
            found.append(name)
    return tuple(found)


def syllables(rng: Random, least: int, most: int) -> str:
    """Return a made-up word, in small letters."""
    parts = (
        _pick(rng, _ONSETS) + _pick(rng, _VOWELS) + (_pick(rng, _CODAS))
        for _ in range(least + int(rng.random() * (most - least + 1)))
    )
    return "".join(parts)


def _clause(rng: Random, rare: list[str], weights: list[float]) -> str:
    subject = f"the {_pick(rng, _ADJECTIVES)} {_pick(rng, _NOUNS)}"
    turn = rng.random()
    if turn < 0.3:
        subject = rng.choices(rare, cum_weights=weights)[0].title()
    elif turn < 0.4:
        subject = f"{_pick(rng, _BEFORE).replace('-', ' ')}, {subject}"
    what = f"the {_pick(rng, _NOUNS)}" if rng.random() < 0.6 else f"{2 + int(rng.random() ** 3 * 4_000):,} {_pick(rng, _NOUNS)}s"
    tail = f" {_pick(rng, _PLACES)} {_pick(rng, _NOUNS)}" if rng.random() < 0.7 else ""
    return f"{subject} {_pick(rng, _VERBS)} {what}{tail}"


def _pick(rng: Random, words: list[str] | tuple[str, ...]) -> str:
    return words[int(rng.random() * len(words))]
