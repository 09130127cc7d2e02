"""`fmt --fix` for values that end at a ` #`: what follows is put back, with the value, in quotes."""

from __future__ import annotations

from broadsheet.check.schema_messages import name_of
from broadsheet.load.misreadings import cuts_in, without_cuts
from broadsheet.load.surrogates import with_joined_pairs
from broadsheet.write.fmt.fixer import Fixed


def with_cuts_restored(file: str, text: str) -> tuple[str, tuple[Fixed, ...]]:
    """Return the text of a file with every cut value whole and in double quotes, and the corrections.

    A value inside brackets that other values follow on its line is left, since nobody can say where it ends.
    """
    before, yaml, after = _parted(file, text)
    yaml, _ = with_joined_pairs(yaml)
    cuts = [cut for cut in cuts_in(yaml) if not (cut.in_brackets and any(sign in cut.whole for sign in ",]}"))]
    first_line = before.count("\n") + 1
    fixed = [
        Fixed(
            line=first_line + yaml.count("\n", 0, cut.start),
            column=cut.start - yaml.rfind("\n", 0, cut.start),
            name=name_of(cut.loc),
            did="quotes, with the text after #",
            before=cut.value,
            after=cut.whole,
        )
        for cut in cuts
    ]
    return f"{before}{without_cuts(yaml, cuts)}{after}", tuple(fixed)


def _parted(file: str, text: str) -> tuple[str, str, str]:
    """Return what comes before the YAML of a file, the YAML, and what comes after it."""
    if not file.endswith(".md"):
        return "", text, ""
    lines = text.split("\n")
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "..."))
    return f"{lines[0]}\n", "".join(f"{line}\n" for line in lines[1:end]), "\n".join(lines[end:])
