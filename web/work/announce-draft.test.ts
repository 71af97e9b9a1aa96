import assert from 'node:assert/strict'
import { test } from 'node:test'
import { announcementOf, areaOf, blank } from './announce-draft.ts'

const written = { ...blank, communes: ['19363'], title: ' Ngập lụt ', text: 'Nước lên nhanh.' }

test('a draft becomes an announcement when its place and its words are there', () => {
  assert.deepEqual(announcementOf(written), {
    kind: 'warning',
    area: { communes: ['19363'] },
    title: { vi: 'Ngập lụt' },
    text: { vi: 'Nước lên nhanh.' },
  })
  for (const missing of [{ communes: [] }, { title: ' ' }, { text: '' }])
    assert.equal(announcementOf({ ...written, ...missing }), undefined)
  assert.deepEqual(announcementOf({ ...written, titleEn: 'Flood', link: '/tin-tuc' })?.title, {
    vi: 'Ngập lụt',
    en: 'Flood',
  })
})

test('a distance that is not yet a number, or has no place, names no area', () => {
  const around = { ...written, scope: 'around' as const, place: [107.1, 16.8] as const }
  assert.deepEqual(areaOf({ ...around, km: 5 }), { around: { lon: 107.1, lat: 16.8, km: 5 } })
  for (const missing of [{ km: '5k' }, { km: undefined }, { km: 0 }, { place: undefined }])
    assert.equal(areaOf({ ...around, ...missing }), undefined)
  assert.equal(areaOf({ ...written, scope: 'province' }), 'province')
})
