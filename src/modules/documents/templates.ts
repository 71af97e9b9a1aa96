import type { z } from 'zod'
import { apology } from './templates/apology.ts'
import { controlSlip } from './templates/control-slip.ts'
import { receipt } from './templates/receipt.ts'
import { refusal } from './templates/refusal.ts'
import { register } from './templates/register.ts'
import { result } from './templates/result.ts'
import { stopNotice } from './templates/stop-notice.ts'
import { supplementRequest } from './templates/supplement-request.ts'

/** Keyed by purpose, not by form number: TT 01/2018 and TT 03/2025 number the same forms differently. */
export const templates = {
  receipt,
  'supplement-request': supplementRequest,
  refusal,
  apology,
  'stop-notice': stopNotice,
  'control-slip': controlSlip,
  register,
  result,
} as const

export type Kind = keyof typeof templates
export type FieldsOf<K extends Kind> = z.input<(typeof templates)[K]['schema']>

export const isKind = (kind: string): kind is Kind => Object.hasOwn(templates, kind)
