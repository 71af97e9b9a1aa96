import type { Actor } from '#core/actor'
import { call } from '#core/call'
import type { Context } from '#core/context'
import { announce, announceToAll } from '#modules/notices'

const chairman: Actor = {
  kind: 'official',
  id: 'demo-44-chair-0',
  name: '',
  posts: [{ unit: '44', role: 'chair' }],
  locale: 'vi',
}

/** What the made-up province has told its people of late, by the same operation as in earnest. */
const told = [
  {
    kind: 'news' as const,
    title: { vi: 'Một tài khoản cho mọi dịch vụ của tỉnh', en: 'One account for every service of the province' },
    text: {
      vi: 'Bạn nộp hồ sơ, theo dõi và nhận kết quả tại một nơi. Hãy chọn cách nhận thông báo và từ nhận biết tin thật.',
      en: 'File, follow and receive in one place. Choose how you are told, and your word for true messages.',
    },
    link: '/thong-bao/cai-dat',
  },
  {
    kind: 'warning' as const,
    title: { vi: 'Mưa lớn từ đêm nay, đề phòng ngập ở vùng thấp', en: 'Heavy rain from tonight: low places may flood' },
    text: {
      vi: 'Bà con vùng thấp ven sông chuyển đồ đạc lên cao, không đi qua ngầm tràn khi nước chảy xiết.',
      en: 'By the rivers, move belongings up; do not cross fords while the water runs fast.',
    },
  },
]

export async function announceInDemo(ctx: Context): Promise<void> {
  for (const one of told) await call(ctx, announce, { ...one, area: 'province' }, chairman, { origin: 'demo' })
  await announceToAll(ctx)
}
