/** The states of a case by which one may search, in the order of its life (handbook 3.2). */
export const caseStates = [
  { name: 'submitted', text: { vi: 'Mới đăng ký', en: 'Submitted' } },
  { name: 'incomplete', text: { vi: 'Chờ bổ sung trước tiếp nhận', en: 'Incomplete' } },
  { name: 'accepted', text: { vi: 'Được tiếp nhận', en: 'Accepted' } },
  { name: 'processing', text: { vi: 'Đang xử lý', en: 'In progress' } },
  { name: 'awaiting-supplement', text: { vi: 'Yêu cầu bổ sung giấy tờ', en: 'Awaiting papers' } },
  { name: 'awaiting-payment', text: { vi: 'Yêu cầu thực hiện nghĩa vụ tài chính', en: 'Awaiting payment' } },
  { name: 'resolved', text: { vi: 'Đã xử lý xong', en: 'Resolved' } },
  { name: 'returned', text: { vi: 'Đã trả kết quả', en: 'Result returned' } },
  { name: 'refused-at-intake', text: { vi: 'Không được tiếp nhận', en: 'Not accepted' } },
  { name: 'refused', text: { vi: 'Từ chối giải quyết', en: 'Refused' } },
  { name: 'withdrawn', text: { vi: 'Công dân rút hồ sơ', en: 'Withdrawn' } },
  { name: 'stopped', text: { vi: 'Dừng xử lý', en: 'Stopped' } },
] as const
