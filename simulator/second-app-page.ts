import type { Reader } from './second-app.ts'

export type LibraryPage =
  | { kind: 'stranger' }
  | { kind: 'refused' }
  | { kind: 'failed'; why: string }
  | { kind: 'reader'; reader: Reader; refreshedTimes: number }

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The library's own look: one sees at once that this is another system. */
const style = `
  body { margin: 0; background: #f3f1ea; color: #22301f; font: 17px/1.6 Georgia, 'Times New Roman', serif }
  header { background: #2f4a2b; color: #fff; padding: 14px 20px; font-size: 20px }
  main { max-width: 34rem; margin: 40px auto; padding: 0 20px }
  h1 { font-size: 30px; line-height: 1.3; font-weight: normal }
  dl { display: grid; grid-template-columns: 9rem 1fr; gap: 6px 12px; border-top: 1px solid #c9c4b2; padding-top: 16px }
  dt { color: #66705f } dd { margin: 0; overflow-wrap: anywhere }
  form { display: inline } .row { margin-top: 28px; display: flex; flex-wrap: wrap; gap: 12px }
  a.go, button { font: inherit; min-height: 44px; padding: 8px 18px; border-radius: 4px; border: 1px solid #2f4a2b; background: #2f4a2b;
    color: #fff; text-decoration: none; cursor: pointer; box-sizing: border-box }
  button.quiet { background: transparent; color: #2f4a2b }
  small { color: #66705f }`

function inside(page: LibraryPage): string {
  switch (page.kind) {
    case 'stranger':
      return `<h1>Mượn sách, gia hạn và đặt chỗ đọc</h1>
        <p>Bạn không cần lập tài khoản riêng: hãy dùng tài khoản Tỉnh Số của mình.</p>
        <p class="row"><a class="go" href="/dang-nhap">Đăng nhập bằng Tỉnh Số</a></p>`
    case 'refused':
      return `<h1>Bạn chưa đồng ý</h1><p>Thư viện chưa nhận được thông tin nào của bạn.</p>
        <p class="row"><a class="go" href="/">Về trang đầu</a></p>`
    case 'failed':
      return `<h1>Chưa đăng nhập được</h1><p>Xin thử lại sau ít phút.</p><small>${escape(page.why)}</small>
        <p class="row"><a class="go" href="/">Về trang đầu</a></p>`
    case 'reader': {
      const { reader } = page
      const row = (term: string, value: string) =>
        `<dt>${term}</dt><dd>${escape(value === '' ? 'không được chia sẻ' : value)}</dd>`
      return `<h1>Chào ${escape(reader.name)}</h1><p>Thẻ bạn đọc của bạn đang hoạt động.</p>
        <dl>${row('Họ tên', reader.name)}${row('Điện thoại', reader.phone)}${row('Thư điện tử', reader.email)}
        ${row('Mã bạn đọc', reader.sub.slice(0, 12))}${row('Số lần gia hạn', String(page.refreshedTimes))}</dl>
        <div class="row"><form method="post" action="/lam-moi"><button class="quiet">Gia hạn đăng nhập</button></form>
        <form method="post" action="/dang-xuat"><button>Đăng xuất</button></form></div>`
    }
  }
}

export const libraryPage = (page: LibraryPage): string =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Thư viện tỉnh</title><style>${style}</style></head>
<body><header>Thư viện tỉnh</header><main>${inside(page)}</main></body></html>`
