"""The addresses of articles: what in them tells only where a reader came from, and when two of them lead to one article."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from broadsheet.text.domains import registrable_domain

# Only what means nothing else anywhere: a photo's `fbid` or a sheet's `gid` is not among them.
_TRACKING = re.compile(
    r"(?:amp;)?(?:utm_.*|fbclid|gclid|gclsrc|dclid|[gw]braid|gad_source|gad_campaignid|srsltid|msclkid|ys?clid|twclid|ttclid|li_fat_id|igsh(?:id)?"
    r"|wickedid|mc_[ce]id|mkt_tok|__hs\w+|_hs(?:enc|mi)|hsctatracking|hsa_\w+|oly_(?:enc|anon)_id|vero_(?:id|conv)|xtor|s_cid|_openstat"
    r"|(?:pk|mtm|piwik)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)|trk_(?:contact|msg|module|sid)"
    r"|at_(?:medium|campaign\w*|link_\w+|ptr_name|format|bbc_team)|guccounter|guce_referrer(?:_sig)?|ref_src|ref_url|__twitter_impression)",
    re.IGNORECASE | re.DOTALL,
)
_FRAGMENT = re.compile(r"(?:xtor|echobox|utm_\w+)=.*", re.IGNORECASE | re.DOTALL)
# What is an article's number elsewhere tells of the reader's way at these publishers.
_OF_PUBLISHERS = {
    "smid": ("nytimes.com",),
    "smtyp": ("nytimes.com",),
    "cmpid": ("bloomberg.com",),
    "sref": ("bloomberg.com",),
    "srnd": ("bloomberg.com",),
    "taid": ("reuters.com",),
    "ocid": ("bbc.com", "bbc.co.uk", "msn.com"),
    "ncid": ("techcrunch.com", "yahoo.com"),
    "cmp": ("theguardian.com",),
    "__source": ("cnbc.com",),
    "reflink": ("wsj.com",),
    "spm": ("alibabacloud.com", "aliyun.com"),
}
_USUAL = re.compile(r"https?://([a-z0-9.-]+)(/[!-\"$->@-~]*|)")  # most have no query and no fragment


def without_tracking(url: str) -> str:
    """Return an address without tracking parameters; every other byte stays. What is no address stays as it is."""
    address, hash_mark, fragment = url.partition("#")
    path, mark, query = address.partition("?")
    parts = query.split("&")
    kept = [part for part in parts if not _is_tracking(unquote(part.partition("=")[0]), url)]
    if len(kept) < len(parts):
        mark, query = mark if kept else "", "&".join(kept)
    if _FRAGMENT.fullmatch(fragment):
        hash_mark = fragment = ""
    return f"{path}{mark}{query}{hash_mark}{fragment}"


def same_article(url: str) -> str:
    """Return what two URLs of one article share: no scheme, `www.`, fragment, tracking parameters or final slash.

    Raises ValueError for what is no URL.
    """
    if usual := _USUAL.fullmatch(url):
        return f"{usual[1].removeprefix('www.')}{usual[2].rstrip('/')}?"
    parts = urlsplit(url)
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(name, url)
    ]
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{urlencode(query)}"


def _is_tracking(name: str, url: str) -> bool:
    if _TRACKING.fullmatch(name):
        return True
    publishers = _OF_PUBLISHERS.get(name.lower())
    try:
        return publishers is not None and registrable_domain(url) in publishers
    except ValueError:
        return False
