import assert from 'node:assert/strict'
import jsQr from 'jsqr'
import sharp from 'sharp'

/** What a QR code in a picture says, read as a phone's camera would. */
export async function scan(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const found = jsQr.default(new Uint8ClampedArray(data), info.width, info.height)
  return found?.data ?? assert.fail('there is no code in the picture')
}
