export type Shown = { subject: string; name: string; note: string }

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `
  body { margin: 0; background: #f4f6f8; color: #20262e; font: 16px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif }
  main { max-width: 30rem; margin: 0 auto; padding: 40px 16px }
  h1 { font-size: 24px; line-height: 1.3; margin: 0 0 4px; font-weight: 600 }
  p { color: #566070; margin: 0 0 24px }
  button { display: block; width: 100%; min-height: 56px; margin-top: 8px; padding: 8px 16px; text-align: left; font: inherit; cursor: pointer;
    background: #fff; border: 1px solid #d5dbe1; border-radius: 8px }
  button:hover { border-color: #8f1d22 } :focus-visible { outline: 3px solid #8f1d22; outline-offset: 2px }
  strong { display: block; font-weight: 500 } small { color: #566070; font-size: 14px }
  .no { background: transparent; border-color: transparent; text-align: center; color: #8f1d22; margin-top: 20px }`

/** In place of the phone's app: one says who one is. */
export const peoplePage = (people: readonly Shown[], action: string): string => `<!doctype html><html lang="vi"><head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>VNeID chạy thử</title><style>${style}</style></head>
<body><main><h1>Định danh điện tử (chạy thử)</h1><p>Trang này đóng vai VNeID trong bản trình diễn. Chọn người đang cầm điện thoại.</p>
<form method="post" action="${escape(action)}">${people
  .map(
    ({ subject, name, note }) =>
      `<button name="person" value="${escape(subject)}"><strong>${escape(name)}</strong><small>${escape(note)}</small></button>`,
  )
  .join('')}<button class="no" name="person" value="">Không đồng ý</button></form></main></body></html>`
