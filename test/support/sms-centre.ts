import { once } from 'node:events'
import smpp, { type Pdu, type Session } from 'smpp'

export type Sms = {
  from: string
  to: string
  text: string
  coding: number
  part: { ref: number; of: number; number: number } | undefined
}

/** A real SMS centre in this process: SMPP binds, takes messages, joins their parts, and brings receipts when told to. */
export async function smsCentre() {
  const received: Sms[] = []
  const asked: { reference: string; to: string }[] = []
  const state = { password: 'secret', status: 0, silent: false, binds: 0, enquiries: 0 }
  const server = smpp.createServer((session) => {
    session.on('error', () => undefined)
    session.on('bind_transceiver', (pdu: Pdu) => {
      state.binds += 1
      session.send(pdu.response({ command_status: pdu.password === state.password ? 0 : 0x0e }))
    })
    session.on('enquire_link', (pdu: Pdu) => {
      state.enquiries += 1
      session.send(pdu.response())
    })
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.on('submit_sm', (pdu: Pdu) => take(session, pdu))
  })
  server.on('error', () => undefined)

  function take(session: Session, pdu: Pdu): void {
    if (state.silent) return
    if (state.status !== 0) return void session.send(pdu.response({ command_status: state.status }))
    received.push(read(pdu))
    const reference = `m${received.length}`
    if (pdu.registered_delivery === 1) asked.push({ reference, to: pdu.destination_addr ?? '' })
    session.send(pdu.response({ message_id: reference }))
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    received,
    asked,
    state,
    url: `smpp://tinhso:secret@127.0.0.1:${port}?from=TINHSO`,
    /** The texts with their parts joined, as a phone shows them. */
    texts: (to: string): string[] => joined(received.filter((sms) => sms.to === to)),
    /** Brings a receipt. @returns the status with which it was taken */
    bring: (reference: string, stat: 'DELIVRD' | 'UNDELIV') =>
      new Promise<number>((resolve) => {
        const text = `id:${reference} sub:001 dlvrd:001 submit date:2611180900 done date:2611180901 stat:${stat} err:000 text:`
        server.sessions[0]?.deliver_sm(
          { source_addr: '84912000009', destination_addr: 'TINHSO', esm_class: 4, short_message: text },
          (answer) => resolve(answer.command_status),
        )
      }),
    /** The line breaks, as when the centre restarts. */
    dropLines: () => server.sessions.slice().forEach((session) => session.destroy()),
    async close() {
      server.sessions.slice().forEach((session) => session.destroy())
      server.close()
      await once(server, 'close')
    },
  }
}

function read(pdu: Pdu): Sms {
  const written = pdu.short_message
  const whole = typeof written === 'object' && 'message' in written ? written : { message: String(written ?? '') }
  const header = whole.udh?.[0]
  return {
    from: pdu.source_addr ?? '',
    to: pdu.destination_addr ?? '',
    text: String(whole.message),
    coding: pdu.data_coding ?? 0,
    part: header && { ref: header[2] ?? 0, of: header[3] ?? 0, number: header[4] ?? 0 },
  }
}

function joined(messages: readonly Sms[]): string[] {
  const groups = Map.groupBy(messages, (sms) => (sms.part ? `part ${sms.part.ref}` : sms))
  return [...groups.values()].map((parts) =>
    parts
      .toSorted((a, b) => (a.part?.number ?? 0) - (b.part?.number ?? 0))
      .map(({ text }) => text)
      .join(''),
  )
}
