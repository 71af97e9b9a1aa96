import { request } from './api.ts'

export type SentPhoto = { id: string; place: readonly [number, number] | undefined }

/** Sends a picture for a report, without the session: nothing says whose it is. The server draws it anew. */
export async function sendPhoto(file: Blob): Promise<SentPhoto> {
  const answer = await post('/api/reports/photos', file, 'image/jpeg')
  return { id: idIn(answer), place: 'place' in answer ? placeOf(answer.place) : undefined }
}

/** Sends a recording for a report, without the session too. It stays as it is, and for those who work on the report. */
export const sendRecording = async (file: Blob): Promise<string> =>
  idIn(await post('/api/reports/recordings', file, 'video/mp4'))

async function post(url: string, body: Blob, otherwise: string): Promise<object> {
  const headers = { 'content-type': body.type || otherwise }
  const answer = await request(url, { method: 'POST', credentials: 'omit', headers, body })
  return typeof answer === 'object' && answer !== null ? answer : {}
}

function idIn(answer: object): string {
  if ('id' in answer && typeof answer.id === 'string') return answer.id
  throw new Error('the answer to a file has no id')
}

function placeOf(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value)) return undefined
  const [lon, lat]: unknown[] = value
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : undefined
}
