import type { Text } from '#core/i18n'

/** The steps that nearly every procedure has; a definition names the others. */
const known: Record<string, readonly [vi: string, en: string]> = {
  receive: ['Tiếp nhận hồ sơ', 'Reception'],
  assign: ['Phân công xử lý', 'Assignment'],
  appraise: ['Thẩm định hồ sơ', 'Appraisal'],
  verify: ['Xác minh', 'Verification'],
  inspect: ['Kiểm tra thực địa', 'Field inspection'],
  publish: ['Niêm yết công khai', 'Public posting'],
  review: ['Soát xét', 'Review'],
  draft: ['Dự thảo kết quả', 'Drafting the result'],
  approve: ['Phê duyệt', 'Approval'],
  sign: ['Ký kết quả', 'Signature'],
  issue: ['Đóng dấu, phát hành', 'Issue'],
  return: ['Trả kết quả', 'Return of the result'],
}

export function findStepName(id: string): Text | undefined {
  const name = known[id]
  return name && { vi: name[0], en: name[1] }
}
