// The tablet page's service worker: it keeps the page's own files, which are the same for everybody, and gives them out
// without a line. It never looks at a request of the protocol and keeps no reply but these files. The build puts
// FILES and VERSION in front of it.
/* global FILES, VERSION */
const NAME = `tablet-${VERSION}`;

self.addEventListener('install', (event) => {
  const requests = FILES.map((path) => new Request(path, { cache: 'reload', credentials: 'omit' }));
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) if (name.startsWith('tablet-') && name !== NAME) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(drop());
});

self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== 'GET' || origin !== self.location.origin || !FILES.includes(pathname)) return;
  const answer = async () => (await (await caches.open(NAME)).match(pathname, { ignoreVary: true })) ?? fetch(event.request);
  event.respondWith(answer());
});
