export const workDeskVi = {
  nav: 'Người dân',
  title: 'Ý kiến của người dân và tin của đơn vị',
  lead: 'Những gì người dân gửi qua biểu mẫu mà vị trí của bạn được đọc, và tin mà bạn đăng thay đơn vị.',
  waiting: (n: number) => (n === 0 ? 'Không có ý kiến chưa đọc' : `${n} ý kiến chưa đọc`),
  read: 'Đã đọc',
  unit: (name: string, when: string) => `${name} · ${when}`,
  nothingTitle: 'Chưa có gì cho vị trí của bạn',
  nothingText: 'Khi một biểu mẫu của tỉnh giao cho vị trí của bạn đọc, ý kiến hiện ở đây.',
  news: {
    title: 'Đăng tin',
    name: 'Tiêu đề',
    summary: 'Tóm tắt',
    body: 'Nội dung',
    field: 'Lĩnh vực',
    fieldHint: 'Người đăng ký nhận tin của lĩnh vực sẽ được báo.',
    noField: 'Tin chung',
    publish: 'Đăng tin',
    confirm: 'Tin hiện ngay ở trang tin của tỉnh, ghi tên đơn vị của bạn là nguồn chính thức.',
    published: 'Đã đăng',
    see: 'Xem tin',
    withdraw: 'Gỡ tin này',
    withdrawn: 'Đã gỡ',
  },
}

export type WorkDeskMessages = typeof workDeskVi
