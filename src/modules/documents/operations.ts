import { z } from 'zod'
import { notFound } from '#core/errors'
import { query } from '#core/operation'
import * as policy from './policy.ts'
import { readCode } from './codes.ts'
import * as store from './store.ts'
import { VerificationView, presentVerification } from './views.ts'

/** The same answer for a code that is ill-formed and one that was never given out. */
export const unknownDocument = () =>
  notFound('document-not-found', {
    vi: 'Không có giấy tờ nào mang mã này do tỉnh cấp. Xin kiểm tra lại mã.',
    en: 'The province issued no document with this code. Please check the code.',
  })

export const verify = query('documents.verify', {
  summary: 'Compare a document in hand with what was issued.',
  input: z.strictObject({ code: z.string().min(1).max(60) }),
  output: VerificationView,
  allow: policy.mayVerify,
  perMinute: 60,
  async run({ input, db }) {
    const code = readCode(input.code)
    const row = code === undefined ? undefined : await store.findDocument(db, code)
    if (!row) throw unknownDocument()
    return presentVerification(row)
  },
})
