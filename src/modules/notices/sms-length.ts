/** How a text is cut for SMS. Vietnamese marks need UCS-2: 70 characters in one message, 67 in each part of a longer one. */

/** The most parts that one notice may take: each is paid for. */
export const longestSms = 4

// GSM 03.38: the alphabet that needs one place a character, and what needs two.
const gsm =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const gsmTwice = '^{}\\[~]|€'

export const isPlain = (text: string): boolean =>
  [...text].every((mark) => gsm.includes(mark) || gsmTwice.includes(mark))

const widthOf = (mark: string, plain: boolean): number => (plain ? (gsmTwice.includes(mark) ? 2 : 1) : mark.length)

/** The text in the parts in which it goes; no character is cut in two. */
export function segmentsOf(text: string): string[] {
  const plain = isPlain(text)
  const [alone, each] = plain ? [160, 153] : [70, 67]
  const marks = [...text]
  const width = marks.reduce((sum, mark) => sum + widthOf(mark, plain), 0)
  if (width <= alone) return [text]
  const parts: string[] = []
  let part = ''
  let room: number = each
  for (const mark of marks) {
    const needed = widthOf(mark, plain)
    if (needed > room) {
      parts.push(part)
      part = ''
      room = each
    }
    part += mark
    room -= needed
  }
  return [...parts, part]
}
