import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { testContext, type TestContext } from '#test/context'
import { refusedWith } from '#test/people'
import { picture } from '#test/reports'
import { coverPicture, takePhoto } from './photos.ts'
import { coverPersonal, metresBetween } from './showing.ts'

let t: TestContext
before(async () => void (t = await testContext()))
after(() => t.close())

const withExif = (gps: Record<string, string>, taken?: string) =>
  sharp({ create: { width: 60, height: 40, channels: 3, background: '#336699' } })
    .withExif({ IFD3: gps, ...(taken ? { IFD2: { DateTimeOriginal: taken } } : {}) })
    .jpeg()
    .toBuffer()

/** A PNG that says it is very large: a small file that would unfold into gigabytes. */
function bomb(): Buffer {
  const crcs = Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c >>> 0
  })
  const crc = (bytes: Buffer) =>
    (bytes.reduce((c, byte) => (crcs[(c ^ byte) & 255] ?? 0) ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0
  const chunk = (type: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), content])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(content.length)
    frame.writeUInt32BE(crc(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const head = Buffer.from([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30, 8, 2, 0, 0, 0])
  const lines = deflateSync(Buffer.alloc(30_000 * 90_001).subarray(0, 30_000_000))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', lines),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

describe('photos', { timeout: 60_000 }, () => {
  test('a picture is drawn anew: the place is told, and is no longer in it', async () => {
    const taken = await takePhoto(
      t.ctx,
      await withExif(
        { GPSLatitudeRef: 'N', GPSLatitude: '17/1 6/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '106/1 42/1 0/1' },
        '2026:11:17 08:30:00',
      ),
    )
    assert.deepEqual(taken.takenPlace, [106.7, 17.1])
    assert.equal(taken.takenAt?.toISOString(), '2026-11-17T01:30:00.000Z')
    const { exif, format } = await sharp(await t.ctx.files.bytes(taken.digest)).metadata()
    assert.equal(exif, undefined)
    assert.equal(format, 'jpeg')
  })

  test('a large picture becomes a small one, an upright one stays upright', async () => {
    const taken = await takePhoto(t.ctx, await picture(4_000, 3_000))
    assert.deepEqual([taken.width, taken.height], [1_600, 1_200])
    const turned = await sharp(await picture(300, 200))
      .withMetadata({ orientation: 6 })
      .toBuffer()
    const upright = await takePhoto(t.ctx, turned)
    assert.deepEqual([upright.width, upright.height], [200, 300])
  })

  test('what is no picture is refused, whatever it calls itself', async () => {
    for (const content of [
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
      Buffer.from('%PDF-1.4 something'),
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('<script>alert(1)</script>')]),
      (await picture()).subarray(0, 400),
      Buffer.alloc(0),
    ])
      await assert.rejects(takePhoto(t.ctx, content), refusedWith('photo-unreadable'))
  })

  test('a small file that unfolds into gigabytes is refused', async () => {
    await assert.rejects(takePhoto(t.ctx, bomb()), refusedWith('photo-unreadable'))
  })

  test('broken Exif is as none', async () => {
    const taken = await takePhoto(t.ctx, await withExif({ GPSLatitudeRef: 'N', GPSLatitude: '1/0 0/0 0/0' }))
    assert.equal(taken.takenPlace, undefined)
  })

  test('a covered part is one plain colour', async () => {
    const taken = await takePhoto(t.ctx, await picture())
    const covered = await coverPicture(t.ctx, taken.digest, [{ x: 0.5, y: 0.5, width: 0.9, height: 0.9 }])
    const { data, info } = await sharp(await t.ctx.files.bytes(covered.digest))
      .extract({ left: 420, top: 320, width: 300, height: 200 })
      .raw()
      .toBuffer({ resolveWithObject: true })
    assert.equal(info.channels, 3)
    const [red = 0, green = 0, blue = 0] = data
    for (const [value, wanted] of [
      [red, 0x5b],
      [green, 0x66],
      [blue, 0x75],
    ] as const)
      assert.ok(Math.abs(value - wanted) < 8)
  })
})

describe('coverPersonal(text)', () => {
  for (const [text, covered] of [
    ['Gọi tôi số 0912 345 678 nhé', 'Gọi tôi số ••• nhé'],
    ['+84 912.345.678', '•••'],
    ['CCCD 045090001234 của tôi', 'CCCD ••• của tôi'],
    ['xe 73C-123.45 đổ rác', 'xe ••• đổ rác'],
    ['gửi a.b@example.vn', 'gửi •••'],
    ['từ 19h ngày 12/11/2026, số nhà 125', 'từ 19h ngày 12/11/2026, số nhà 125'],
    ['Quốc lộ 1, km 750', 'Quốc lộ 1, km 750'],
  ] as const)
    test(text, () => assert.equal(coverPersonal(text), covered))
})

test('metresBetween(a, b) is right to a few per cent', () => {
  assert.ok(Math.abs(metresBetween([106.7, 17.1], [106.7, 17.2]) - 11_130) < 100)
  assert.ok(Math.abs(metresBetween([106.7, 17.1], [106.8, 17.1]) - 10_640) < 100)
})
