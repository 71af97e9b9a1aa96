import { searchKey } from '#core/text'
import { findEmail, findPersonalId, findPhone } from '#core/forms/identifiers'
import type { VneidSettings } from './definition.ts'

/** What the national identity says of a person. */
export type Told = {
  subject: string
  personalId: string
  name: string
  birthOn?: string
  sex?: 'male' | 'female'
  address?: string
  phone?: string
  email?: string
}

/** Claims → what we know; undefined where the three that matter are not there, or the number is none. */
export function readClaims(
  { claims, sexes }: VneidSettings,
  given: Readonly<Record<string, unknown>>,
  year: number,
): Told | undefined {
  const text = (name: string): string | undefined => {
    const value = given[name]
    if (typeof value === 'number') return String(value)
    return typeof value === 'string' && value.trim() !== '' ? value.trim().normalize('NFC') : undefined
  }
  const subject = text(claims.subject) ?? text('sub')
  const personalId = findPersonalId(text(claims.personalId) ?? '', year)
  const name = text(claims.name)
  if (subject === undefined || personalId === undefined || name === undefined) return undefined
  const birthOn = readDay(text(claims.birthOn))
  const sex = sexes[text(claims.sex) ?? '']
  const [phone, email] = [findPhone(text(claims.phone) ?? ''), findEmail(text(claims.email) ?? '')]
  const address = text(claims.address)
  return {
    subject,
    personalId,
    name: searchKey(name) === '' ? name : inWords(name),
    ...(birthOn && { birthOn }),
    ...(sex && { sex }),
    ...(address && { address }),
    ...(phone && { phone }),
    ...(email && { email }),
  }
}

/** `TRẦN THỊ LAN`, as registers write it, is a name in capitals; people write Trần Thị Lan. */
const inWords = (name: string): string =>
  name !== name.toLocaleUpperCase('vi')
    ? name
    : name
        .toLocaleLowerCase('vi')
        .replace(/(^|[\s'-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toLocaleUpperCase('vi'))

/** `03/02/1990`, `19900203`, `1990-02-03` → ISO. */
function readDay(text: string | undefined): string | undefined {
  const match =
    /^(?<y>\d{4})-?(?<m>\d{2})-?(?<d>\d{2})$/.exec(text ?? '') ??
    /^(?<d>\d{2})\/(?<m>\d{2})\/(?<y>\d{4})$/.exec(text ?? '')
  const { y, m, d } = match?.groups ?? {}
  const day = `${y}-${m}-${d}`
  return match && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day) ? day : undefined
}
