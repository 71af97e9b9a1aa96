import smpp, { type Pdu, type Session } from 'smpp'
import { NotTaken, patience } from './sender.ts'

/** A bound connection to an SMS centre that is opened when first needed, watched, and opened again when it is lost. */
export type Line = {
  ask(verb: 'submit_sm' | 'enquire_link', options: Record<string, unknown>): Promise<Pdu>
  close(): void
}

const enquireMilliseconds = 30_000
const reconnectMilliseconds = [1_000, 2_000, 5_000, 15_000, 60_000]

export function openLine(smppUrl: string, onReceipt: (pdu: Pdu) => Promise<void>): Line {
  const url = new URL(smppUrl)
  let bound: Promise<Session> | undefined
  let failures = 0
  let restsUntil = 0
  let closed = false
  let timer: NodeJS.Timeout | undefined

  function connect(): Promise<Session> {
    if (Date.now() < restsUntil) return Promise.reject(new NotTaken('the SMS centre does not answer'))
    const connecting = bind(url)
    bound = connecting
    connecting.then(watch, rest)
    return connecting
  }

  function watch(session: Session): void {
    failures = 0
    const pulse = setInterval(
      () => void answerOf(session, 'enquire_link', {}).catch(() => session.destroy()),
      enquireMilliseconds,
    )
    pulse.unref()
    session.on('deliver_sm', (pdu: Pdu) => {
      onReceipt(pdu).then(
        () => session.send(pdu.response()),
        // Not recorded: the centre is asked to bring it again.
        () => session.send(pdu.response({ command_status: 0x08 })),
      )
    })
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()))
    session.on('unbind', (pdu: Pdu) => {
      session.send(pdu.response())
      session.close()
    })
    session.once('close', () => {
      clearInterval(pulse)
      rest()
    })
  }

  /** Lost, or not reached: tried again after a while also when nothing is to be sent, for receipts come on this line. */
  function rest(): void {
    bound = undefined
    if (closed) return
    const delay = reconnectMilliseconds[Math.min(failures, reconnectMilliseconds.length - 1)] ?? 60_000
    failures += 1
    restsUntil = failures === 1 ? 0 : Date.now() + delay
    clearTimeout(timer)
    timer = setTimeout(() => void (bound ?? connect()).catch(() => undefined), delay)
    timer.unref()
  }

  return {
    ask: async (verb, options) => answerOf(await (bound ?? connect()), verb, options),
    close() {
      closed = true
      clearTimeout(timer)
      void bound
        ?.then((session) => {
          session.unbind({})
          session.close()
        })
        .catch(() => undefined)
    },
  }
}

function bind(url: URL): Promise<Session> {
  const session = smpp.createSession({
    host: url.hostname,
    port: Number(url.port || 2775),
    tls: url.protocol === 'ssmpp:',
  })
  session.socket.unref()
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer)
      session.destroy()
      reject(new NotTaken(why))
    }
    const timer = setTimeout(() => fail('the SMS centre does not answer'), patience)
    timer.unref()
    session.on('error', (error: Error) => fail(error.message))
    session.once('close', () => fail('the SMS centre closed the line'))
    session.once(url.protocol === 'ssmpp:' ? 'secureConnect' : 'connect', () => {
      const credentials = { system_id: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      session.bind_transceiver({ ...credentials, interface_version: 0x34 }, ({ command_status: status }) => {
        if (status !== 0) return fail(`bind refused, status ${status}`)
        clearTimeout(timer)
        resolve(session)
      })
    })
  })
}

/** An answer that does not come, or a line that is lost meanwhile, leaves open whether the message was taken. */
function answerOf(
  session: Session,
  verb: 'submit_sm' | 'enquire_link',
  options: Record<string, unknown>,
): Promise<Pdu> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      session.off('close', lost)
    }
    const lost = () => {
      end()
      reject(new Error('the line was lost before the answer'))
    }
    const timer = setTimeout(lost, patience)
    timer.unref()
    session.once('close', lost)
    const sent = session[verb](options, (answer) => {
      end()
      resolve(answer)
    })
    if (sent) return
    end()
    reject(new NotTaken('the line is closed'))
  })
}
