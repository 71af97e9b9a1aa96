import { request } from './api.ts'

export type SentPhoto = { id: string; place: readonly [number, number] | undefined }

/** Sends a picture for a report, without the session: nothing says whose it is. The server draws it anew. */
export async function sendPhoto(file: Blob): Promise<SentPhoto> {
  const answer = await request('/api/reports/photos', {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': file.type || 'image/jpeg' },
    body: file,
  })
  if (typeof answer !== 'object' || answer === null || !('id' in answer) || typeof answer.id !== 'string')
    throw new Error('the answer to a photo has no id')
  return { id: answer.id, place: 'place' in answer ? placeOf(answer.place) : undefined }
}

function placeOf(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value)) return undefined
  const [lon, lat]: unknown[] = value
  return typeof lon === 'number' && typeof lat === 'number' ? [lon, lat] : undefined
}
