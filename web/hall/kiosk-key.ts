/** What shows the server that this device stands in the hall: brought in the address once (`#khoa=…`), then kept here. */
const nameOf = (centre: string): string => `tinhso.kiosk.${centre}`

export function kioskKey(centre: string): string | undefined {
  const brought = new URLSearchParams(location.hash.slice(1)).get('khoa')
  try {
    if (brought) {
      localStorage.setItem(nameOf(centre), brought)
      history.replaceState(history.state, '', location.pathname)
    }
    return localStorage.getItem(nameOf(centre)) ?? undefined
  } catch {
    return brought ?? undefined
  }
}
