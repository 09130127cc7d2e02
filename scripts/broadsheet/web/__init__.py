"""Other people's servers: the HTTP client, robots.txt, saved answers; and the security policy of our own pages.

In: addresses, and a policy for requests (agent, pauses, retries, allowed networks).
Out: responses, or the reason why there is none. Private addresses are refused. A build imports only `csp`.
"""
