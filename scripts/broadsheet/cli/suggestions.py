"""What the archive and the registries lack or have already of the articles of a new briefing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from broadsheet.check.citing import briefings_citing
from broadsheet.cli import safe_write
from broadsheet.cli.collect_articles import ArticleSources
from broadsheet.cli.shared import say, shown
from broadsheet.intake.articles import ArticleMetadata
from broadsheet.intake.articles.names import domain_of
from broadsheet.write.registry import AlreadyThere, Unplaceable, publisher_line, with_publisher


def earlier(desk: ArticleSources, day: date, articles: Sequence[ArticleMetadata]) -> dict[str, str]:
    """Return the earlier briefings that have one of the articles, and say which."""
    urls = {article.url: number for number, article in enumerate(articles, 1) if article.url}
    follows: dict[str, str] = {}
    for url, paths in briefings_citing(desk.tree, urls).items():
        for path in paths:
            is_earlier = path[:10] <= f"{day:%Y/%m/%d}"
            hint = f"; if this goes on from it: follows: {path}" if is_earlier else ""
            say(f"article {urls[url]} is in {path} already{hint}")
            if is_earlier:
                follows[path] = f"has article {urls[url]} too"
    return follows


def propose(desk: ArticleSources, articles: Sequence[ArticleMetadata], *, register: bool) -> bool:
    """Propose lines for publishers that are not known, or add them. False where one could not be added."""
    unknown: dict[str, str] = {}
    for one in articles:
        domain = domain_of(one)
        if domain and not desk.names.is_registered(domain) and not _is_within(domain):
            unknown[domain] = unknown.get(domain) or one.publisher
    if not unknown or not (register or desk.registries.publishers):
        return True
    name_of_file = f"{desk.tree.folder}/publishers.yml"
    file = desk.project.root / name_of_file
    if not register:
        say(f"Not in {shown(file)} yet; add, or let --register add:")
        for domain, name in unknown.items():
            say("  " + publisher_line(domain, {"name": name or "…"}))
        return True
    try:
        before = file.read_bytes() if file.exists() else None
        text = (before or b"").decode("utf-8")
        for domain, name in unknown.items():
            text = with_publisher(text, domain, {"name": name}) if name else text
        if before is None:
            safe_write.create(desk.project.root, name_of_file, text.encode())
        else:
            safe_write.replace(desk.project.root, name_of_file, before, text.encode())
    except (OSError, safe_write.FileExists, UnicodeDecodeError, AlreadyThere, Unplaceable) as error:
        say(f"Error: {shown(file)} was left as it is: {error}")
        return False
    for domain, name in unknown.items():
        if name:
            say(f"added to {shown(file)}: {publisher_line(domain, {'name': name})}")
        else:
            say(f"{domain} does not say its name; add it to {shown(file)} by hand")
    return True


def _is_within(domain: str) -> bool:
    """Whether a domain is an IP address or a name without a dot: no publisher has such a home."""
    return "." not in domain or domain.rpartition(".")[2].isdecimal() or ":" in domain
