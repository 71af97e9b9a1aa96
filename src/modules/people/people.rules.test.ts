import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterFailure, hasEnded, isLocked, isStrongPassword, readAddress, readLogin } from './rules.ts'

const now = new Date('2026-11-18T02:00:00Z')
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)

test('the fifth wrong password locks; a lock that has run out gives five new tries', () => {
  assert.deepEqual(afterFailure({ failed: 3, lockedUntil: null }, now), { failed: 4, lockedUntil: null })
  const locked = afterFailure({ failed: 4, lockedUntil: null }, now)
  assert.deepEqual(locked, { failed: 5, lockedUntil: later(12 * 3_600_000) })
  assert.ok(isLocked(locked, later(12 * 3_600_000 - 1)))
  assert.ok(!isLocked(locked, later(12 * 3_600_000)))
  assert.deepEqual(afterFailure(locked, later(12 * 3_600_000)), { failed: 1, lockedUntil: null })
})

test('sessions end when idle and at their end', () => {
  const session = { kind: 'official' as const, startedAt: now, seenAt: now, expiresAt: later(12 * 3_600_000) }
  assert.ok(!hasEnded(session, later(15 * 60_000 - 1)))
  assert.ok(hasEnded(session, later(15 * 60_000)))
  assert.ok(hasEnded({ ...session, seenAt: session.expiresAt }, session.expiresAt))
  assert.ok(!hasEnded({ ...session, kind: 'citizen' }, later(59 * 60_000)))
})

test('what people type at sign-in is understood', () => {
  assert.deepEqual(readLogin(' NV001 '), { login: 'nv001' })
  assert.equal(readLogin('0912.345.678').phone, '+84912345678')
  assert.equal(readLogin('045 090 001 234').personalId, '045090001234')
  assert.deepEqual(readAddress('0912 345 678'), { channel: 'sms', address: '+84912345678' })
  assert.deepEqual(readAddress('An@Example.VN'), { channel: 'email', address: 'An@example.vn' })
  for (const text of ['', '12', 'a@b', "' or 1=1 --", '<script>@x.vn']) assert.equal(readAddress(text), undefined)
})

test('a password has lower case, upper case, digit and sign', () => {
  assert.ok(isStrongPassword('Đúng-mật-khẩu-1'))
  for (const weak of ['Ngắn-1', 'khongcohoa-1', 'KHONGTHUONG-1', 'Khong-co-so', 'KhongDau1'])
    assert.ok(!isStrongPassword(weak), weak)
})
