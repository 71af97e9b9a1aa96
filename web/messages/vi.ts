import { caseVi } from './case-vi.ts'
import { citizenVi } from './citizen-vi.ts'
import { actingVi } from './acting-vi.ts'
import { deviceVi } from './device-vi.ts'
import { formVi } from './form-vi.ts'
import { noticesVi } from './notices-vi.ts'

/** Texts that every face needs. A face's own texts stand in a file of its own, so that nobody loads another's. */
export const vi = {
  house: 'Tỉnh Số',
  province: 'Tỉnh Quảng Trị',
  skip: 'Đến nội dung chính',
  loading: 'Đang tải…',
  retry: 'Thử lại',
  cancel: 'Thôi',
  close: 'Đóng',
  back: 'Quay lại',
  print: 'In trang này',
  language: 'English',
  menu: 'Mục chính',
  signIn: 'Đăng nhập',
  signOut: 'Đăng xuất',
  none: 'Chưa có',
  noDatum: 'Chưa có số liệu',
  optional: 'không bắt buộc',
  yes: 'Có',
  no: 'Không',
  copied: 'Đã chép',
  copy: 'Chép',
  fault: {
    title: 'Chưa tải được',
    text: 'Có lỗi ở phía hệ thống. Bạn thử lại sau ít phút.',
    offlineTitle: 'Mất kết nối mạng',
    offlineText: 'Máy của bạn chưa vào được mạng. Những gì bạn đã nhập vẫn được giữ trên máy này.',
    notFoundTitle: 'Không tìm thấy',
    notFoundText: 'Trang hoặc hồ sơ này không có, hoặc đã chuyển đi nơi khác.',
    forbiddenTitle: 'Bạn không có quyền xem',
    signInTitle: 'Bạn cần đăng nhập',
    signInText: 'Đăng nhập xong, bạn trở lại đúng trang này.',
    request: (id: string) => `Mã để báo cho bộ phận hỗ trợ: ${id}`,
    crashed: 'Trang gặp lỗi ngoài dự kiến',
    crashedText: 'Bạn tải lại trang. Nếu vẫn lỗi, hãy báo cho bộ phận hỗ trợ.',
    reload: 'Tải lại trang',
    home: 'Về trang đầu',
  },
  online: { gone: 'Mất kết nối mạng. Bạn vẫn đọc được trang đang mở.', back: 'Đã có mạng trở lại.' },
  ...citizenVi,
  ...formVi,
  ...caseVi,
  ...noticesVi,
  ...deviceVi,
  ...actingVi,
}

export type Messages = typeof vi
