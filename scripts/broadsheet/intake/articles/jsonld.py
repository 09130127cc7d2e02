"""The JSON-LD of a page: its article, whichever way it is wrapped, and as much of broken JSON as can be saved."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from broadsheet.intake.articles.titles import agree

Node = Mapping[str, Any]

_ARTICLES = (
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle",
    "AskPublicNewsArticle", "LiveBlogPosting", "BlogPosting", "Article", "ScholarlyArticle", "TechArticle", "Report", "SocialMediaPosting",
    "DiscussionForumPosting",
)  # fmt: skip
_SITES = {"WebSite", "NewsMediaOrganization"}
_OTHERS = (
    "itemListElement",
    "hasPart",
    "mentions",
    "citation",
    "comment",
    "isBasedOn",
    "review",
    "relatedLink",
    "subjectOf",
    "blogPost",
)
_MOST_NODES = 2_000
_MOST_BYTES = 500_000
_PLAIN_KEYS = ("headline", "datePublished", "description", "inLanguage", "isAccessibleForFree", "url")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


def nodes_in(scripts: Iterable[str]) -> list[Node]:
    """Return the nodes of the JSON-LD blocks of a page, outermost first; of a hostile page as many as are read in a second."""
    nodes: list[Node] = []
    room = _MOST_BYTES
    for script in islice(scripts, 100):
        nodes += islice(_nodes(_read(script[:room])), _MOST_NODES)
        room -= len(script)
        if room <= 0 or len(nodes) >= _MOST_NODES:
            break
    return nodes


def article_of(nodes: Sequence[Node], titles: Sequence[str] = (), addresses: Sequence[str] = ()) -> Node:
    """Return the node of the page's article, with what it refers to in place of references, or nothing.

    Of several articles it is the one that has one of the page's `titles` or `addresses`. One whose headline and address
    are both others' is a story linked from the page.
    """
    known: dict[str, Node] = {}
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > len(known.get(node["@id"], {"@id": ""})):
            known[node["@id"]] = node
    linked = _linked(nodes)
    articles = [node for node in nodes if _rank(node) < len(_ARTICLES) and id(node) not in linked][:100]
    paths = {path for path in map(_path, addresses) if path}
    fit = {id(node): _fit(node, titles[:20], paths) for node in articles}
    own = [node for node in articles if fit[id(node)] >= 0]
    found = min(own, key=lambda node: (-fit[id(node)], _rank(node)), default=None)
    return {} if found is None else {key: _resolved(value, known) for key, value in found.items()}


def site_names(nodes: Iterable[Node]) -> list[str]:
    """Return the names of the site itself and of its organisation."""
    return [name for node in nodes if _kinds(node) & _SITES for name in names_of(node.get("name"))][:20]


def text_of(value: Any) -> str:
    """Return a value as text; JSON-LD wraps texts in lists and in `{"@value": …}`, and pages escape them twice."""
    for _ in range(4):
        if isinstance(value, list) and value:
            value = value[0]
        elif isinstance(value, Mapping):
            given = " ".join(str(value[key]) for key in ("givenName", "familyName") if isinstance(value.get(key), str))
            value = next((value[key] for key in ("@value", "name") if value.get(key)), given)
    return unescape(value) if isinstance(value, str) else ""


def address_of(value: Any) -> str:
    """Return the whole address in a value; what stands behind its # names a node of the block."""
    if isinstance(value, Mapping):
        value = value.get("url") or value.get("@id")
    return value.partition("#")[0] if isinstance(value, str) and value.startswith(("https://", "http://")) else ""


def names_of(value: Any) -> list[str]:
    """Return the names of the people or organisations in a value."""
    several = value if isinstance(value, list) else [value]
    return [name for one in several[:20] if (name := text_of(one))]


def is_closed(node: Node) -> bool:
    """Whether an article says that it is not free to read."""
    return str(node.get("isAccessibleForFree")).strip().lower().rsplit("/", 1)[-1] == "false"


def _read(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";/ \n")
    for one in (text, _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(one, strict=False)
        except (ValueError, RecursionError):
            continue
    return _saved(text)


def _saved(text: str) -> dict[str, Any]:
    """Return the plain texts of a block that is no JSON, when it speaks of an article."""
    if not re.search(rf'"@type"\s*:\s*(?:\[\s*)?"(?:{"|".join(_ARTICLES)})"', text):
        return {}
    found: dict[str, Any] = {"@type": "Article"}
    for key in _PLAIN_KEYS:
        if match := re.search(rf'"{key}"\s*:\s*(?:"((?:[^"\\\n]|\\.){{0,2000}})"|(true|false))', text):
            try:
                found[key] = json.loads(f'"{match[1]}"', strict=False) if match[1] else match[2] or ""
            except ValueError:
                continue
    for key in ("author", "publisher"):
        if match := re.search(
            rf'"{key}"\s*:[^"]{{0,20}}(?:"@\w+"\s*:\s*"[^"]{{0,60}}"\s*,\s*)?"name"\s*:\s*"([^"\\]{{1,200}})"', text
        ):
            found[key] = match[1]
    return found


def _nodes(value: Any) -> Iterator[Node]:
    """Yield the nodes of a block, outermost first, without recursion; a hostile one ends early."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            waiting.extend(item for item in one.values() if isinstance(item, (dict, list)))
        elif isinstance(one, list):
            waiting.extend(item for item in one if isinstance(item, (dict, list)))


def _linked(nodes: Sequence[Node]) -> set[int]:
    """Return the identities of the nodes that other nodes link to, quote or list, and of what is in them."""
    found: set[int] = set()
    waiting: list[Any] = [node[key] for node in nodes for key in _OTHERS if key in node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and id(one) not in found:
            found.add(id(one))
            waiting.extend(item for item in one.values() if isinstance(item, (dict, list)))
        elif isinstance(one, list):
            waiting.extend(item for item in one if isinstance(item, (dict, list)))
    return found


def _fit(node: Node, titles: Sequence[str], paths: Collection[str]) -> int:
    """Return how well an article fits a page: 2 by its headline, 1 by its address, 0 if nothing is known, -1 if it does not."""
    names = [name for name in (text_of(node.get("headline")), text_of(node.get("name"))) if name]
    if any(agree(name, title) for name in names for title in titles):
        return 2
    path = _path(address_of(node.get("url")) or address_of(node.get("mainEntityOfPage")) or address_of(node))
    if path and path in paths:
        return 1
    return -1 if path and paths and any(titles) and names else 0


def _path(address: str) -> str:
    try:
        return urlsplit(address).path.rstrip("/")
    except ValueError:
        return ""


def _kinds(node: Node) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _rank(node: Node) -> int:
    """Return how well a node describes an article; the list's length is not at all."""
    if not (node.get("headline") or node.get("name") or node.get("datePublished")):
        return len(_ARTICLES)
    ranks = [0 if kind.endswith("NewsArticle") else _ARTICLES.index(kind) for kind in _kinds(node) if kind in _ARTICLES]
    return min(ranks, default=len(_ARTICLES))


def _resolved(value: Any, known: Mapping[str, Node]) -> Any:
    """Replace a reference by what it refers to."""
    if isinstance(value, list):
        return [_resolved(one, known) for one in value[:50] if not isinstance(one, list)]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return known.get(value["@id"], value)
    return known.get(value, value) if isinstance(value, str) and value in known else value
