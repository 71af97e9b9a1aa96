/** The page that tells who looked at a person's records. */
export const looksVi = {
  title: 'Ai đã xem dữ liệu của tôi',
  lead: 'Mỗi lần cán bộ hoặc hệ thống mở hồ sơ, giấy tờ, thông tin của bạn đều được ghi lại ở đây. Những lần bạn tự xem không hiện ra.',
  emptyTitle: 'Chưa có ai xem',
  emptyText: 'Khi có người mở hồ sơ hoặc giấy tờ của bạn, bạn sẽ thấy tên người đó, đơn vị, lúc xem và lý do.',
  today: 'Hôm nay',
  yesterday: 'Hôm qua',
  application: 'Ứng dụng được bạn cho phép',
  platform: 'Hệ thống tự xử lý',
  unknown: 'Người chưa đăng nhập',
  official: 'Cán bộ',
  refused: 'Bị từ chối, không xem được',
  purpose: (text: string) => `Lý do: ${text}`,
  times: (count: number) => `${count} lần`,
  more: 'Xem các lần trước đó',
  ask: 'Hỏi vì sao',
  askTitle: 'Hỏi thủ trưởng đơn vị vì sao dữ liệu của bạn được xem',
  askText: (unit: string) => `Câu hỏi được gửi đến thủ trưởng ${unit}. Đơn vị phải trả lời bạn trong 2 ngày làm việc.`,
  askLabel: 'Điều bạn muốn hỏi',
  askHint: 'Ví dụ: Tôi không nộp hồ sơ nào ở đây trong tháng này, vì sao hồ sơ của tôi được mở?',
  send: 'Gửi câu hỏi',
  sent: (code: string) => `Đã gửi câu hỏi, mã ${code}. Bạn theo dõi ở mục Phản ánh của tôi.`,
}

export type LooksMessages = typeof looksVi
