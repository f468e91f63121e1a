// Keeps the pages on the phone: what has a hash in its name never changes, the page itself is asked for first. After the
// first visit every page is there, also those not looked at yet: a report can be opened where there is no net.
const cacheName = "dabiao-pages-2";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(Promise.all([self.clients.claim(), keepAll()])));

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const scope = new URL(self.registration.scope).pathname;
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !url.pathname.startsWith(scope)) return;
  const isAsset = /\.[0-9a-f]{8}\.(js|css)$/.test(url.pathname) || url.pathname.includes("/static/");
  if (isAsset) event.respondWith(fromPhone(event.request));
  else if (event.request.mode === "navigate") event.respondWith(fromServer(event));
});

async function fromPhone(request) {
  const kept = await caches.match(request);
  return kept ?? keep(request, await fetch(request));
}

async function fromServer(event) {
  const home = self.registration.scope;
  try {
    const response = await keep(home, await fetch(event.request));
    event.waitUntil(keepAll());
    return response;
  } catch (error) {
    const kept = await caches.match(home);
    if (kept) return kept;
    throw error;
  }
}

async function keep(request, response) {
  // A page that says it is being prepared is no page to keep.
  if (response.ok && !response.redirected && response.headers.get("Cache-Control") !== "no-store") {
    const cache = await caches.open(cacheName);
    await cache.put(request, response.clone());
  }
  return response;
}

/** All that the build is made of (config/AssetList.ts), and nothing of builds before. Without a net: next time. */
async function keepAll() {
  try {
    const home = self.registration.scope;
    const listed = await fetch(`${home}assets.json`, { cache: "no-cache" });
    if (!listed.ok) return;
    const wanted = (await listed.json()).map((name) => new URL(name, home).href);
    for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name);
    const cache = await caches.open(cacheName);
    const kept = new Set((await cache.keys()).map(({ url }) => url));
    if (!kept.has(home)) await keep(home, await fetch(home));
    for (const url of wanted) if (!kept.has(url)) await keep(url, await fetch(url));
    for (const url of kept) if (url !== home && !wanted.includes(url)) await cache.delete(url);
  } catch {
    // Asked again at the next visit.
  }
}
