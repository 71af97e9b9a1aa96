import sharp from 'sharp'
import type { Random } from './random.ts'

/** Papers that nobody wrote: what a demo's people attach. They look like papers, can't be read, and name no one. */

export type SamplePaper = { extension: 'pdf' | 'jpg'; mediaType: string; content: Buffer }

/** One of them that a paper of a procedure takes. */
export const sampleFor = <S extends Pick<SamplePaper, 'extension'>>(
  random: Random,
  samples: readonly S[],
  accept: readonly string[],
): S | undefined => {
  const fitting = samples.filter(({ extension }) => accept.includes(extension))
  return fitting.length === 0 ? undefined : random.pick(fitting)
}

/** A few papers, to be shared by many cases: photographs as a phone takes them, and a scan as PDF. */
export async function makeSamplePapers(random: Random): Promise<SamplePaper[]> {
  const photo = (under: string) => photograph(sheet(random, under))
  const [one, other, scanned] = await Promise.all([photo(table), photo(table), photo(glass)])
  const jpeg = (content: Buffer): SamplePaper => ({ extension: 'jpg', mediaType: 'image/jpeg', content })
  return [jpeg(one), jpeg(other), { extension: 'pdf', mediaType: 'application/pdf', content: scanOf(scanned) }]
}

const table = '#8b6b4c'
const glass = '#f4f0e6'
const width = 900
const height = 1200

/** A sheet on a table: lines where words would be, a red seal, a hand's stroke; a little turned, lit from one side. */
function sheet(random: Random, under: string): string {
  const turn = random.next() * 4 - 2
  const lines = Array.from({ length: 19 }, (_, at) => {
    const y = 330 + at * 34
    const short = at % 5 === 4
    return words(random, { x: 150, y, to: short ? 420 : 740, height: 9 })
  })
  const seal = { x: 600 + random.next() * 60, y: 1010 + random.next() * 30 }
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="light" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#fff" stop-opacity="0.16"/><stop offset="1" stop-color="#20140a" stop-opacity="0.34"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="${under}"/>
    <g transform="rotate(${turn} 450 600)">
      <rect x="72" y="62" width="760" height="1092" fill="#2b1d10" opacity="0.35"/>
      <rect x="64" y="50" width="760" height="1092" fill="#f4f0e6"/>
      ${words(random, { x: 250, y: 120, to: 640, height: 12 })}${words(random, { x: 300, y: 150, to: 590, height: 9 })}
      <rect x="350" y="176" width="190" height="2" fill="#3a3a44"/>
      ${words(random, { x: 210, y: 238, to: 690, height: 20 })}
      ${lines.join('')}
      <g fill="none" stroke="#b3202a" stroke-opacity="0.72" transform="rotate(-9 ${seal.x} ${seal.y})">
        <circle cx="${seal.x}" cy="${seal.y}" r="84" stroke-width="6"/><circle cx="${seal.x}" cy="${seal.y}" r="58" stroke-width="3"/>
        <path d="M${seal.x - 34} ${seal.y + 12} h68 M${seal.x - 26} ${seal.y - 10} h52" stroke-width="7"/>
      </g>
      <path d="M${seal.x - 90} ${seal.y + 24} c40 -80 60 40 88 -18 s34 -50 46 4 s40 22 74 -30" fill="none" stroke="#27408f" stroke-width="5"/>
    </g>
    <rect width="100%" height="100%" fill="url(#light)"/>
  </svg>`
}

type Line = { x: number; y: number; to: number; height: number }

/** Bars of a word's length: a text that nobody can read. */
function words(random: Random, { x, y, to, height: tall }: Line): string {
  let bars = ''
  for (let at = x; at < to;) {
    const long = Math.min(to - at, 18 + random.next() * 46)
    bars += `<rect x="${at.toFixed(0)}" y="${y}" width="${long.toFixed(0)}" height="${tall}" rx="2" fill="#3a3a44" opacity="0.78"/>`
    at += long + 9
  }
  return bars
}

const photograph = (svg: string): Promise<Buffer> => sharp(Buffer.from(svg)).blur(0.8).jpeg({ quality: 60 }).toBuffer()

/** What a scanner makes of a sheet: a PDF 1.4 of one A4 page that is one picture. */
function scanOf(jpeg: Buffer): Buffer {
  const page = 'q 595 0 0 842 0 0 cm /Sheet Do Q'
  const picture = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB`
  const objects = [
    [`<< /Type /Catalog /Pages 2 0 R >>`],
    [`<< /Type /Pages /Kids [3 0 R] /Count 1 >>`],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /Sheet 5 0 R >> >> >>`,
    ],
    [`<< /Length ${page.length} >>\nstream\n${page}\nendstream`],
    [`<< ${picture} /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>\nstream\n`, jpeg, `\nendstream`],
  ].map((parts, at) => Buffer.concat([`${at + 1} 0 obj\n`, ...parts, '\nendobj\n'].map((part) => Buffer.from(part))))
  const head = Buffer.from('%PDF-1.4\n')
  const offsets = objects.map((_, at) => head.length + Buffer.concat(objects.slice(0, at)).length)
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = head.length + Buffer.concat(objects).length
  const tail = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\n`
  return Buffer.concat([head, ...objects, Buffer.from(`${tail}startxref\n${end}\n%%EOF\n`)])
}
