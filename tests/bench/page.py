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
            f"The same at {base:,}, MkDocs-Material's as it comes against ours",
            Ratio(8, least=True),
            ours,
            results.middle(f"material-nav@{base}"),
            ended=bool(results.middle(f"material-nav@{base}", "ended")),
        )
    )
    rows.append(
        ratio_row(
            "The same, with its pages outside its navigation",
            Ratio(8, least=True),
            ours,
            results.middle(f"material@{base}"),
        )
    )
    rows.append(
        ratio_row(
            f"The same at {base:,}, Eleventy's against ours",
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
    rows.append(limit_row("All files, a briefing", 20 * KB, results.middle(weighed, "bytes"), KB, "KB"))
    rows.append(limit_row("The middle briefing page", 16 * KB, results.middle(weighed, "page"), KB, "KB"))
    rows.append(limit_row("The same, gzip", 5 * KB, results.middle(weighed, "gzip"), KB, "KB"))
    rows.append(limit_row("Files, a briefing", 5, results.middle(weighed, "files"), 1, ""))
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
        "Briefings", "Publishers", "Entities", "Cold, ms a briefing", "Exponent", "One more day", "with search", "Nothing changed",
        "Memory cold, MB", "warm, MB", "KB a briefing", "Files a briefing",
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

`make bench` wrote this page: {count:,} briefings, {machine()}. Ratios are what counts; seconds are of one machine on one
day. Cold builds of Broadsheet and of Hugo ran in turn, and their ratio is the middle of the pairs' ratios. The other rows
divide the middle of their rounds by the middle of those builds; MkDocs-Material, Eleventy, the edits and the weighed build
ran once.

{goals(rows)}

“KB” is 1,024 bytes. Memory is what all processes of a build held together at the worst moment, looked at four times a
second. “Cold” has neither a cache nor a site and, against Hugo, no search. “One more day” adds ten briefings, corrects one
of the day before and deletes one of five days before, on a site that is there. “All files” has no pictures, since the
made-up briefings have none. Eleventy has no goal; it is there to be seen.

## How the cost grows

{model}

The exponent says how the time grew since the size before: 1 is in proportion to the number of briefings, 2 to its square.

## What breaks first

{_limits(results, count)} The time of a cold build comes last: it can be shared. `broadsheet build --part 2/10 --site-dir part`
makes a tenth of the pages on a machine of its own, `broadsheet build --take part-1 --take part-2 …` puts the parts together,
and what was made apart is, byte for byte, what is made at once (`tests/test_incremental.py`). In a GitHub Actions matrix
the parts travel as artifacts. Every machine reads all briefings, so the gain ends where reading does.

## What is measured

The briefings are made from a seed (`tests/bench/news.py`): ten a day, three to eight articles of some 90 words, three to
five key points, a summary of some 70 words; entities by Zipf's law over 2,000 names, three quarters of them registered; 60
publishers; one in twenty with a long read, one in ten in a thread. Their YAML compresses like the briefings that this
repository ships. The first N of a longer run are the same N: both begin on the same day.

What differs between the sites, in every case to the other's advantage unless said:

- **Hugo** (`tests/bench/hugo/`) reads the same YAML as front matter and draws the same kinds of page with like content:
  briefing, day, month, year, home, and a page for every source, entity and topic. Its front page and each of those pages
  have one feed, with the entries and the texts of Broadsheet's Atom. (Until 22 November those of the lists had 20 standfirsts
  instead of texts, which took a tenth less time.) It gets its source counts ready-made, caches what a story looks like in
  lists and in feeds, and has neither threads, related stories,
  trends, covers, pages for corrections and weeks, JSON and Markdown beside the pages, open data, files for offline
  reading, nor checks. Where it has one feed for a list, Broadsheet has three formats, with archived documents behind. To its
  disadvantage: front matter in JSON, which nobody writes by hand, took less processor time (15 and 44 % less in two pairs
  at 1,000 on a busy machine).
- **Social cards** are pictures, so they are off here; [design notes](design-notes.md) say what they cost.
- **MkDocs-Material** gets a Markdown page a story, with its search off, and nothing else: no days, no sources, no entities,
  no feeds. As it comes, every page stands in the navigation of every other, which costs the square of their number: that is
  ended when it has taken ten times as long as ours. Whoever knows it keeps the pages out of the navigation, which is the
  other row. At more than 3,650 neither is run.
- **Eleventy** draws a page a story from Markdown and a page a day, and nothing else. At more than 3,650 it is not run.
"""


def _limits(results: Results, count: int) -> str:
    """Say at which number of briefings the host and the memory give way."""
    weight, memory = results.middle(f"cold-search@{count}", "bytes"), results.highest("memory", f"day-search@{count}")
    if not weight or not memory:
        return "Not measured yet."
    most = SITE_LIMIT / weight
    return (
        f"GitHub Pages: a site may have 1 GB, and at {weight / KB:.1f} KB a briefing that is full after {most:,.0f} briefings, "
        f"{most / 3_650:.1f} years of ten a day with articles as long as these. Then older years want a repository of their own: "
        f"their pages have stopped changing. Memory is next: one more day holds {memory / MB:,.0f} MB at {count:,}, and it grows with "
        "the archive, since the gists of all briefings are held."
    )


def _growth(results: Results, step: str, size: int, scale: Scale) -> str:
    place = MODEL_SIZES.index(size)
    now, before = results.middle(f"{step}@{size}"), results.middle(f"{step}@{MODEL_SIZES[place - 1]}")
    if not place or scale != Scale() or not now or not before:
        return "–"
    return f"{log(now / before) / log(size / MODEL_SIZES[place - 1]):.2f}"


def _seconds(value: float | None) -> str:
    return seconds(value) if value else "–"
