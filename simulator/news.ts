import type { Actor } from '#core/actor'
import { call } from '#core/call'
import type { Context } from '#core/context'
import { publishNews } from '#modules/services'
import { provinceUnit } from '#modules/units'

/** News that say what they are: what this trial version can do. Nothing is told of the province that is not so. */
const trialNews = [
  {
    title: 'Bản dùng thử Tỉnh Số: những gì bạn có thể làm',
    summary: 'Tìm thủ tục, nộp hồ sơ, theo dõi từng bước, tra cứu và gửi phản ánh trên cùng một trang.',
    body: 'Đây là bản dùng thử. Người và hồ sơ trong bản này là giả lập; thủ tục, thời hạn và đơn vị lấy từ nguồn công khai, có ghi căn cứ.\n\nBạn có thể đăng nhập bằng một người mẫu ở trang Đăng nhập và thử mọi việc mà không ảnh hưởng tới ai.',
  },
  {
    title: 'Tra xã, phường cũ nay thuộc đơn vị nào',
    summary: 'Gõ tên đơn vị trước ngày 01/7/2025, không cần dấu, để biết nay thuộc xã, phường nào.',
    body: 'Từ ngày 01/7/2025, chính quyền địa phương có hai cấp: tỉnh và xã. Trang "Xã cũ nay thuộc đâu" tra theo Nghị quyết 202/2025/QH15 và danh mục đơn vị hành chính.',
    field: 'civil-status',
  },
  {
    title: 'Nhận cảnh báo của xã bạn',
    summary: 'Chọn xã, phường để được báo khi có thiên tai, mất điện, mất nước.',
    body: 'Trong bản dùng thử, cảnh báo chỉ được gửi khi cán bộ thử chức năng này. Tin chính thức về thời tiết xem tại trang của Trung tâm Dự báo khí tượng thủy văn quốc gia.',
  },
]

export async function publishTrialNews(ctx: Context): Promise<void> {
  const unit = provinceUnit(ctx).code
  const editor: Actor = {
    kind: 'official',
    id: `demo-${unit}-news-editor-0`,
    name: '',
    posts: [{ unit, role: 'news-editor' }],
    locale: 'vi',
  }
  for (const news of trialNews) await call(ctx, publishNews, { ...news, trial: true }, editor, { origin: 'demo' })
}
