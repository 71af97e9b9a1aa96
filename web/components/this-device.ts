import { api, type Output } from '../api.ts'

export type DeviceState = 'unable' | 'denied' | 'off' | 'on'

export const isAble = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext

export async function stateOfDevice(): Promise<DeviceState> {
  if (!isAble()) return 'unable'
  if (Notification.permission === 'denied') return 'denied'
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ? 'on' : 'off'
}

/** Asks the person, subscribes this browser to the platform's key, and says so to the server. Only ever after a click. */
export async function turnOn(pushKey: string): Promise<Output<'notices.subscribe-push'> | 'denied'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  await navigator.serviceWorker.register('/sw.js')
  const { pushManager } = await navigator.serviceWorker.ready
  const known = await pushManager.getSubscription()
  const subscription = known ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey }))
  const { endpoint, keys } = subscription.toJSON()
  return api.command('notices.subscribe-push', {
    endpoint: endpoint ?? '',
    keys: { p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' },
    label: labelOf(navigator.userAgent),
  })
}

// In this order: Edge calls itself Chrome and Safari too, and Android Linux.
const browsers = {
  Edg: 'Edge',
  OPR: 'Opera',
  coc_coc: 'CocCoc',
  Firefox: 'Firefox',
  Chrome: 'Chrome',
  Safari: 'Safari',
}
const systems = {
  Android: 'Android',
  iPhone: 'iPhone',
  iPad: 'iPad',
  Windows: 'Windows',
  'Mac OS X': 'macOS',
  Linux: 'Linux',
}

/** `Chrome, Android`: enough for the person to know which device it is. */
export function labelOf(agent: string): string {
  const named = (names: Readonly<Record<string, string>>): string | undefined =>
    Object.entries(names).find(([mark]) => agent.includes(mark))?.[1]
  return [named(browsers) ?? 'Web', named(systems)].filter(Boolean).join(', ')
}
