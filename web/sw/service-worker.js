/**
 * The service worker: the shell opens without a connection, a person's last state can be read, notices are shown. The build puts
 * the shell's files in place of the name below (vite.config.ts).
 */
const shell = self.__SHELL__
const shellCache = `shell-${shell.version}`
const assetCache = 'assets'
const stateCache = 'state'
const slowMilliseconds = 4_000

/** What is kept of the person who is signed in; nobody else's data pass through these. */
const ownState = ['people.me', 'services.home', 'cases.list-mine', 'cases.list-drafts', 'profiles.list-papers']
/** The same for everybody. */
const publicState = ['procedures.facets', 'services.board', 'services.list-news', 'units.list']
/** After these, another person may stand before the screen. */
const changesPerson = /^\/api\/people\.(sign-in|sign-out|register|end-session)/
const notPages = /^\/(api|documents|oidc|opendata|open311|docs|metrics|healthz|readyz)(\/|$)/

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(shellCache).then((cache) => cache.addAll(shell.files)))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((name) => name.startsWith('shell-') && name !== shellCache))
      .then((old) => Promise.all(old.map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  )
})

// A new version waits until the person takes it.
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
  if (event.data === 'forget') event.waitUntil(caches.delete(stateCache))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.method === 'POST' && changesPerson.test(url.pathname)) event.respondWith(forgetting(request))
  else if (request.method !== 'GET') return
  else if (request.mode === 'navigate' && !notPages.test(url.pathname)) event.respondWith(page(request))
  else if (url.pathname.startsWith('/assets/')) event.respondWith(asset(request))
  else if (isKept(url)) event.respondWith(state(request, url))
})

async function forgetting(request) {
  const answer = await fetch(request)
  if (answer.ok) await caches.delete(stateCache)
  return answer
}

/** A page from the network, so that nobody stays on an old version; the shell where that fails or takes too long. */
async function page(request) {
  const kept = await caches.match('/index.html', { cacheName: shellCache })
  const fetched = fetch(request)
  if (!kept) return fetched
  const late = new Promise((resolve) => setTimeout(resolve, slowMilliseconds))
  const answer = await Promise.race([fetched.catch(() => undefined), late])
  return answer ?? kept
}

/** An asset's name changes with its content. */
async function asset(request) {
  const kept = await caches.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) {
    const cache = await caches.open(assetCache)
    await cache.put(request, answer.clone())
  }
  return answer
}

const operationOf = (url) => url.pathname.slice('/api/'.length)
const isKept = (url) => url.pathname.startsWith('/api/') && [...ownState, ...publicState].includes(operationOf(url))

/** Answers come in the reader's language, so the language is part of the key. */
const keyOf = (request, url) => {
  const key = new URL(url)
  key.searchParams.set('language', request.headers.get('accept-language') ?? 'vi')
  return key.href
}

async function state(request, url) {
  const cache = await caches.open(stateCache)
  const key = keyOf(request, url)
  try {
    const answer = await fetch(request)
    if (operationOf(url) === 'people.me') await follow(answer.clone())
    if (answer.ok) await keep(key, url, answer.clone())
    return answer
  } catch (error) {
    const kept = await cache.match(key)
    if (kept) return kept
    throw error
  }
}

/** With when it was kept: the page says so. */
async function keep(key, url, answer) {
  if (ownState.includes(operationOf(url)) && !(await isCitizen())) return
  const headers = new Headers(answer.headers)
  headers.set('x-kept-at', new Date().toISOString())
  // Opened anew: what was asked before may have been thrown away with another person's state.
  const cache = await caches.open(stateCache)
  await cache.put(key, new Response(await answer.blob(), { status: 200, headers }))
}

const personKey = '/person'

/** Whose state is kept. When another person or nobody is signed in, what was kept goes. */
async function follow(answer) {
  const me = answer.ok ? await answer.json() : {}
  const person = me.signedIn && me.kind === 'citizen' ? me.id : ''
  const known = await (await caches.match(personKey, { cacheName: stateCache }))?.text()
  if (known === person) return
  await caches.delete(stateCache)
  const cache = await caches.open(stateCache)
  await cache.put(personKey, new Response(person))
}

async function isCitizen() {
  const known = await caches.match(personKey, { cacheName: stateCache })
  return Boolean(known && (await known.text()))
}

self.addEventListener('push', (event) => {
  const notice = read(event.data)
  event.waitUntil(
    self.registration.showNotification(notice.title, {
      body: notice.body,
      tag: notice.tag,
      data: { url: notice.url },
      icon: '/icon-192.png',
      badge: '/icon-192.png',
      lang: 'vi',
    }),
  )
})

/** A browser must show something for each push, also for one that cannot be read. */
function read(data) {
  try {
    const { title, body, url, tag } = data.json()
    return { title: String(title), body: String(body ?? ''), url: String(url ?? '/'), tag: tag && String(tag) }
  } catch {
    return { title: 'Tỉnh Số', body: 'Bạn có thông báo mới.', url: '/', tag: undefined }
  }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const asked = new URL(event.notification.data?.url ?? '/', self.location.origin)
  // A notice leads to a page of ours, nowhere else.
  const url = asked.origin === self.location.origin ? asked.href : self.location.origin
  event.waitUntil(show(url))
})

async function show(url) {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((one) => one.url === url) ?? windows[0]
  if (!open) return self.clients.openWindow(url)
  // A browser that does not let it come to the front still leads it to the page.
  await open.focus().catch(() => undefined)
  return open.url === url ? undefined : open.navigate(url).catch(() => self.clients.openWindow(url))
}
