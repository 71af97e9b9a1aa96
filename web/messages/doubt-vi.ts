/** "Không đúng?" beside a value that a form took from a source. */
export const doubtVi = {
  ask: 'Không đúng?',
  title: (label: string) => `${label}: chưa đúng?`,
  from: 'Lấy từ',
  fromOn: (source: string, day: string) => `${source}, ngày ${day}`,
  keeper: 'Nơi giữ và sửa được',
  here: 'Cho hồ sơ này, bạn sửa ngay trong ô ở trên. Để những lần sau cũng đúng, bạn gửi yêu cầu sửa tại nơi giữ thông tin.',
  locked:
    'Ô này khóa vì lấy thẳng từ nơi giữ thông tin. Bạn gửi yêu cầu sửa, ô mở ra để bạn nhập giá trị đúng, và cán bộ đối chiếu khi xử lý.',
  shouldBe: 'Thông tin đúng là',
  note: 'Căn cứ vào giấy tờ nào',
  noteHint: 'Ví dụ: Giấy khai sinh số 12/1990, thẻ căn cước',
  unit: 'Xã, phường xem giúp bạn',
  send: 'Gửi yêu cầu sửa',
  sent: (unit: string, due: string) => `Đã gửi đến ${unit}. Nơi nhận trả lời bạn trước ${due}, trong mục Thông báo.`,
  open: 'Bạn đã báo thông tin này chưa đúng; cán bộ đang xem. Bạn nhập giá trị đúng vào ô.',
}

export type DoubtMessages = typeof doubtVi
