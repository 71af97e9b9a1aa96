/** The platform's languages. Vietnamese is the language of record; English stands beside it. */
export const locales = ['vi', 'en'] as const
export type Locale = (typeof locales)[number]

export type Text = { vi: string; en?: string | undefined }

/** The text in the reader's language; Vietnamese where no translation was written. */
export const say = (text: Text, locale: Locale): string => (locale === 'en' ? (text.en ?? text.vi) : text.vi)

/** The language a request asks for: the first of its preferences that we speak, Vietnamese otherwise. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  for (const part of (acceptLanguage ?? '').toLowerCase().split(',')) {
    const tag = part.trim().slice(0, 2)
    if (tag === 'vi' || tag === 'en') return tag
  }
  return 'vi'
}
