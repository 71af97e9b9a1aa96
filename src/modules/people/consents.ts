import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#core/context'
import type { Db } from '#core/db'
import { defineKind } from '#core/definitions'
import { TextWords } from '#core/definitions/words'
import type { Text } from '#core/i18n'
import * as store from './store/consents.ts'

const Consent = z.strictObject({
  name: TextWords.describe('What it is about, in a few words.'),
  text: TextWords.describe('What is done with which data, for what, and by whom: what the person agrees to.'),
  withdrawal: TextWords.describe('What follows when it is withdrawn.'),
  version: z.int().min(1).describe('Raised when the text changes: everybody is then asked again.'),
  basis: z.string().min(1).describe('The law by which this needs a consent.'),
})

export type ConsentPurpose = z.output<typeof Consent>

/** The grammar of `consents/<id>.yaml`: a purpose for which data are used only with the person's consent. */
export const consentKind = defineKind({ kind: 'consent', folder: 'consents', schema: Consent })

/** Digest of what is shown: a consent holds for these words, and for no others. */
export const shownWords = ({ name, text, withdrawal, version }: ConsentPurpose): string =>
  createHash('sha256')
    .update(JSON.stringify([name, text, withdrawal, version]))
    .digest('base64url')

type Agreement = {
  account: string
  /** the id of a pack's purpose, `application/<client>`, `proposal/<definition>` */
  purpose: string
  title: Text
  at: Date
}

/** Writes a consent to what another module asks for in words of its own. */
export const recordConsent = (db: Db, { account, purpose, title, at }: Agreement): Promise<void> =>
  store.giveConsent(db, { account, purpose, title, given_at: at, granted: [], refused: [], shown: title.vi })

/** @returns whether there was one */
export const endConsent = (db: Db, account: string, purpose: string, at: Date): Promise<boolean> =>
  store.withdrawConsent(db, account, purpose, at)

/** Those of the accounts whose person has agreed to the pack's purpose as it is worded today. */
export function listConsenting(
  db: Db,
  ctx: Context,
  accounts: readonly string[],
  purpose: string,
): Promise<Set<string>> {
  const { body } = ctx.definitions.get(consentKind, purpose)
  return store.listConsenting(db, accounts, purpose, shownWords(body))
}

type State = 'none' | 'given' | 'withdrawn' | 'ask-again'

/** How a person stands to a purpose, by the newest line of the ledger about it. */
export function standOf(purpose: ConsentPurpose, newest: store.ConsentRow | undefined): State {
  if (!newest) return 'none'
  if (newest.withdrawn_at !== null) return 'withdrawn'
  return newest.shown === shownWords(purpose) ? 'given' : 'ask-again'
}
