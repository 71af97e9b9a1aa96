import { fullName, type Sex } from './names.ts'
import type { Random } from './random.ts'

export type MadePerson = {
  name: string
  sex: Sex
  /** ISO day */
  birthOn: string
  personalId: string
  phone: string
  commune: string
  /** house and street, or village */
  line: string
  /** with the commune */
  address: string
}

const streets = [
  'Lê Duẩn',
  'Trần Hưng Đạo',
  'Quang Trung',
  'Hùng Vương',
  'Lý Thường Kiệt',
  'Nguyễn Huệ',
  'Lê Lợi',
  'Phan Bội Châu',
  'Hàm Nghi',
  'Nguyễn Trãi',
]
const prefixes = ['086', '097', '098', '035', '036', '091', '094', '083', '090', '093', '077', '092', '056']

const pad = (n: number, width: number): string => String(n).padStart(width, '0')

/**
 * A person with a number as the law makes it: province of birth registration, century and sex, year, six digits (handbook 4.1).
 * The last six digits begin with 9: a range kept for made-up people here.
 */
export function makePerson(
  random: Random,
  place: { commune: string; communeName: string },
  age?: { from: number; to: number },
): MadePerson {
  const sex: Sex = random.chance(0.5) ? 'male' : 'female'
  const year = 2026 - random.int(age?.from ?? 18, age?.to ?? 78)
  const birthOn = `${year}-${pad(random.int(1, 12), 2)}-${pad(random.int(1, 28), 2)}`
  const century = (year >= 2000 ? 2 : 0) + (sex === 'female' ? 1 : 0)
  const province = random.chance(0.5) ? '044' : '045'
  const line = random.chance(0.6) ? `Thôn ${random.int(1, 12)}` : `${random.int(1, 320)} ${random.pick(streets)}`
  return {
    name: fullName(random, sex),
    sex,
    birthOn,
    personalId: `${province}${century}${pad(year % 100, 2)}9${pad(random.int(0, 99_999), 5)}`,
    phone: `${random.pick(prefixes)}${pad(random.int(0, 9_999_999), 7)}`,
    commune: place.commune,
    line,
    address: `${line}, ${place.communeName}`,
  }
}
