"""Files as people may write them: any order of keys, any quotes, blocks or brackets, comments everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from broadsheet.load import FORBIDDEN, document_of
from broadsheet.write.yaml import ORDER, quoted

NAUGHTY = (
    "yes", "1e5", "a: b", "# x", "- a", "0x1f", "12:30", "~", "null", "'", '"', "a\n\nb", "a\nb\n", "\n", " a", "a ", "2026-04-24", "!x",
    "*a", "&b", "", "<<", "? a", "[a", "{a}", "a #b", "a: ", "%YAML", "---", "...", "|", ">-", "@", "`x`", "\t", "a\tb", "a  b", "深度求索",
    "￼", "🙂", "e\u0301", "\u00a0x", "x\u200b", "\u2028", "https://a.b/c:", "https://a.b/?c=d#e", "1", "007", "a\n  b\nc", "- a\n- b", "'a' b",
    '"a" b', "a\\b", "c:\\d", "NaN", "1_000", "=", "a,b", "null: x", "#", "$(x)", "{{ x }}", "::error::x", "a: #b", ": a", ":a",
)  # fmt: skip
WORDS = st.lists(st.sampled_from(["word", "longer-word", "a", "#", "key:", "“x”", "--"]), min_size=1, max_size=50)
TEXTS = (
    st.sampled_from(NAUGHTY)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30).filter(lambda text: not FORBIDDEN.search(text))
    | WORDS.map(" ".join)
)
SOME_KEYS = st.sampled_from(
    [*ORDER, "text", "sources", "claim", "says", "note", "1", "2", "a b", "x: y", "#", "no", ""]
)
VALUES = st.recursive(
    TEXTS | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(SOME_KEYS.filter(lambda key: key != "articles"), inner, max_size=4)
    ),
    max_leaves=12,
)
ARTICLE = st.dictionaries(
    st.sampled_from(["title", "url", "summary", "author", "entities", "tone", "odd"]), VALUES, min_size=1
)
DOCUMENTS = st.dictionaries(SOME_KEYS, VALUES, min_size=1, max_size=7).flatmap(
    lambda keys: st.fixed_dictionaries(
        {**{key: st.just(value) for key, value in keys.items()}, "articles": st.lists(ARTICLE, min_size=1, max_size=3)}
    )
)


@dataclass
class Scribble:
    """Writes values as YAML, with a choice wherever there is one. Every comment says what it belongs to.

    `comments` maps a comment to the key above or beside which it was written, or to `-` for an item.
    """

    data: st.DataObject
    comments: dict[str, str] = field(default_factory=dict)

    def choose(self, *choices: Any) -> Any:
        return choices[0] if len(choices) == 1 else self.data.draw(st.sampled_from(choices))

    def remark(self, about: str) -> str:
        word = self.choose("x", "k: v", "#", "- a", "“”", '"')
        comment = f"# c{len(self.comments)} \t{word}"
        self.comments[comment] = about
        return comment

    def above(self, indent: str, about: str) -> list[str]:
        lines = [""] * self.choose(0, 0, 1)
        for _ in range(self.choose(0, 0, 0, 1, 2)):
            lines += [indent + self.remark(about), *[""] * self.choose(0, 0, 1)]
        return lines

    def beside(self, about: str) -> str:
        return self.choose(" ", "   ") + self.remark(about) if self.choose(False, False, True) else ""

    def document(self, keys: dict[str, Any]) -> str:
        return "\n".join([*self.mapping(keys, ""), *self.above("", "")]) + self.choose("\n", "", "\n\n")

    def mapping(self, keys: dict[str, Any], indent: str, first: str | None = None) -> list[str]:
        lines: list[str] = []
        for key in self.data.draw(st.permutations(list(keys))):
            written = self.scalar(key, single=True)
            lines += self.above(indent, written) if lines or first is None else []
            lines += self.value(f"{indent if lines or first is None else first}{written}:", keys[key], indent, written)
        return lines

    def items(self, values: list[Any], indent: str) -> list[str]:
        lines: list[str] = []
        for value in values:
            lines += self.above(indent, "-")
            if isinstance(value, dict) and value and self.choose(True, False):
                lines += self.mapping(value, f"{indent}  ", first=f"{indent}- ")
            else:
                lines += self.value(f"{indent}-", value, indent, "-")
        return lines

    def value(self, head: str, value: Any, indent: str, about: str) -> list[str]:
        deeper = indent + self.choose("  ", " ", "    ")
        if isinstance(value, (dict, list)) and value and self.choose(True, True, False):
            beside = self.beside(about) if about != "-" else ""
            if isinstance(value, dict):
                return [head + beside, *self.mapping(value, deeper, first=deeper if about == "-" else None)]
            return [head + beside, *self.items(value, deeper if about == "-" else self.choose(deeper, indent))]
        if isinstance(value, (dict, list)):
            return [f"{head} {self.flow(value, deeper)}{self.beside(about)}"]
        if value is None:
            return [head + self.choose("", " ~", " null") + self.beside(about)]
        lines = self.block(value, deeper) if self.choose(True, False) else None
        if lines:
            return [f"{head} {lines[0]}{self.beside(about)}", *lines[1:]]
        return [f"{head} {self.scalar(value)}{self.beside(about)}"]

    def flow(self, value: Any, indent: str) -> str:
        if value is None:
            return "null"
        if isinstance(value, str):
            return self.scalar(value, flow=True)
        joint = self.choose(", ", ",  ", f",\n{indent}")
        if isinstance(value, list):
            return f"[{joint.join(self.flow(item, indent) for item in value)}]"
        pairs = [
            f"{self.scalar(key, flow=True, single=True)}: {self.flow(item, indent)}" for key, item in value.items()
        ]
        return f"{{{joint.join(pairs)}}}"

    def scalar(self, text: str, *, flow: bool = False, single: bool = False) -> str:
        candidates = [text, "'" + text.replace("'", "''") + "'"] if "\n" not in text else []
        sound = [one for one in candidates if reads_as(one, text, flow=flow, key=single)]
        return str(self.choose(quoted(text), *sound))

    def block(self, text: str, indent: str) -> list[str] | None:
        mark = "" if text.endswith("\n") else "-"
        lines = [f"|{mark}", *(line and indent + line for line in text.removesuffix("\n").split("\n"))]
        return lines if "\n".join(lines[1:]).strip() and reads_as("\n".join(lines), text) else None


def reads_as(written: str, text: str, *, flow: bool = False, key: bool = False) -> bool:
    """Whether what is written stands for a text, so that it is a way to write it."""
    if key:
        whole, expected = (f"{{{written}: a}}\n" if flow else f"{written}: a\n"), {text: "a"}
    else:
        whole, expected = (
            (f"k: [{written}]\n", {"k": [text]}) if flow else (f"k: {written}\nl: m\n", {"k": text, "l": "m"})
        )
    read = document_of("a.yml", whole.encode())  # with its warnings
    return not read.problems and read.data == expected and (key or "#" not in written[:1])
