/** Every address of the web. `routes.tsx` declares them, links and redirects name them; no other file writes an address. */
export const paths = {
  home: '/',
  procedures: '/thu-tuc',
  procedure: '/thu-tuc/$code',
  apply: '/nop-ho-so/$code',
  receipt: '/da-nop/$code',
  mine: '/ho-so-cua-toi',
  myCase: '/ho-so-cua-toi/$code',
  supplement: '/ho-so-cua-toi/$code/bo-sung',
  track: '/tra-cuu',
  verify: '/kiem-tra',
  verifyDocument: '/kiem-tra/$code',
  signIn: '/dang-nhap',
  password: '/doi-mat-khau',
  mailbox: '/hop-thu-demo',

  work: '/lam-viec',
  workReception: '/lam-viec/tiep-nhan',
  workCase: '/lam-viec/ho-so/$code',
  workSearch: '/lam-viec/tim',
  workLoad: '/lam-viec/phan-viec',

  operations: '/dieu-hanh',
  operationsUnit: '/dieu-hanh/don-vi/$unit',
  operationsIndicator: '/dieu-hanh/chi-so/$indicator',
  operationsProcess: '/dieu-hanh/quy-trinh/$procedure',
} as const
