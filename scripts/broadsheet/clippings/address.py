"""The one address of an article: as its page gives it, without what tells a publisher where a reader came from."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from pydantic import TypeAdapter, ValidationError

from broadsheet.domains import registrable_domain
from broadsheet.model.scalars import Url

_TRACKING = re.compile(
    r"(?:utm|guce|oly|vero|pk|piwik|mtm|hsa|trk)_\w+|(?:fb|g|dc|msclk|y|tw|tt|li_fat_|igsh|wick)(?:cl)?id|gclsrc|[gw]braid|gad_source|msclkid"
    r"|mc_[ce]id|igshid|igsh|_hs(?:enc|mi)|__hs\w+|mkt_tok|cmpid|icid|ncid|ocid|smid|smtyp|sref|ref_src|ref_url|guccounter|taid|xtor"
    r"|at_(?:medium|campaign\w*|link_\w+|ptr_name|format|bbc_team)|spm|s_cid|__twitter_impression|share_?id",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(r":~:text=.*|(?:xtor|Echobox|utm_\w+|ref)=.*", re.IGNORECASE | re.DOTALL)
_URL: TypeAdapter[str] = TypeAdapter(Url)


def without_tracking(url: str) -> str:
    """Return an address without tracking parameters; every other byte stays. What is no address stays as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0])]
    fragment = "" if _FRAGMENT.fullmatch(parts.fragment) else parts.fragment
    if len(kept) == len(parts.query.split("&")) and fragment == parts.fragment:
        return url
    return urlunsplit(parts._replace(query="&".join(kept), fragment=fragment))


def sound(url: object, base: str = "") -> str:
    """Return an address that a briefing may hold, made whole by `base`, or nothing."""
    if not isinstance(url, str) or not url.strip() or len(url) > 4_000:
        return ""
    try:
        return _URL.validate_python(without_tracking(urljoin(base, url.strip())))
    except (ValueError, ValidationError):
        return ""


def chosen(at: str, named: list[str], base: str = "") -> str:
    """Return the address of an article that was found `at`: the first that its page names on the same publisher's domain.

    A front page is no article's address, and a page does not speak for another publisher. `base` is what addresses in
    the page count from.
    """
    for one in named:
        url = sound(one, sound(base, at) or at)
        if url and (not at or registrable_domain(url) == registrable_domain(at)) and _leads_in(url) >= _leads_in(at):
            return url
    return sound(at)


def _leads_in(url: str) -> bool:
    """Whether an address leads behind the front page."""
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)
