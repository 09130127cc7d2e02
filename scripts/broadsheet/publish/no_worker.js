// Reading offline is off: readers who had the worker get rid of it and of its copies with their next visit.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const ours = `broadsheet:${new URL(self.registration.scope).pathname}:`;
  const copies = (await caches.keys()).filter((name) => name.startsWith(ours));
  await Promise.all(copies.map((name) => caches.delete(name)));
  await self.registration.unregister();
}
