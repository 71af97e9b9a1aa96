import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { BrokenLog } from './log.ts'

export type Opened = { format: 'xes' | 'csv'; text: AsyncIterable<string> }

/**
 * Opens a log: gzip is undone, the encoding taken from the mapping, a byte order mark or the XML declaration, and the
 * format told by the first character, so that a file's name decides nothing.
 * @param onBytes is told how far the file on disk has been read
 */
export async function openLog(path: string, encoding?: string, onBytes?: (bytes: number) => void): Promise<Opened> {
  const bytes = await unzipped(counted(createReadStream(path), onBytes))
  const [head, chunks] = await peek(bytes, 512)
  const decoder = decoderOf(head, encoding)
  const start = new TextDecoder(decoder.encoding).decode(head)
  return { format: /^\s*</.test(start) ? 'xes' : 'csv', text: decoded(chunks, decoder) }
}

async function* counted(source: AsyncIterable<Uint8Array>, onBytes?: (bytes: number) => void) {
  let bytes = 0
  for await (const chunk of source) {
    bytes += chunk.length
    onBytes?.(bytes)
    yield chunk
  }
}

/** The first bytes, and the whole stream again. */
async function peek(source: AsyncIterable<Uint8Array>, size: number) {
  const iterator = source[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  for (let more = await iterator.next(); !more.done; more = await iterator.next()) {
    head = Buffer.concat([head, more.value])
    if (head.length >= size) break
  }
  const again = async function* () {
    if (head.length > 0) yield head
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return [head.subarray(0, size), again()] as const
}

async function unzipped(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const [head, chunks] = await peek(source, 2)
  return head[0] === 0x1f && head[1] === 0x8b ? gunzipped(chunks) : chunks
}

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  pipeline(Readable.from(source), gunzip, () => undefined) // an error reaches the loop below
  try {
    for await (const chunk of gunzip) yield chunk
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new BrokenLog(0, { vi: `tệp nén gzip hỏng: ${reason}`, en: `The gzip file is broken: ${reason}` })
  }
}

function decoderOf(head: Uint8Array, encoding: string | undefined): TextDecoder {
  if (encoding !== undefined) return new TextDecoder(encoding, { fatal: true })
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true })
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true })
  const declared =
    /^\s*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(Buffer.from(head).toString('latin1'))?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(declared, { fatal: true })
  } catch {
    throw new BrokenLog(1, { vi: `không có bảng mã ${declared}`, en: `There is no encoding ${declared}` })
  }
}

async function* decoded(source: AsyncIterable<Uint8Array>, decoder: TextDecoder): AsyncGenerator<string> {
  let line = 1
  for await (const chunk of source) {
    yield decode(() => decoder.decode(chunk, { stream: true }), decoder, line)
    line += breaksIn(chunk)
  }
  yield decode(() => decoder.decode(), decoder, line)
}

/** Text in another encoding than expected would become nonsense names: better nothing than that. */
function decode(run: () => string, decoder: TextDecoder, line: number): string {
  try {
    return run()
  } catch {
    throw new BrokenLog(line, {
      vi: `không phải chữ ${decoder.encoding} (từ dòng này trở đi); hãy ghi encoding trong bảng ánh xạ`,
      en: `This is not ${decoder.encoding} text (from this line on); name the encoding in the mapping`,
    })
  }
}

function breaksIn(chunk: Uint8Array): number {
  let count = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1
  return count
}
