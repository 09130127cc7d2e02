"""The options of the plugin in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig


class CommentSettings(Config):  # type: ignore[no-untyped-call]
    """The options under `comments:`, as https://giscus.app gives them for a repository."""

    repo = config_options.Type(str, default="")
    repo_id = config_options.Type(str, default="")
    category = config_options.Type(str, default="")
    category_id = config_options.Type(str, default="")

    def filled(self) -> dict[str, str]:
        """Return the options, or nothing when there are to be no comments."""
        return {name: str(value) for name, value in self.items()} if self.repo else {}


class Settings(Config):  # type: ignore[no-untyped-call]
    """The options under `plugins: - broadsheet:` in mkdocs.yml."""

    briefings = config_options.Type(str, default="briefings")
    """The folder of the briefings, beside mkdocs.yml."""
    time_zone = config_options.Type(str, default="")
    """The IANA time zone in which the paper's days begin; UTC by default."""
    related = config_options.Type(int, default=4)
    """How many related briefings a page lists at most."""
    feed_items = config_options.Type(int, default=50)
    """How many briefings a feed holds at most."""
    feed_days = config_options.Type(int, default=90)
    """How many days back the feeds of sources and entities go at most; 0 is without end."""
    feed_authority = config_options.Type(str, default="")
    """The domain in the feeds' permanent ids; set it to the old one when the site moves."""
    markdown_days = config_options.Type(int, default=90)
    """Of how many days before the newest edition briefings are there as Markdown too; 0 is of none."""
    license = config_options.Type(str, default="CC BY 4.0")
    """The licence of the texts, as it stands at the foot of every page and in the data; empty says nothing."""
    offline = config_options.Type(bool, default=True)
    """Whether readers keep the newest edition and what they saved for reading offline."""
    cards = config_options.Type(bool, default=True)
    """Whether cards are drawn, the pictures that chats and timelines show for an address."""
    card_days = config_options.Type(int, default=30)
    """For how many days before the newest edition a briefing has a card of its own; older ones show their edition's."""
    comments = config_options.SubConfig(CommentSettings)
    """Comments by giscus; without `repo` there are none."""
    mail_from = config_options.Type(str, default="")
    """Who the mails of `broadsheet digest` are from: `Name <address>`; by default news@ the host of `site_url`."""
    mail_list_id = config_options.Type(str, default="")
    """The List-Id of those mails, when they go to a mailing list."""
    mail_unsubscribe = config_options.Type((str, list), default="")
    """The addresses, https: or mailto:, by which a reader unsubscribes; several as a list."""
    mail_one_click = config_options.Type(bool, default=True)
    """Whether the https: address unsubscribes a reader who sends it an empty form (RFC 8058)."""


def allow_time_zone() -> None:
    """Let `time_zone` be a key of the mkdocs.yml that is being read, without MkDocs's warning about unknown keys.

    MkDocs has no public way to add a key. Where its internals differ from those of 1.6, the warning stays.
    """
    reading = getattr(dict(MkDocsConfig._schema).get("plugins"), "_config", None)
    known = getattr(reading, "_schema_keys", None)
    if isinstance(known, set):
        known.add("time_zone")
