import { useMemo, useSyncExternalStore } from 'react'
import * as format from '../ui/format.ts'
import { currentLocale, subscribeLocale, type Locale } from './locale.ts'
import { vi, type Messages } from './vi.ts'

export function useLocale(): Locale {
  return useSyncExternalStore(subscribeLocale, currentLocale)
}

let english: Messages | undefined

/** English is loaded only for those who read it; called before the first drawing and at the switch. */
export async function loadMessages(locale: Locale): Promise<void> {
  if (locale === 'en') english ??= (await import('./en.ts')).en
}

/** The texts of what all faces share and of the citizen's face; work and operations have their own beside theirs. */
export const useMessages = (): Messages => (useLocale() === 'en' && english ? english : vi)

/** A text of the server: the reader's language, Vietnamese where no translation was written. */
export const say = (text: { vi: string; en?: string | undefined }, locale: Locale): string =>
  locale === 'en' ? (text.en ?? text.vi) : text.vi

/** The formats of ui/format.ts in the reader's language. */
export function useFormat() {
  const locale = useLocale()
  return useMemo(
    () => ({
      date: (value: Date | string) => format.formatDate(value, locale),
      time: (value: Date | string) => format.formatTime(value, locale),
      dateTime: (value: Date | string) => format.formatDateTime(value, locale),
      weekday: (value: Date | string) => format.formatWeekday(value, locale),
      number: (value: number, digits?: number) => format.formatNumber(value, locale, digits),
      percent: (ratio: number, digits?: number) => format.formatPercent(ratio, locale, digits),
      money: (dong: number) => format.formatMoney(dong, locale),
      bytes: (bytes: number) => format.formatBytes(bytes, locale),
    }),
    [locale],
  )
}
