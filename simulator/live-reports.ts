import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { z } from 'zod'
import type { Client } from './client.ts'
import { fill, reportTexts } from './report-texts.ts'
import type { Random } from './random.ts'

/** Reports as they come and are dealt with, through the public interface. */

export type Players = { url: string; random: Random; as(account: string): Promise<Client> }

const Communes = z.object({
  items: z.array(
    z.object({ code: z.string(), kind: z.string(), position: z.tuple([z.number(), z.number()]).optional() }),
  ),
})
const Desk = z.object({ items: z.array(z.object({ code: z.string(), unit: z.object({ code: z.string() }) })) })
const Found = z.object({
  code: z.string(),
  version: z.int(),
  text: z.string(),
  visible: z.boolean(),
  category: z.object({ id: z.string() }),
  actions: z.array(z.string()),
})
const Photo = z.object({ id: z.string() })
const citizens = 40

/** A citizen sends a report about something near a commune's middle. */
export async function sendReport({ random, as }: Players): Promise<void> {
  const citizen = await as(`demo-citizen-${random.int(0, citizens - 1)}`)
  const communes = Communes.parse(await citizen.query('units.list')).items.filter(({ kind }) => kind === 'commune')
  const { position } = random.pick(communes)
  const [category, texts] = random.pick(Object.entries(reportTexts))
  if (!position) return
  const near = () => (random.next() - 0.5) * 0.01
  await citizen.command(
    'reports.submit',
    {
      category,
      text: fill(random, random.pick(texts.said)),
      place: [position[0] + near(), position[1] + near()],
      urgent: random.chance(0.08),
    },
    randomUUID(),
  )
}

/** An official opens the most urgent reports of the province and does the next thing about one of them. */
export async function handleReport(players: Players): Promise<boolean> {
  const { random, as } = players
  const leader = await as('demo-44-leader-0')
  const { items } = Desk.parse(await leader.query('reports.desk', { limit: 60 }))
  if (items.length === 0) return false
  const { code, unit } = random.pick(items)
  const account = `demo-${unit.code}-${unit.code.startsWith('H50') ? 'specialist' : 'clerk'}-0`
  const official = await as(account)
  const found = Found.parse(await official.query('reports.get', { code }))
  const seen = { code, version: found.version }
  const may = (act: string) => found.actions.includes(`reports.${act}`)
  if (may('accept')) await official.command('reports.accept', seen, randomUUID())
  else if (may('show') && !found.visible)
    await official.command('reports.show', { ...seen, text: found.text }, randomUUID())
  else if (may('answer')) {
    const text = random.pick(reportTexts[found.category.id]?.answered ?? ['Đơn vị đã xử lý xong, cảm ơn ông/bà.'])
    const photos = [await sendDrawing(players.url)]
    await official.command('reports.answer', { ...seen, text, photos }, randomUUID())
  } else return false
  return true
}

/** A plain drawing, never a photograph: what is made up shows that it is. */
async function sendDrawing(url: string): Promise<string> {
  const picture = await sharp({ create: { width: 480, height: 360, channels: 3, background: '#a9b1ba' } })
    .jpeg()
    .toBuffer()
  const response = await fetch(`${url}/api/reports/photos`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: new Uint8Array(picture),
    signal: AbortSignal.timeout(30_000),
  })
  return Photo.parse(await response.json()).id
}
