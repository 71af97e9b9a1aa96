/** The letter of apology (form 04) as it lies ready and is looked over before it goes out. */
export const apologyVi = {
  ready: 'Hồ sơ sắp đến hạn: thư xin lỗi đã soạn sẵn',
  readyLate: 'Đã quá lúc được hẹn lại ngày trả; thư xin lỗi đã soạn sẵn',
  by: (when: string) =>
    `Nếu không kịp, gửi thư trước ${when} thì hồ sơ được tính theo ngày hẹn mới. Chỉ hẹn lại một lần.`,
  late: (when: string) =>
    `Quá ${when}, thư vẫn báo ngày trả mới cho người dân, nhưng hồ sơ vẫn tính hạn theo ngày hẹn đầu.`,
  open: 'Xem và gửi thư',
  whoMay: 'Người ký hoặc thủ trưởng cơ quan gửi thư này.',
  preview: 'Nội dung thư',
  title: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
  to: (who: string) => `Kính gửi: ${who}`,
  received: (unit: string, day: string) => `Ngày ${day}, ${unit} tiếp nhận hồ sơ của Ông/Bà/Tổ chức:`,
  code: 'Mã hồ sơ',
  request: 'Nội dung yêu cầu giải quyết',
  first: 'Thời gian hẹn trả kết quả',
  reason: (unit: string, text: string) => `${unit} chưa trả kết quả đúng hẹn được. Lý do: ${text}`,
  again: (unit: string, day: string) =>
    `Sự chậm trễ này gây phiền hà, tốn kém thời gian, công sức của Ông/Bà/Tổ chức. ${unit} xin lỗi Ông/Bà/Tổ chức và sẽ trả kết quả vào: 17:00 ${day}.`,
}
export type ApologyMessages = typeof apologyVi
