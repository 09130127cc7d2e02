"""The options of the plugin in mkdocs.yml."""

from __future__ import annotations

from mkdocs.config import config_options
from mkdocs.config.base import Config


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
    related = config_options.Type(int, default=4)
    """How many related briefings a page lists at most."""
    feed_items = config_options.Type(int, default=50)
    """How many briefings a feed holds at most."""
    feed_authority = config_options.Type(str, default="")
    """The domain in the feeds' permanent ids; set it to the old one when the site moves."""
    offline = config_options.Type(bool, default=True)
    """Whether readers keep the newest edition and what they saved for reading offline."""
    cards = config_options.Type(bool, default=True)
    """Whether cards are drawn, the pictures that chats and timelines show for an address."""
    card_days = config_options.Type(int, default=30)
    """For how many days before the newest edition a briefing has a card of its own; older ones show their edition's."""
    comments = config_options.SubConfig(CommentSettings)
    """Comments by giscus; without `repo` there are none."""
