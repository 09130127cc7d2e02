"""docs/project/performance.md: the figures in words and tables."""

from __future__ import annotations

from math import log

from broadsheet.publish import SITE_LIMIT

from .measure import machine
from .news import Scale
from .results import Results
from .table import KB, MB, Ratio, Row, goals, limit_row, markdown, ratio_row, seconds

MODEL_SIZES = (1_000, 3_650, 10_000, 36_500)


def goal_rows(results: Results, count: int, base: int, small: int) -> list[Row]:
    """Compare the figures with what was to be reached. Hugo's build is always its whole build, from nothing."""
    hugo = results.middle(f"hugo@{count}")
    rows = []
    for size in dict.fromkeys((base, count)):
        rows.append(
            ratio_row(
                f"Cold build of {size:,}, against Hugo's",
                Ratio(0.7),
                results.middle(f"cold@{size}"),
                results.middle(f"hugo@{size}"),
                paired=results.ratio(f"cold@{size}", f"hugo@{size}"),
            )
        )
        rows.append(
            ratio_row(
                "The same, processor time of all cores",
                Ratio(0),
                results.middle(f"cold@{size}", "processor"),
                results.middle(f"hugo@{size}", "processor"),
                paired=results.ratio(f"cold@{size}", f"hugo@{size}", "processor"),
            )
        )
    ours = results.middle(f"cold@{base}")
    rows.append(
        ratio_row(
            f"The same at {base:,}, MkDocs-Material with its defaults against ours",
            Ratio(8, least=True),
            ours,
            results.middle(f"material-nav@{base}"),
            ended=bool(results.middle(f"material-nav@{base}", "ended")),
        )
    )
    rows.append(
        ratio_row(
            "The same, with pages kept out of the navigation",
            Ratio(8, least=True),
            ours,
            results.middle(f"material@{base}"),
        )
    )
    rows.append(
        ratio_row(
            f"The same at {base:,}, Eleventy against ours",
            Ratio(0, least=True),
            ours,
            results.middle(f"eleventy@{base}"),
        )
    )
    day = results.middle(f"day@{count}")
    rows.append(ratio_row(f"One more day at {count:,}, against Hugo's build", Ratio(0.05), day, hugo))
    if small < count:
        rows.append(
            ratio_row(f"The same, against one more day at {small:,}", Ratio(2), day, results.middle(f"day@{small}"))
        )
    rows.append(
        ratio_row(
            "One more day, search included, against Hugo's build",
            Ratio(0.10),
            results.middle(f"day-search@{count}"),
            hugo,
        )
    )
    rows.append(
        ratio_row("Nothing changed, against Hugo's build", Ratio(0.02), results.middle(f"nothing@{count}"), hugo)
    )
    coldest = results.highest("memory", f"cold@{count}", f"cold-search@{count}")
    rows.append(limit_row("Memory, cold, search included", 1_500 * MB, coldest, MB, "MB"))
    warmest = results.highest("memory", f"day-search@{count}", f"nothing@{count}")
    rows.append(limit_row("Memory, warm, search included", 500 * MB, warmest, MB, "MB"))
    rows.append(limit_row(f"An edit shows under `serve`, {base:,}", 1, results.middle(f"edit@{base}"), 1, "s"))
    weighed = f"cold-search@{count}"
    rows.append(limit_row("All files, per briefing", 20 * KB, results.middle(weighed, "bytes"), KB, "KB"))
    rows.append(limit_row("The median briefing page", 16 * KB, results.middle(weighed, "page"), KB, "KB"))
    rows.append(limit_row("The same, gzip", 5 * KB, results.middle(weighed, "gzip"), KB, "KB"))
    rows.append(limit_row("Files, per briefing", 5, results.middle(weighed, "files"), 1, ""))
    return rows


def model_rows(results: Results) -> str:
    """Return how the cost grows as a table, or nothing where fewer than two sizes were measured."""
    rows = []
    for size, scale in [
        *((size, Scale()) for size in MODEL_SIZES),
        (3_650, Scale(publishers=600)),
        (3_650, Scale(entities=20_000)),
    ]:
        key = f"@{size}{scaled(scale)}"
        cold, whole = results.middle(f"cold{key}"), f"cold-search{key}"
        if cold is None or results.middle(whole) is None:
            continue
        rows.append(
            [
                f"{size:,}",
                f"{scale.publishers:,}",
                f"{scale.entities:,}",
                f"{1_000 * cold / size:.2f}",
                _growth(results, "cold", size, scale),
                *(_seconds(results.middle(f"{step}{key}")) for step in ("day", "day-search", "nothing")),
                f"{(results.highest('memory', f'cold{key}', whole) or 0) / MB:,.0f}",
                f"{(results.highest('memory', f'day-search{key}', f'nothing{key}') or 0) / MB:,.0f}",
                f"{(results.middle(whole, 'bytes') or 0) / KB:.1f}",
                f"{results.middle(whole, 'files') or 0:.2f}",
            ]
        )
    if len(rows) < 2:  # one size says nothing about growth
        return ""
    head = (
        "Briefings", "Publishers", "Entities", "Cold, ms per briefing", "Exponent", "One more day", "with search", "Nothing changed",
        "Memory cold, MB", "warm, MB", "KB per briefing", "Files per briefing",
    )  # fmt: skip
    return markdown(head, rows)


def scaled(scale: Scale) -> str:
    """Return how a scale that is not the usual one shows in a name."""
    return "" if scale == Scale() else f" {scale.publishers}p {scale.entities}e"


