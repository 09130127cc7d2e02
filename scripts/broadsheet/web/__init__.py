"""Addresses and other people's servers: registrable domains, article addresses, the page's security policy, and the HTTP client.

In: addresses, and a policy for requests (agent, pauses, retries, allowed networks).
Out: canonical addresses and domains; responses, or the reason why there is none. Only `connection`, `fetch`, `client`,
`robots` and `page` use the network, and they refuse private addresses. A build imports none of these.
"""
