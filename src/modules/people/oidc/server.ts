import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import type { Context } from '#core/context'
import { loadKeys } from './keys.ts'
import { buildProvider } from './provider.ts'

export type Served = {
  provider: Provider
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

const checkMilliseconds = 60_000
type Kept = { served: Served; mark: string; checkedAt: number }
const kept = new WeakMap<Context, Promise<Kept>>()

/** The provider with the keys of today: another process may have brought a new one, which does not sign before all have seen it. */
export async function providerOf(ctx: Context): Promise<Served> {
  const before = kept.get(ctx)
  const known = await before?.catch(() => undefined)
  if (known && Date.now() - known.checkedAt < checkMilliseconds) return known.served
  // Of many requests at once, one looks.
  if (kept.get(ctx) === before) kept.set(ctx, refresh(ctx, known))
  const fresh = await kept.get(ctx)
  if (!fresh) throw new Error('the provider is not there')
  return fresh.served
}

async function refresh(ctx: Context, known: Kept | undefined): Promise<Kept> {
  const keys = await loadKeys(ctx, 'sign-in')
  const checkedAt = Date.now()
  if (known?.mark === keys.mark) return { ...known, checkedAt }
  const provider = buildProvider(ctx, keys)
  return { served: { provider, handle: provider.callback() }, mark: keys.mark, checkedAt }
}

/** Keys were changed by this process: it looks at once. */
export const forgetProvider = (ctx: Context): void => void kept.delete(ctx)
