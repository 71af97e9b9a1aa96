/** Numbers of legal documents in running text, where title and number were glued: `Luật Hộ tịch60/2014/QH13Nghị định…`. */

const issuers = [
  ...['TTg', 'CP', 'UBTVQH', 'VPCP', 'TTCP', 'NHNN', 'TANDTC', 'VKSNDTC', 'HĐTP', 'UBND', 'HĐND', 'BHXH'],
  ...['BNNPTNT', 'BNNMT', 'BTNMT', 'BLĐTBXH', 'BVHTTDL', 'BGTVT', 'BGDĐT', 'BKHCN', 'BTTTT', 'BKHĐT', 'BDTTG'],
  ...['BTP', 'BTC', 'BXD', 'BCA', 'BQP', 'BNV', 'BNG', 'BCT', 'BYT', 'BNN'],
].toSorted((a, b) => b.length - a.length)

const kinds = ['TTLT', 'NĐ', 'ND', 'TT', 'QĐ', 'NQ', 'PL', 'CT', 'VBHN']
const number = new RegExp(
  String.raw`\d{1,4}(?:\.\d{1,2})?\/(?:\d{4}\/)?(?:QH\d{1,2}|PL-UBTVQH\d{1,2}|UBTVQH\d{1,2}|(?:${kinds.join('|')})-(?:${issuers.join('|')})(?:-(?:${issuers.join('|')}))*)`,
  'g',
)

/** Each number once, in the order of the text. */
export const lawsIn = (text: string): string[] => [...new Set(text.normalize('NFC').match(number) ?? [])]
