/** What the device keeps for the person: commands that wait to be sent, the last state, updates, the way it is shown. */
export const deviceVi = {
  display: {
    title: 'Cách hiển thị',
    largeText: 'Chữ lớn',
    fewPictures: 'Ít hình ảnh',
    showPicture: (what: string) => `Hiện ảnh: ${what}`,
    keptSince: (when: string) => `Chưa có mạng. Bạn đang xem những gì máy lưu lúc ${when}.`,
    update: 'Đã có bản mới của Tỉnh Số.',
    takeUpdate: 'Dùng bản mới',
  },
  outbox: {
    title: 'Việc chờ gửi',
    waiting: (n: number) => `${n} việc chờ gửi, sẽ tự gửi khi có mạng`,
    attention: (n: number) => `${n} việc chưa gửi được, cần bạn xem lại`,
    sent: (n: number) => `${n} việc đã gửi xong`,
    state: {
      waiting: 'Chờ gửi',
      sending: 'Đang gửi',
      'sign-in': 'Bạn đăng nhập lại để gửi',
      refused: 'Chưa gửi được',
      sent: 'Đã gửi',
    },
    code: (code: string) => `Mã: ${code}`,
    resend: 'Gửi lại',
    sendAsMe: 'Gửi bằng tài khoản này',
    discard: 'Bỏ, không gửi',
    done: 'Đã xem',
    leaveTitle: 'Còn việc chưa gửi',
    leaveText: (n: number) => `Máy này còn giữ ${n} việc chưa gửi. Đăng xuất thì những việc đó bị bỏ.`,
    leave: 'Bỏ và đăng xuất',
  },
}

export type DeviceMessages = typeof deviceVi
