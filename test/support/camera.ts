import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toBuffer } from 'qrcode'
import sharp from 'sharp'

/** A camera before which a code is held: Chromium plays a file of pictures as what its camera sees. */
export function fakeCamera() {
  const folder = mkdtempSync(join(tmpdir(), 'tinhso-camera-'))
  const film = join(folder, 'film.mjpeg')
  return {
    switches: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
    /** Before the page opens the camera. */
    async hold(text: string): Promise<void> {
      const code = await toBuffer(text, { width: 440, margin: 4, errorCorrectionLevel: 'L' })
      const desk = sharp({ create: { width: 640, height: 480, channels: 3, background: '#d8d2c4' } })
      const frame = await desk
        .composite([{ input: code, gravity: 'centre' }])
        .jpeg({ quality: 92, chromaSubsampling: '4:2:0' })
        .toBuffer()
      writeFileSync(film, Buffer.concat(Array.from({ length: 30 }, () => frame)))
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
