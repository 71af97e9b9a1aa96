import type { Text } from '../i18n.ts'

/** What may be wrong with an answer, said to the person who gave it. */
export const messages = {
  unknown: { vi: 'Biểu mẫu không có mục này', en: 'The form has no such item' },
  shape: { vi: 'Nội dung gửi lên không đúng dạng của biểu mẫu', en: 'The content does not have the shape of the form' },
  required: { vi: 'Mục này bắt buộc', en: 'This item is required' },
  check: { vi: 'Nội dung chưa hợp lệ', en: 'The answer is not valid' },
  locked: {
    vi: 'Thông tin lấy từ cơ sở dữ liệu, không sửa được',
    en: 'This comes from a register and cannot be changed',
  },
  rows: { vi: 'Số dòng không nằm trong giới hạn', en: 'The number of rows is out of bounds' },
  text: { vi: 'Phải là văn bản', en: 'Must be a text' },
  characters: { vi: 'Có ký tự không dùng được', en: 'Holds characters that cannot be used' },
  tooLong: { vi: 'Quá dài', en: 'Too long' },
  pattern: { vi: 'Không đúng mẫu', en: 'Does not follow the pattern' },
  personName: { vi: 'Họ tên chỉ gồm chữ cái, dấu cách, gạch nối', en: 'A name has letters, spaces and hyphens only' },
  personalId: { vi: 'Số định danh cá nhân gồm 12 chữ số', en: 'A personal identification number has 12 digits' },
  date: { vi: 'Ngày không tồn tại; viết như 31/12/2025', en: 'No such date; write it like 2025-12-31' },
  tooEarly: { vi: 'Ngày sớm hơn mức cho phép', en: 'The date is too early' },
  tooLate: { vi: 'Ngày muộn hơn mức cho phép', en: 'The date is too late' },
  choice: { vi: 'Không có lựa chọn này', en: 'There is no such choice' },
  address: { vi: 'Địa chỉ không hợp lệ', en: 'The address is not valid' },
  phone: { vi: 'Số điện thoại không hợp lệ', en: 'The phone number is not valid' },
  email: { vi: 'Thư điện tử không hợp lệ', en: 'The e-mail address is not valid' },
  number: { vi: 'Phải là số', en: 'Must be a number' },
  decimals: { vi: 'Quá nhiều chữ số thập phân', en: 'Too many decimals' },
  tooSmall: { vi: 'Nhỏ hơn mức cho phép', en: 'Too small' },
  tooLarge: { vi: 'Lớn hơn mức cho phép', en: 'Too large' },
  money: { vi: 'Số tiền là số nguyên đồng', en: 'An amount of money is a whole number of đồng' },
  yesNo: { vi: 'Chọn có hoặc không', en: 'Choose yes or no' },
  unit: { vi: 'Không có đơn vị này', en: 'There is no such unit' },
  file: { vi: 'Tệp đính kèm không hợp lệ', en: 'The attached file is not valid' },
  taxCode: { vi: 'Mã số thuế không hợp lệ', en: 'The tax code is not valid' },
} as const satisfies Record<string, Text>

export type AnswerCode = keyof typeof messages
