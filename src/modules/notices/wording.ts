import type { Locale } from '#core/i18n'
import type { NoticeWords } from './definition.ts'

/** What a notice may say; a fact that is not given leaves its sentence out. */
export type Facts = Readonly<Record<string, string | undefined>>

export type Worded = { subject: string; body: string; brief: string }

const placeholder = /\{(\w+)\}/g

/** The facts that a sentence names. */
export const factsIn = (sentence: string): string[] => [...sentence.matchAll(placeholder)].map(([, name = '']) => name)

/** The notice in words. Facts are put in as they are: messages are plain text, so no mark in them means anything. */
export function word({ subject, body, brief }: NoticeWords, facts: Facts, locale: Locale): Worded {
  const filled = body.map((sentence) => fill(sentence[locale], facts)).filter((sentence) => sentence !== undefined)
  const title = oneLine(fill(subject[locale], facts) ?? subject[locale].replace(placeholder, '…'))
  return {
    subject: title,
    body: filled.join('\n'),
    brief: (brief && fill(brief[locale], facts)) ?? title,
  }
}

function fill(sentence: string, facts: Facts): string | undefined {
  let complete = true
  const text = sentence.replace(placeholder, (_match, name: string) => {
    const value = Object.hasOwn(facts, name) ? facts[name] : undefined
    if (value === undefined || value === '') complete = false
    return value ?? ''
  })
  return complete ? text : undefined
}

/** A line break in a subject would begin a new mail header. */
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ').slice(0, 200)

/** The word that the person chose: who does not know it has not written the message. */
export const withWord = (text: string, word: string, locale: Locale): string =>
  `${text}\n${locale === 'vi' ? 'Từ nhận biết của bạn' : 'Your word'}: ${word}`
