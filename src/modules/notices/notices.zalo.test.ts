import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { testContext } from '#test/context'
import { packFolder } from '#test/pack-folder'
import { dan, ready, tell } from '#test/telling'
import { webProvider } from '#test/web-provider'
import { deliver } from './delivery.ts'
import { notices } from './index.ts'
import { setChoices } from './operations/choosing.ts'

test(
  'a Zalo-style provider is given the approved text’s number and facts; its token is renewed once for all',
  { timeout: 60_000 },
  async () => {
    const tokens: string[] = []
    let serialToken = 0
    const zalo = await webProvider(({ path, body, headers }) => {
      if (path.startsWith('/token')) {
        tokens.push(new URLSearchParams(body).get('refresh_token') ?? '')
        serialToken += 1
        return { body: { access_token: `a${serialToken}`, refresh_token: `r${serialToken}`, expires_in: '3600' } }
      }
      if (headers.access_token === 'a1') return { body: { error: -124, message: 'access token invalid' } }
      return { body: { error: 0, message: 'Success', data: { msg_id: 'z1' } } }
    })
    const pack = packFolder({})
    const { cpSync, writeFileSync } = await import('node:fs')
    cpSync('test/pack', pack.folder, { recursive: true })
    writeFileSync(
      `${pack.folder}/notices/result-ready.yaml`,
      [
        'name: Có kết quả',
        'group: my-cases',
        'channels: [zalo]',
        "facts: { caseCode: 'H50', place: 'Xã Một' }",
        "subject: 'Hồ sơ {caseCode}'",
        "body: ['Nhận tại {place}']",
        "zalo: { template: '204581', parameters: { ma_ho_so: caseCode, noi_nhan: place } }",
      ].join('\n'),
    )
    const t = await testContext({
      modules: [notices],
      pack: pack.folder,
      config: { zaloUrl: `http://app1:key1@${zalo.host}/message/template?token=http://${zalo.host}/token&refresh=r0` },
    })
    try {
      await t.call(setChoices, { ways: { 'my-cases': ['zalo'] } }, dan)
      await tell(t, ready({ account: 'dan', phone: '+84912000009' }), ready({ account: 'dan', phone: '+84912000008' }))
      await deliver(t.ctx)
      const sent = zalo.asked.filter(
        ({ path, headers }) => path === '/message/template' && headers.access_token === 'a2',
      )
      assert.deepEqual(
        sent
          .map(({ body }): unknown => JSON.parse(body))
          .map((body) =>
            z
              .object({ phone: z.string(), template_id: z.string(), template_data: z.record(z.string(), z.string()) })
              .parse(body),
          )
          .toSorted((a, b) => a.phone.localeCompare(b.phone)),
        [
          { phone: '84912000008', template_id: '204581', template_data: { ma_ho_so: 'H50', noi_nhan: 'Xã Một' } },
          { phone: '84912000009', template_id: '204581', template_data: { ma_ho_so: 'H50', noi_nhan: 'Xã Một' } },
        ],
      )
      assert.deepEqual(tokens, ['r0', 'r1'], 'each refresh token is spent once')
      assert.equal(zalo.asked.find(({ path }) => path === '/token')?.headers.secret_key, 'key1')
      const { rows } = await sql<{ sealed: Buffer }>`select sealed from notices.secret where name like 'zalo%'`.execute(
        t.ctx.db,
      )
      assert.ok(!rows[0]?.sealed.toString('latin1').includes('r2'), 'tokens are sealed')
    } finally {
      await t.close()
      await zalo.close()
      pack.remove()
    }
  },
)
