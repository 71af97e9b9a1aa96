import { useSyncExternalStore } from 'react'

/** The page's side of the service worker (sw/service-worker.js): a new version is offered, never forced. */

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

const offer = (worker: ServiceWorker | null): void => {
  if (!worker) return
  waiting = worker
  for (const listener of listeners) listener()
}

/** Where a browser has none, or refuses it, everything else works as before. */
export function startServiceWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  void navigator.serviceWorker.register('/sw.js').then(watch, () => undefined)
}

function watch(registration: ServiceWorkerRegistration): void {
  const replaces = () => navigator.serviceWorker.controller !== null
  if (registration.waiting && replaces()) offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const found = registration.installing
    found?.addEventListener('statechange', () => {
      if (found.state === 'installed' && replaces()) offer(found)
    })
  })
}

/** A newer version is there; the function takes it and loads the page anew. */
export function useUpdate(): (() => void) | undefined {
  const worker = useSyncExternalStore(subscribe, () => waiting)
  return worker && (() => take(worker))
}

function take(worker: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  worker.postMessage('take-over')
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** At sign-out: the last state that is kept for reading without a connection. */
export async function forgetKept(): Promise<void> {
  if ('caches' in globalThis) await caches.delete('state').catch(() => false)
}
