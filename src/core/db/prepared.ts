/** A client keeps this many prepared statements; what comes later is planned anew each time. */
const most = 500

/**
 * Names each statement that comes again, so that it is parsed and planned once a connection: submitting and tracking cases then cost the
 * server a third to a half less. One for each client. Not for the embedded database, whose sessions share their names.
 */
export function openNames(): (text: string) => string | undefined {
  const names = new Map<string, string | undefined>()
  let count = 0
  return (text) => {
    const name = names.get(text)
    if (name !== undefined) return name
    // The first time a statement stays without a name: many never come again.
    if (!names.has(text)) {
      if (names.size < most) names.set(text, undefined)
      return undefined
    }
    count += 1
    names.set(text, `s${count}`)
    return names.get(text)
  }
}
