import type { Place } from './store/report.ts'

/** What a camera writes into a picture (Exif 2.32, a TIFF inside): when and where it was taken. All else is passed over. */
export type Exif = { takenAt?: Date | undefined; place?: Place | undefined }

const tags = { exif: 0x8769, gps: 0x8825, takenAt: 0x9003, offset: 0x9011 }
const gps = { latRef: 1, lat: 2, lonRef: 3, lon: 4 }
const maxEntries = 200

type Reader = { bytes: Buffer; little: boolean }
type Entry = { type: number; count: number; at: number }

/** Reads the block that begins with `Exif\0\0`; whatever is broken in it is as if it were not there. */
export function readExif(block: Buffer): Exif {
  try {
    const bytes = block.subarray(0, 4).toString('latin1') === 'Exif' ? block.subarray(6) : block
    const reader = { bytes, little: bytes.subarray(0, 2).toString('latin1') === 'II' }
    const first = entriesAt(reader, u32(reader, 4))
    return { takenAt: takenAt(reader, first), place: placeOf(reader, first) }
  } catch {
    return {}
  }
}

const u16 = ({ bytes, little }: Reader, at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at))
const u32 = ({ bytes, little }: Reader, at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))

function entriesAt(reader: Reader, at: number): Map<number, Entry> {
  const count = Math.min(u16(reader, at), maxEntries)
  return new Map(
    Array.from({ length: count }, (_, index): [number, Entry] => {
      const entry = at + 2 + index * 12
      return [u16(reader, entry), { type: u16(reader, entry + 2), count: u32(reader, entry + 4), at: entry + 8 }]
    }),
  )
}

function textOf(reader: Reader, entry: Entry | undefined): string | undefined {
  if (!entry) return undefined
  const start = entry.count > 4 ? u32(reader, entry.at) : entry.at
  return reader.bytes
    .subarray(start, start + Math.min(entry.count, 64))
    .toString('latin1')
    .replaceAll('\0', '')
    .trim()
}

/** Times without an offset are those of the province. */
function takenAt(reader: Reader, first: ReadonlyMap<number, Entry>): Date | undefined {
  const pointer = first.get(tags.exif)
  if (!pointer) return undefined
  const entries = entriesAt(reader, u32(reader, pointer.at))
  const match = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(textOf(reader, entries.get(tags.takenAt)) ?? '')
  if (!match) return undefined
  const offset = /^[+-]\d\d:\d\d$/.exec(textOf(reader, entries.get(tags.offset)) ?? '')?.[0] ?? '+07:00'
  const at = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}${offset}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

function placeOf(reader: Reader, first: ReadonlyMap<number, Entry>): Place | undefined {
  const pointer = first.get(tags.gps)
  if (!pointer) return undefined
  const entries = entriesAt(reader, u32(reader, pointer.at))
  const lat = degreesOf(reader, entries.get(gps.lat), textOf(reader, entries.get(gps.latRef)) === 'S')
  const lon = degreesOf(reader, entries.get(gps.lon), textOf(reader, entries.get(gps.lonRef)) === 'W')
  const isPlace = lat !== undefined && lon !== undefined && Math.abs(lat) <= 90 && Math.abs(lon) <= 180
  return isPlace && (lat !== 0 || lon !== 0) ? [lon, lat] : undefined
}

/** Degrees, minutes, seconds: three fractions. */
function degreesOf(reader: Reader, entry: Entry | undefined, negative: boolean): number | undefined {
  if (!entry || entry.count !== 3) return undefined
  const start = u32(reader, entry.at)
  const part = (index: number): number => u32(reader, start + index * 8) / u32(reader, start + index * 8 + 4)
  const degrees = part(0) + part(1) / 60 + part(2) / 3_600
  return Number.isFinite(degrees) ? Math.round((negative ? -degrees : degrees) * 1e6) / 1e6 : undefined
}
