import type { Generated } from 'kysely'

export type AccountRow = {
  id: string
  kind: 'citizen' | 'official'
  login: string | null
  phone: string | null
  email: string | null
  name: string
  sort_key: string
  search_key: string
  id_sealed: Buffer | null
  id_digest: Buffer | null
  birth_on: string | null
  sex: string | null
  address: string | null
  password: string | null
  failed: number
  locked_until: Date | null
  assurance: number
  demo: boolean
  demo_place: number | null
  version: number
  created_at: Date
  signed_in_at: Date | null
  ended_at: Date | null
}

export type PostRow = { id: Generated<number>; account: string; unit: string; role: string; from_on: string; to_on: string | null }

export type AbsenceRow = {
  id: Generated<number>
  account: string
  substitute: string
  from_on: string
  to_on: string
  created_at: Date
}

export type SessionRow = {
  digest: Buffer
  account: string
  assurance: number
  created_at: Date
  seen_at: Date
  expires_at: Date
}

export type CodeRow = {
  address: Buffer
  digest: Buffer
  attempts: number
  expires_at: Date
  sent: number
  counted_from: Date
}

export type Tables = {
  'people.account': AccountRow
  'people.post': PostRow
  'people.absence': AbsenceRow
  'people.session': SessionRow
  'people.code': CodeRow
}