def document(results: Results, rows: list[Row], count: int) -> str:
    """Return the whole page."""
    model = model_rows(results) or "Not measured yet: `make bench MODEL=1`."
    return f"""\
# Performance

`make bench` wrote this page: {count:,} briefings, {machine()}. Ratios are what counts; absolute times are
from one machine on one day. Cold builds of Broadsheet and Hugo ran in turn; their ratio is the median ratio of the pairs. The
other rows divide the median of their runs by the median of those builds. MkDocs-Material, Eleventy, the edits and the build
with search, whose size is measured, ran once.

{goals(rows)}

“KB” is 1,024 bytes. Memory is the peak of all processes of a build together, sampled four times per second. “Cold”
starts without a cache and without a site and, against Hugo, without search. “One more day” adds ten briefings, corrects one
from the day before and deletes one from five days before, on an existing site. “All files” has no pictures, because the
generated briefings have none. Eleventy has no goal; it is shown for comparison.

## How the cost grows

{model}

The exponent compares a size with the one before: 1 means time in proportion to the number of briefings, 2 to its square.

## What breaks first

{_limits(results, count)} The time of a cold build comes last, because machines can share it. `broadsheet build --part 2/10
--site-dir part` makes a tenth of the pages, and `broadsheet build --take part-1 --take part-2 …` combines the parts. The result is
the same, byte for byte, as that of one build (`tests/test_incremental.py`). In a GitHub Actions matrix, parts travel as artifacts.
Every machine reads all briefings, so the time to read them is the lower bound.

## What is measured

The briefings are generated from a seed (`tests/bench/news.py`): ten per day, three to eight articles of about 90 words, three
to five key points, a summary of about 70 words; entities by Zipf's law over 2,000 names, three quarters of them registered; 60
publishers; one in twenty with a long read, one in ten in a thread. Their YAML compresses as well as the briefings in this
repository. All runs begin on the same day, so the first N briefings are the same in each.

The sites differ as follows, to the other program's advantage unless stated:

- **Hugo** (`tests/bench/hugo/`) reads the same YAML as front matter and makes the same kinds of page with similar content:
  briefing, day, month, year, home, and a page for every source, entity and topic. Its front page and each of those pages
  have one feed, with the entries and texts of Broadsheet's Atom feed. (Until 22 November, the feeds of lists had 20 standfirsts
  instead of texts, which took a tenth less time.) It gets its source counts precomputed and caches a story's look in lists and
  feeds. It makes no threads, related stories, trends, covers, pages for corrections and weeks, JSON and Markdown beside the
  pages, open data or offline files, and checks nothing. For each of its feeds Broadsheet has three formats, with archived
  documents. One point is to Hugo's disadvantage: front matter in JSON, which nobody writes by hand, took less CPU time (15 and
  44% less in two pairs at 1,000 on a busy machine).
- **Social cards** are pictures, so they are off here; [a decision](decisions/0018-social-cards.md) has their cost.
- **MkDocs-Material** gets one Markdown page per story, with search off, and nothing else: no days, sources, entities or feeds.
  With its defaults, every page is in the navigation of every other, so time grows with the square of their number; that run is
  stopped at ten times our time. Experienced users keep the pages out of the navigation, which is the other row. Neither runs
  above 3,650.
- **Eleventy** makes one page per story from Markdown and one per day, and nothing else. It does not run above 3,650.

## What did not help

Measured in November 2026 and not taken:

- minifying HTML: 6% of a page for 0.4 ms of CPU time; omitting end tags: 3%, and Python's `html.parser` then nests the cards
- MiniJinja instead of Jinja: 787 pages equal byte for byte, in the same time, because every value crosses from Python to it
- Jinja templates compiled with direct dictionary lookups: 0 to 10% of drawing, a hundredth of a build
- `msgspec` for whole briefings: pydantic's core is as fast, and knows the model
- sixteen threads to scan the folders: half the time on a cold disk, half as much again on a warm one. Four threads take 1.9 s
  instead of 3.4 s on a cold disk, and the 0.6 s of before on a warm one
- making one day's 430 targets in two processes: 50 MB more, no second less
- verifying each feed entry once instead of in every feed that holds it: splitting feeds takes as long as reading them
- scoring related stories by selective features only: two to five times as long, because adding a number is all that a feature
  costs
"""


def _limits(results: Results, count: int) -> str:
    """Say at which number of briefings the host and the memory give way."""
    weight, memory = results.middle(f"cold-search@{count}", "bytes"), results.highest("memory", f"day-search@{count}")
    if not weight or not memory:
        return "Not measured yet."
    most = SITE_LIMIT / weight
    return (
        f"GitHub Pages: a site may have 1 GB. At {weight / KB:.1f} KB per briefing it is full after {most:,.0f} briefings, which is "
        f"{most / 3_650:.1f} years of ten per day with articles as long as these. Older years, whose pages no longer change, can then "
        f"move to a repository of their own. Memory is next: one more day holds {memory / MB:,.0f} MB at {count:,}. It grows with "
        "the archive, because the records of all briefings are in memory."
    )


def _growth(results: Results, step: str, size: int, scale: Scale) -> str:
    place = MODEL_SIZES.index(size)
    now, before = results.middle(f"{step}@{size}"), results.middle(f"{step}@{MODEL_SIZES[place - 1]}")
    if not place or scale != Scale() or not now or not before:
        return "–"
    return f"{log(now / before) / log(size / MODEL_SIZES[place - 1]):.2f}"


def _seconds(value: float | None) -> str:
    return seconds(value) if value else "–"
