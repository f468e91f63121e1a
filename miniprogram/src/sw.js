// Keeps the pages on the phone: what has a hash in its name never changes, the page itself is asked for first.
const cacheName = "dabiao-pages-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const scope = new URL(self.registration.scope).pathname;
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(scope)) return;
  const isAsset = /\.[0-9a-f]{8}\.(js|css)$/.test(url.pathname) || url.pathname.includes("/static/");
  event.respondWith(isAsset ? fromPhone(event.request) : fromServer(event.request));
});

async function fromPhone(request) {
  const kept = await caches.match(request);
  return kept ?? keep(request, await fetch(request));
}

async function fromServer(request) {
  try {
    return await keep(request, await fetch(request));
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}

async function keep(request, response) {
  // A page that says it is being prepared is no page to keep.
  if (response.ok && response.headers.get("X-Preparing") === null) {
    const cache = await caches.open(cacheName);
    await cache.put(request, response.clone());
    if (request.mode === "navigate") await forgetOld(cache, await response.clone().text());
  }
  return response;
}

/** Assets no page of now speaks of: those of chunks are named in the app's own script, so a few builds are kept. */
async function forgetOld(cache, page) {
  const requests = await cache.keys();
  if (requests.length < 120) return;
  for (const request of requests.slice(0, requests.length - 80))
    if (!page.includes(new URL(request.url).pathname.split("/").pop())) await cache.delete(request);
}
