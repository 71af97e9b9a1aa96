import { lottery, type Random } from './random.ts'

/**
 * Names with their frequencies in percent, from published statistics: surnames nationally (thoidai.com.vn) and of examination lists
 * of the central provinces; given names of people born 1991–2002; lengths of full names by sex.
 */
const surnames: readonly (readonly [string, number])[] = [
  ['Nguyễn', 34],
  ['Trần', 11],
  ['Lê', 9.5],
  ['Phạm', 5.5],
  ['Hoàng', 4.5],
  ['Phan', 3.9],
  ['Hồ', 3.2],
  ['Võ', 2.6],
  ['Bùi', 2.2],
  ['Đặng', 2],
  ['Trương', 1.7],
  ['Đỗ', 1.6],
  ['Ngô', 1.5],
  ['Đinh', 1.4],
  ['Cao', 1.4],
  ['Dương', 1.1],
  ['Mai', 1],
  ['Đoàn', 0.9],
  ['Lương', 0.9],
  ['Hà', 0.9],
  ['Trịnh', 0.8],
  ['Thái', 0.8],
  ['Đào', 0.7],
  ['Lưu', 0.5],
  ['Lý', 0.5],
]
const givenNames: Record<'male' | 'female', readonly (readonly [string, number])[]> = {
  male: [
    ['Tuấn', 2.7],
    ['Hoàng', 2.5],
    ['Huy', 2.2],
    ['Anh', 2.1],
    ['Hiếu', 2],
    ['Hùng', 2],
    ['Nam', 2],
    ['Sơn', 1.9],
    ['Đức', 1.9],
    ['Dũng', 1.7],
    ['Thành', 1.6],
    ['Đạt', 1.6],
    ['Cường', 1.6],
    ['Long', 1.6],
    ['Trung', 1.5],
    ['Hải', 1.4],
    ['Nguyên', 1.4],
    ['Thắng', 1.4],
    ['Minh', 1.3],
    ['Duy', 1.2],
    ['Tiến', 1.1],
    ['Quang', 1.1],
    ['Phúc', 1],
    ['Trường', 1],
    ['Tài', 1],
    ['Toàn', 1],
    ['Hưng', 0.9],
    ['Phong', 0.9],
    ['Tùng', 0.9],
    ['Khánh', 0.9],
    ['Bảo', 0.9],
    ['Quân', 0.8],
    ['Nghĩa', 0.8],
    ['Lâm', 0.8],
    ['Vinh', 0.8],
    ['Bình', 0.8],
    ['Mạnh', 0.8],
  ],
  female: [
    ['Trang', 4.2],
    ['Thảo', 3.5],
    ['Linh', 3],
    ['Anh', 2.5],
    ['Phương', 2.2],
    ['Hằng', 2.1],
    ['Huyền', 2.1],
    ['Hiền', 2],
    ['Hương', 1.7],
    ['Ngọc', 1.7],
    ['Dung', 1.7],
    ['Nhung', 1.7],
    ['Thủy', 1.6],
    ['Nhi', 1.6],
    ['Duyên', 1.6],
    ['Vân', 1.5],
    ['Quỳnh', 1.5],
    ['Nga', 1.5],
    ['Yến', 1.5],
    ['Trinh', 1.5],
    ['Thương', 1.3],
    ['Uyên', 1.3],
    ['Hạnh', 1.3],
    ['Ngân', 1.2],
    ['Oanh', 1.2],
    ['Trâm', 1.2],
    ['Ly', 1.2],
    ['Mai', 1.1],
    ['Phượng', 1.1],
    ['Thúy', 1.1],
    ['Hoa', 1],
    ['Hồng', 1],
    ['Tâm', 1],
    ['Thu', 0.9],
    ['My', 0.9],
    ['Giang', 0.9],
    ['Loan', 0.9],
  ],
}
const middleNames = {
  male: ['Văn', 'Văn', 'Đức', 'Quang', 'Hữu', 'Minh', 'Xuân', 'Ngọc', 'Quốc', 'Thanh', 'Công', 'Đình', 'Bá', 'Anh'],
  female: ['Thị', 'Thị', 'Thị', 'Ngọc', 'Thu', 'Thanh', 'Kim', 'Hồng', 'Minh', 'Mỹ', 'Bích', 'Quỳnh', 'Diệu', 'Như'],
}
/** A middle name of these comes right after the surname: Nguyễn Thị Thu Hà, never Nguyễn Thu Thị Hà. */
const leading = new Set(['Thị', 'Văn', 'Hữu', 'Đình', 'Bá', 'Công'])
/** Shares of full names of four words. */
const fourWords = { male: 0.26, female: 0.65 }

export type Sex = 'male' | 'female'

const byWeight = (names: readonly (readonly [string, number])[]) => lottery(names, ([, weight]) => weight)
const drawSurname = byWeight(surnames)
const drawGiven = { male: byWeight(givenNames.male), female: byWeight(givenNames.female) }

export function fullName(random: Random, sex: Sex): string {
  const [surname] = drawSurname(random)
  const [given] = drawGiven[sex](random)
  const middle = random.pick(middleNames[sex])
  const second = random.chance(fourWords[sex]) ? random.pick(middleNames[sex]) : undefined
  return [surname, ...orderMiddle(middle, second), given].join(' ')
}

function orderMiddle(first: string, second: string | undefined): string[] {
  if (second === undefined || second === first || (leading.has(first) && leading.has(second))) return [first]
  return leading.has(second) ? [second, first] : [first, second]
}
