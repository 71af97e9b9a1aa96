/** Values that people say are wrong, at the reception that looks into them. */
export const correctionsVi = {
  title: 'Yêu cầu sửa thông tin',
  lead: 'Người dân báo thông tin được điền sẵn chưa đúng. Trả lời trong 2 ngày làm việc, gần hạn nhất đứng trước; đến lúc trả lời, ô ấy không khóa với họ.',
  emptyTitle: 'Không có yêu cầu nào',
  emptyText: 'Khi có người báo thông tin điền sẵn chưa đúng, yêu cầu hiện ở đây, gần hạn nhất đứng trước.',
  person: 'Người báo',
  about: 'Thông tin',
  shouldBe: 'Người dân nói đúng là',
  note: 'Căn cứ',
  due: (when: string) => `Trả lời trước ${when}`,
  overdue: (when: string) => `Quá hạn trả lời từ ${when}`,
  asked: (unit: string, when: string) => `${unit} · gửi lúc ${when}`,
  answer: 'Trả lời người dân',
  answerHint: 'Ví dụ: Đã sửa chữ đệm theo Giấy khai sinh số 12/1990',
  made: 'Đã sửa ở nguồn',
  declined: 'Thông tin đang lưu là đúng',
  how: 'Sửa ở nguồn trước: thông tin danh tính bằng trang Xác minh danh tính hoặc cơ quan Công an; giấy tờ bằng cách cấp lại từ hồ sơ gốc.',
}

export type CorrectionsMessages = typeof correctionsVi
