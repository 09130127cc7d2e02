"""Clusters of the shared corpus, converted to briefings as a careful script would: nothing is mended, nothing is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml
from slugify import slugify

from conftest import SHARED

CORPUS = SHARED / "data" / "clusters-2026-04.jsonl"


def clusters() -> Iterator[dict[str, Any]]:
    """Yield every cluster of the corpus."""
    with CORPUS.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def convert(cluster: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a cluster's path under briefings/ and its keys. The `kind` of an article says nothing that a briefing could."""
    path = f"briefings/{cluster['date'].replace('-', '/')}/{slugify(cluster['title'])}.yml"
    articles = [_article(article) for article in cluster["articles"]]
    return path, {
        "title": cluster["title"],
        "date": cluster["date"],
        "rank": cluster["order"],
        "summary": cluster["summary"],
        "key_points": [{"text": article["title"], "sources": [number]} for number, article in enumerate(articles, 1)],
        "articles": articles,
    }


def corpus_files() -> dict[str, str]:
    """Return every cluster as a file; two of one day and one title would be a mistake of the corpus."""
    files: dict[str, str] = {}
    for path, keys in map(convert, clusters()):
        assert path not in files, path
        files[path] = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)
    return files


def _article(article: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "url", "summary", "author", "published", "entities", "sentiment")
    return {name: article[name] for name in names if article[name]}
