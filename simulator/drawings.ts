import sharp from 'sharp'
import type { Context } from '#core/context'

/** Pictures of made-up reports: plain drawings that nobody takes for photographs. */

const scenes: Readonly<Record<string, string>> = {
  'road-damage':
    '<ellipse cx="400" cy="440" rx="150" ry="52" fill="#3b3f45"/><ellipse cx="385" cy="432" rx="120" ry="36" fill="#5a5148"/>',
  'street-light':
    '<path d="M400 520V180h110" stroke="#3b3f45" stroke-width="18" fill="none"/><rect x="490" y="172" width="80" height="28" rx="8" fill="#2a2d31"/>',
  waste:
    '<path d="M250 500c40-120 90-60 140-140 60 90 120 30 170 140z" fill="#4d5a3e"/><rect x="330" y="430" width="70" height="60" fill="#8a6d3b"/><circle cx="480" cy="460" r="34" fill="#b9c3cc"/>',
  flooding:
    '<path d="M0 430q50-30 100 0t100 0 100 0 100 0 100 0 100 0 100 0 100 0V600H0z" fill="#6f9fc4"/><rect x="330" y="330" width="150" height="90" rx="14" fill="#b3202a"/>',
  'fallen-tree':
    '<path d="M160 500L600 380" stroke="#6b4a2b" stroke-width="34"/><circle cx="610" cy="360" r="90" fill="#3f7d45"/><circle cx="540" cy="330" r="60" fill="#4f9455"/>',
  'lake-safety':
    '<path d="M180 480h440l-60 80H240z" fill="#5d90b8"/><path d="M180 470L260 420M620 470L540 420" stroke="#8a6d3b" stroke-width="14"/>',
}
const road =
  '<rect width="800" height="600" fill="#dfe9f2"/><rect y="360" width="800" height="240" fill="#a9b1ba"/><path d="M0 480h800" stroke="#fff" stroke-width="10" stroke-dasharray="60 40"/>'
const done =
  '<circle cx="690" cy="120" r="64" fill="#1a7f4b"/><path d="M660 122l22 24 42-48" stroke="#fff" stroke-width="16" fill="none"/>'

export type Drawing = { digest: string; small: string; width: number; height: number }
export type Scene = { before: Drawing; after: Drawing }
export type Drawings = ReadonlyMap<string, Scene>

/** By category, before and after; the file store keeps each once. */
export async function drawScenes(ctx: Context): Promise<Drawings> {
  const made = await Promise.all(
    Object.entries(scenes).map(async ([category, scene]) => {
      const [before, after] = await Promise.all([draw(ctx, road + scene), draw(ctx, road + done)])
      return [category, { before, after }] as const
    }),
  )
  return new Map(made)
}

async function draw(ctx: Context, content: string): Promise<Drawing> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 600" width="800" height="600">${content}</svg>`
  const picture = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
  const little = await sharp(picture).resize(480).jpeg({ quality: 74 }).toBuffer()
  const [whole, small] = await Promise.all([ctx.files.put(picture), ctx.files.put(little)])
  return { digest: whole.digest, small: small.digest, width: 800, height: 600 }
}
