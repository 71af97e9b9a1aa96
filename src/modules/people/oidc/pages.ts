import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { localeOf, say, type Locale, type Text } from '#core/i18n'

/** The few pages that the library asks for itself: they stand alone, without script, in the colours of the house. */

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const style = `
  body { margin: 0; background: #f7f8fa; color: #1b2430; font: 16px/1.5 'Be Vietnam Pro', 'Segoe UI', Roboto, sans-serif }
  main { max-width: 26rem; margin: 10vh auto 0; padding: 0 16px }
  h1 { font-size: 24px; line-height: 1.3; font-weight: 600; margin: 8px 0 }
  p { color: #5b6675 }
  b { color: #b3202a; font-weight: 600 }
  .row { display: flex; flex-wrap: wrap; gap: 12px; margin-top: 24px }
  button, a.button { font: inherit; min-height: 44px; padding: 8px 20px; border: 1px solid #1456a0; border-radius: 8px; cursor: pointer;
    background: #1456a0; color: #fff; text-decoration: none; box-sizing: border-box }
  button.quiet { background: #fff; color: #1456a0 }
  :focus-visible { outline: 3px solid #1456a0; outline-offset: 2px }
  small { color: #5b6675 }`

type Page = { title: Text; lines: readonly Text[]; rest: string }

function show(koa: KoaContextWithOIDC, page: Page): void {
  const locale = localeIn(koa)
  const lines = page.lines.map((line) => `<p>${escape(say(line, locale))}</p>`).join('')
  koa.type = 'html'
  koa.body = `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(say(page.title, locale))} · Tỉnh Số</title><style>${style}</style></head>
<body><main><b>Tỉnh Số</b><h1>${escape(say(page.title, locale))}</h1>${lines}${page.rest}</main></body></html>`
}

const localeIn = (koa: KoaContextWithOIDC): Locale => localeOf(koa.get('accept-language'))

const home = (koa: KoaContextWithOIDC): string =>
  `<div class="row"><a class="button" href="/">${say({ vi: 'Về trang chủ', en: 'To the home page' }, localeIn(koa))}</a></div>`

/** Asked before an application signs the person out everywhere. @param form the library's own, with its secret against forgery */
export function signOutPage(koa: KoaContextWithOIDC, form: string): void {
  const locale = localeIn(koa)
  const yes = say({ vi: 'Đăng xuất', en: 'Sign out' }, locale)
  const no = say({ vi: 'Ở lại', en: 'Stay signed in' }, locale)
  show(koa, {
    title: { vi: 'Đăng xuất khỏi Tỉnh Số?', en: 'Sign out of Tỉnh Số?' },
    lines: [
      {
        vi: 'Bạn sẽ đăng xuất khỏi Tỉnh Số và mọi ứng dụng mà bạn đã đăng nhập qua Tỉnh Số trên thiết bị này.',
        en: 'You will be signed out of Tỉnh Số and of every application that you entered through it on this device.',
      },
    ],
    rest: `${form}<div class="row"><button autofocus type="submit" form="op.logoutForm" value="yes" name="logout">${yes}</button>
      <button class="quiet" type="submit" form="op.logoutForm">${no}</button></div>`,
  })
}

export function signedOutPage(koa: KoaContextWithOIDC): void {
  show(koa, {
    title: { vi: 'Bạn đã đăng xuất', en: 'You are signed out' },
    lines: [
      {
        vi: 'Các ứng dụng mà bạn đăng nhập qua Tỉnh Số cũng được báo.',
        en: 'The applications that you entered were told too.',
      },
    ],
    rest: home(koa),
  })
}

/** A request that cannot go back to its application, since it is not known to be its own. */
export function errorPage(koa: KoaContextWithOIDC, out: ErrorOut): void {
  const expired = out.error_description?.includes('session') || out.error_description?.includes('expired')
  show(koa, {
    title: expired
      ? { vi: 'Yêu cầu đăng nhập đã hết hạn', en: 'This sign-in request has expired' }
      : { vi: 'Không đăng nhập được vào ứng dụng này', en: 'The application could not be entered' },
    lines: [
      expired
        ? { vi: 'Hãy quay lại ứng dụng và đăng nhập lại từ đầu.', en: 'Go back to the application and sign in again.' }
        : {
            vi: 'Yêu cầu của ứng dụng chưa đúng, nên hệ thống dừng lại để bảo vệ bạn. Hãy báo cho nơi quản lý ứng dụng.',
            en: 'The request of the application is not right, so it was stopped to protect you. Tell those who run the application.',
          },
    ],
    rest: `<small>${escape(out.error)}${out.error_description ? `: ${escape(out.error_description)}` : ''}</small>${home(koa)}`,
  })
}
