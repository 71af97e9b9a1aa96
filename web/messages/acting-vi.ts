/** What stands above every page of the citizen's face while a person acts for another. */
export const actingVi = {
  acting: {
    forOther: 'Bạn đang làm thay cho',
    helping: 'Bạn đang hỗ trợ',
    until: (time: string) => `tự hết lúc ${time}`,
    own: 'Trang này vẫn là của riêng bạn.',
    stop: 'Thôi làm thay',
    stopHelping: 'Kết thúc hỗ trợ',
    label: 'Đang làm thay cho người khác',
    casesOf: (name: string) => `Hồ sơ của ${name}`,
    file: (name: string) => `Nộp hồ sơ cho ${name}`,
    fileNote: 'Tìm thủ tục; thông tin của người ấy được điền sẵn',
    casesNote: 'Những hồ sơ bạn được theo dõi',
    none: (name: string) => `${name} chưa có hồ sơ nào mà bạn được theo dõi.`,
    filedBy: 'Người nộp',
    helpedBy: 'Có hỗ trợ của',
    by: (name: string, right: string) => `${name} (${right})`,
  },
}
