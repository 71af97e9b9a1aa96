/** A number in [0, 1), as Math.random gives them; a seeded one makes the same people again. */
export type Random = () => number

export type Sex = 'male' | 'female'

// Weights in per mille: published name statistics (families of Central Vietnam; given names of people born 1991–2002).
const families: readonly (readonly [string, number])[] = [
  ['Nguyễn', 296],
  ['Trần', 101],
  ['Lê', 84],
  ['Phạm', 59],
  ['Hoàng', 58],
  ['Phan', 46],
  ['Võ', 35],
  ['Hồ', 35],
  ['Bùi', 27],
  ['Đặng', 19],
  ['Đỗ', 18],
  ['Trương', 17],
  ['Ngô', 16],
  ['Đinh', 16],
  ['Dương', 12],
  ['Mai', 10],
  ['Hà', 10],
  ['Đoàn', 9],
  ['Lương', 9],
  ['Cao', 9],
  ['Đào', 8],
  ['Thái', 7],
]
const given: Record<Sex, string> = {
  male: 'Tuấn Hoàng Huy Anh Hiếu Hùng Nam Sơn Đức Dũng Thành Đạt Cường Long Trung Hải Nguyên Thắng Minh Duy Tiến Quang Phúc Trường Tài Toàn Hưng Phong Tùng Khánh Bảo Quân Nghĩa Lâm Vinh Bình Mạnh',
  female:
    'Trang Thảo Linh Anh Phương Hằng Huyền Hiền Hương Ngọc Dung Nhung Thủy Nhi Duyên Vân Quỳnh Nga Yến Trinh Thương Uyên Hạnh Ngân Oanh Trâm Ly Mai Phượng Thúy Hoa Vy Hồng Tâm Thu My Giang Loan Thanh',
}
const middle: Record<Sex, readonly string[]> = {
  male: ['Văn', 'Văn', 'Văn', 'Đức', 'Minh', 'Quang', 'Hữu', 'Xuân', 'Ngọc', 'Công', 'Thanh', 'Quốc', 'Đình', 'Anh'],
  female: [
    'Thị',
    'Thị',
    'Thị',
    'Thị',
    'Thị Thu',
    'Thị Thanh',
    'Thị Kim',
    'Thị Mỹ',
    'Thị Hoài',
    'Ngọc',
    'Hồng',
    'Minh',
    'Bích',
    'Thùy',
  ],
}
const givenWords = { male: given.male.split(' '), female: given.female.split(' ') }

const totalWeight = families.reduce((sum, [, weight]) => sum + weight, 0)

/** A name as people in the province bear it; nobody's in particular. */
export function makeName(random: Random, sex: Sex): string {
  let rest = random() * totalWeight
  const family = families.find(([, weight]) => (rest -= weight) < 0)?.[0] ?? 'Nguyễn'
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ''
  // The first names of the lists are the most frequent: the square leans towards them.
  const names = givenWords[sex]
  const own = names[Math.floor(random() ** 1.4 * names.length)] ?? ''
  const between = pick(middle[sex])
  return between.split(' ').includes(own) ? `${family} ${own}` : `${family} ${between} ${own}`
}

/**
 * A made-up identity number in the form of real ones (province, century and sex, birth year), whose last six digits begin with
 * 9: it stands in a demo only, and may by chance be somebody's.
 */
export function makePersonalId(random: Random, sex: Sex, birthYear: number): string {
  const century = (Math.floor(birthYear / 100) - 19) * 2 + (sex === 'female' ? 1 : 0)
  const province = random() < 0.5 ? '044' : '045'
  return `${province}${century}${String(birthYear % 100).padStart(2, '0')}9${String(Math.floor(random() * 100_000)).padStart(5, '0')}`
}

/** Numbers that the demo gives itself; messages to them go to its mailbox and nowhere else. */
export const makePhone = (random: Random): string =>
  `+84900${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`

/** A small generator with a seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
