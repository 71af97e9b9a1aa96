/** Numbers that Vietnam gives to people and taxpayers: whether one can be such a number, and its canonical form. */

/**
 * A personal identification number in its canonical form: 12 digits, without spaces (Luật Căn cước 26/2023/QH15 Đ12; there is no
 * check digit). One whose birth year lies after `year` cannot have been issued.
 */
export function findPersonalId(text: string, year: number): string | undefined {
  const digits = text.replace(/[\s.-]/g, '')
  const match = /^\d{3}(\d)(\d{2})\d{6}$/.exec(digits)
  if (!match || /^0{3}/.test(digits)) return undefined
  const birthYear = 1900 + 100 * Math.floor(Number(match[1]) / 2) + Number(match[2])
  return birthYear <= year ? digits : undefined
}

const taxWeights = [31, 29, 23, 19, 17, 13, 7, 5, 3]

/** A tax code of an organisation with its check digit (TT 86/2024/TT-BTC Đ5); that of a person is the personal number. */
export function findTaxCode(text: string, year: number): string | undefined {
  const code = text.replace(/[\s.]/g, '')
  if (/^\d{12}$/.test(code)) return findPersonalId(code, year)
  const match = /^(\d{10})(?:-?(\d{3}))?$/.exec(code)
  const digits = match?.[1]
  if (!digits || match[2] === '000' || digits.slice(2, 9) === '0000000') return undefined
  const sum = taxWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0)
  if (10 - (sum % 11) !== Number(digits[9])) return undefined
  return match[2] ? `${digits}-${match[2]}` : digits
}

/** A phone number as E.164: mobiles of ten digits, land lines of ten or eleven, numbers abroad with their `+`. */
export function findPhone(text: string): string | undefined {
  const digits = text.replace(/[\s.()-]/g, '').replace(/^(\+84|84(?=\d{9,10}$))0?/, '0')
  if (/^0[35789]\d{8}$/.test(digits) || /^02\d{8,9}$/.test(digits)) return `+84${digits.slice(1)}`
  return /^\+[1-9]\d{7,14}$/.test(digits) ? digits : undefined
}

export function findEmail(text: string): string | undefined {
  const match = /^([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/.exec(text.trim())
  return match && text.length <= 254 ? `${match[1]}@${match[2]?.toLowerCase()}` : undefined
}
