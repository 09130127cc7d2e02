"""What a page may do: its content security policy, and the one script that stands in the page itself.

That script, `boot.js`, runs before anything is drawn: it says that there are scripts, and applies what the reader chose
before (night or day, the size of the text, what is hidden), so that nothing flashes or jumps. Its hash is in the policy.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from importlib.resources import files

_GISCUS = {
    "script-src": "https://giscus.app/client.js",
    "style-src": "https://giscus.app/default.css",
    "frame-src": "https://giscus.app",
}


@cache
def boot() -> str:
    """Return the inline script without the white space that only we need; its texts hold none.

    It holds no `<`, so it can stand in a script element as it is.
    """
    text = files("broadsheet.web").joinpath("boot.js").read_text(encoding="utf-8")
    return re.sub(r"\s*([^\w\s\"\[])\s*", r"\1", " ".join(text.split()))


def policy_html(*, search: bool = False, comments: bool = False) -> str:
    """Return the policy of a page, ready for a double-quoted attribute.

    Nothing comes from elsewhere. `search` lets the page compile WebAssembly, which Pagefind is; `comments` lets it load
    giscus, which it does on a click only.
    """
    digest = base64.b64encode(hashlib.sha256(boot().encode()).digest()).decode()
    rules = {
        "default-src": "'none'",
        "script-src": f"'self' 'sha256-{digest}'" + (" 'wasm-unsafe-eval'" if search else ""),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    if comments:
        rules |= {name: f"{rules.get(name, '')} {origin}".strip() for name, origin in _GISCUS.items()}
    return escape("; ".join(f"{name} {value}" for name, value in rules.items()), quote=False).replace('"', "&quot;")
