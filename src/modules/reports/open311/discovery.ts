import type { Context } from '#core/context'
import type { Answer } from './format.ts'

/** Where the interface is and what it speaks. */
export const discovery = (ctx: Context): Answer => ({
  root: 'discovery',
  item: {
    changeset: '2026-11-28T00:00:00+07:00',
    contact: ctx.settings.publicUrl,
    key_service: `${ctx.settings.publicUrl}/ket-noi-ung-dung`,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${ctx.settings.publicUrl}/open311/v2`,
        changeset: '2026-11-28T00:00:00+07:00',
        type: 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  },
})
