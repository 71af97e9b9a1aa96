import type { PersonalKind, PersonalTable } from '#core/personal'
import { countMandates } from './store/rights.ts'

const withAccount = { vi: 'Cho đến khi bạn xóa tài khoản.', en: 'Until you have your account erased.' }

const mandate: PersonalTable = {
  table: 'people.mandate',
  by: ['representative', 'represented'],
  byNumber: 'represented_digest',
  // The other side's particulars are not the asker's to take away.
  hide: ['represented_digest', 'represented_sealed', 'addressed', 'recorded_by', 'revoked_by', 'evidence_digest'],
  onErasure: 'keep',
}

/** What the module keeps of people. An erased account keeps its row, so that what law keeps still has an owner, who is nobody now. */
export const kept: readonly PersonalKind[] = [
  {
    id: 'account',
    order: 1,
    emptied: true,
    name: { vi: 'Tài khoản và thông tin của bạn', en: 'Your account and particulars' },
    why: {
      vi: 'Để bạn đăng nhập, và để tờ khai được điền sẵn: họ tên, số định danh, ngày sinh, địa chỉ, số điện thoại, thư điện tử.',
      en: 'For you to sign in, and for forms to be filled: name, identity number, birth date, address, phone, e-mail.',
    },
    until: withAccount,
    path: '/tai-khoan',
    tables: [
      {
        table: 'people.account',
        by: ['id'],
        hide: ['password', 'id_digest', 'sort_key', 'search_key', 'demo', 'demo_place'],
        onErasure: {
          set: {
            name: 'Người dùng đã xóa tài khoản',
            ...{ sort_key: '', search_key: '', login: null, phone: null, email: null, password: null },
            ...{ id_sealed: null, id_digest: null, birth_on: null, sex: null, address: null, commune: null },
            ...{ demo_place: null, assurance: 1 },
          },
        },
      },
      {
        table: 'people.verification',
        by: ['account'],
        hide: ['official'],
        onErasure: { set: { paper: null, reason: null } },
      },
      { table: 'people.identity_link', by: ['account'], hide: ['subject'], onErasure: 'delete' },
      { table: 'people.personal_qr', by: ['account'], onErasure: 'delete' },
      { table: 'people.post', by: ['account'], onErasure: 'keep' },
      { table: 'people.absence', by: ['account', 'substitute'], onErasure: 'keep' },
    ],
  },
  {
    id: 'sign-ins',
    order: 100,
    name: { vi: 'Nhật ký đăng nhập', en: 'The list of sign-ins' },
    why: {
      vi: 'Để bạn và người bảo vệ hệ thống thấy ai đã thử vào tài khoản, từ thiết bị nào.',
      en: 'For you, and for those who guard the platform, to see who tried your account, from which device.',
    },
    until: { vi: '400 ngày kể từ lần đăng nhập.', en: '400 days after each sign-in.' },
    basis: 'NĐ 85/2016/NĐ-CP (cấp độ 3); QCVN 12:2026/BCA (nhật ký từ 12 tháng)',
    path: '/tai-khoan',
    tables: [{ table: 'people.sign_in', by: ['account'], onErasure: 'keep' }],
  },
  {
    id: 'keys',
    order: 102,
    name: {
      vi: 'Cách mở tài khoản: phiên, khóa đăng nhập, mã',
      en: 'How your account opens: sessions, passkeys, codes',
    },
    why: { vi: 'Để chỉ mình bạn vào được tài khoản.', en: 'So that nobody but you enters your account.' },
    until: withAccount,
    path: '/tai-khoan',
    tables: [
      { table: 'people.session', by: ['account'], hide: ['digest'], onErasure: 'delete' },
      { table: 'people.passkey', by: ['account'], hide: ['public_key'], onErasure: 'delete' },
      { table: 'people.passkey_challenge', by: ['account'], hide: ['digest'], onErasure: 'delete' },
      { table: 'people.totp', by: ['account'], hide: ['sealed'], onErasure: 'delete' },
      { table: 'people.recovery_code', by: ['account'], hide: ['digest'], onErasure: 'delete' },
      { table: 'people.attempt', by: ['who'], onErasure: 'delete' },
      {
        table: 'people.oidc_item',
        by: ['account'],
        hide: ['digest', 'content', 'grant_digest', 'uid_digest', 'session'],
        onErasure: 'delete',
      },
      { table: 'people.farewell', by: ['account'], hide: ['sid'], onErasure: 'delete' },
    ],
  },
  {
    id: 'consents',
    order: 90,
    name: { vi: 'Những việc bạn đã đồng ý, đã rút lại', en: 'What you agreed to, and withdrew' },
    why: {
      vi: 'Chứng minh việc gì đã được bạn cho phép, từ lúc nào.',
      en: 'Shows what you had allowed, and since when.',
    },
    until: {
      vi: 'Lưu làm bằng chứng; sau khi xóa tài khoản không còn gắn với tên bạn.',
      en: 'Kept as proof; after an erasure it names nobody.',
    },
    basis: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Đ3, Đ4',
    tables: [{ table: 'people.consent', by: ['account'], hide: ['shown'], onErasure: 'keep' }],
  },
  {
    id: 'requests',
    order: 91,
    name: { vi: 'Yêu cầu của bạn về dữ liệu', en: 'Your requests about your data' },
    why: {
      vi: 'Để trả lời bạn đúng hạn và chứng minh đã trả lời.',
      en: 'To answer you in time, and to show that it was done.',
    },
    until: {
      vi: 'Lưu làm bằng chứng; bản sao dữ liệu chỉ tải được trong ba ngày.',
      en: 'Kept as proof; a copy can be fetched for three days.',
    },
    basis: 'Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 Đ4; NĐ 356/2025/NĐ-CP',
    tables: [
      { table: 'people.data_export', by: ['account'], hide: ['secret', 'file'], onErasure: { set: { secret: null } } },
      { table: 'people.erasure', by: ['account'], onErasure: 'keep' },
    ],
  },
  {
    id: 'mandates',
    order: 55,
    name: {
      vi: 'Ủy quyền, đại diện: bạn làm thay ai, ai làm thay bạn',
      en: 'Mandates: for whom you act, and who acts for you',
    },
    why: {
      vi: 'Để việc làm thay có bằng chứng, và dừng được khi bạn muốn.',
      en: 'So that acting for another is proven, and can be ended.',
    },
    until: { vi: 'Lưu làm bằng chứng cùng hồ sơ đã nộp.', en: 'Kept as proof with the cases that were filed.' },
    basis: 'Bộ luật Dân sự 91/2015/QH13 Đ134, Đ138',
    path: '/tai-khoan/uy-quyen',
    open: countMandates,
    tables: [
      mandate,
      { table: 'people.mandate_use', within: { column: 'mandate', table: mandate, key: 'id' }, onErasure: 'keep' },
    ],
  },
  {
    id: 'recoveries',
    order: 101,
    name: { vi: 'Lấy lại tài khoản tại quầy', en: 'Ways back into your account' },
    why: {
      vi: 'Để biết ai đã giúp bạn lấy lại tài khoản, khi nào, bằng giấy tờ gì.',
      en: 'To know who helped you back into your account, when, by which paper.',
    },
    until: withAccount,
    tables: [
      {
        table: 'people.recovery',
        by: ['account'],
        hide: ['begun_by', 'settled_by'],
        onErasure: 'delete',
      },
    ],
  },
]
