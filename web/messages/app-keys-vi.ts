/** Applications of others that speak Open311: their keys in the work face, and how one gets one. */
export const appKeysVi = {
  tabs: { label: 'Vận hành', parked: 'Sự kiện bị gác lại', keys: 'Khóa ứng dụng', accounts: 'Tài khoản cán bộ' },
  title: 'Khóa ứng dụng',
  lead: 'Ứng dụng của cơ quan, doanh nghiệp khác gửi phản ánh vào đây theo chuẩn Open311 bằng một khóa. Mỗi ứng dụng một khóa, có người chịu trách nhiệm.',
  give: 'Cấp khóa mới',
  name: 'Tên ứng dụng',
  nameHint: 'Ví dụ: Ứng dụng của Công ty Cấp nước',
  contact: 'Đơn vị và người chịu trách nhiệm',
  contactHint: 'Tên đơn vị, điện thoại hoặc thư điện tử',
  given: (name: string) => `Đã cấp khóa cho ${name}`,
  once: 'Hãy chép và gửi khóa này cho đơn vị ngay bây giờ. Khóa chỉ hiện một lần; hệ thống không giữ lại khóa để xem lại.',
  copy: 'Chép khóa',
  copied: 'Đã chép',
  done: 'Tôi đã chép khóa',
  inForce: 'Đang dùng',
  ended: 'Đã thu hồi',
  empty: 'Chưa ứng dụng nào có khóa',
  emptyText: 'Khóa bạn cấp sẽ hiện ở đây, kèm đơn vị chịu trách nhiệm và ngày cấp.',
  givenAt: 'Cấp lúc',
  endedAt: 'Thu hồi lúc',
  withdraw: 'Thu hồi',
  withdrawOne: (name: string) => `Thu hồi khóa của ${name}`,
  withdrawAsk: (name: string) => `Thu hồi khóa của ${name}?`,
  withdrawText:
    'Ứng dụng này không gửi phản ánh được nữa kể từ lúc thu hồi. Phản ánh đã gửi vẫn giữ nguyên. Không thể khôi phục khóa cũ.',
  keep: 'Giữ lại',

  page: {
    title: 'Kết nối ứng dụng phản ánh',
    lead: 'Ứng dụng khác đọc và gửi phản ánh của tỉnh theo chuẩn mở Open311 GeoReport v2. Đọc không cần khóa; gửi cần khóa do tỉnh cấp.',
    key: 'Xin khóa',
    keyText:
      'Gửi văn bản hoặc đến bộ phận quản trị hệ thống của tỉnh, nêu tên ứng dụng, đơn vị và người chịu trách nhiệm. Quản trị hệ thống cấp khóa ngay và chỉ đưa khóa một lần; ai giữ khóa chịu trách nhiệm về những gì gửi bằng khóa đó.',
    addresses: 'Địa chỉ',
    start: 'Mô tả giao diện',
    services: 'Các loại phản ánh',
    requests: 'Phản ánh công khai',
    send: 'Gửi một phản ánh',
    sendText:
      'Trả lời là một mã chờ; hỏi tokens/<mã chờ>.json để biết mã phản ánh. Kèm tối đa năm ảnh bằng biểu mẫu có tệp (multipart/form-data).',
    rules: 'Cần biết',
    ruleList: [
      'Tối đa 600 lần gửi mỗi phút với một khóa.',
      'Phản ánh chỉ hiện công khai sau khi cơ quan xem và che thông tin cá nhân.',
      'Địa chỉ nhà không bao giờ hiện ra; tọa độ của loại phản ánh nhạy cảm được làm tròn đến khoảng 1 km.',
      'Lỗi được báo theo đúng mẫu của chuẩn: 404, 403, 429, còn lại là 400.',
    ],
  },
}
export type AppKeysMessages = typeof appKeysVi
