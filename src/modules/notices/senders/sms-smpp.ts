import type { Pdu } from 'smpp'
import { isPlain, segmentsOf } from '../sms-length.ts'
import { Gone, NotTaken, type Outgoing, type Sender } from './sender.ts'
import { openLine } from './smpp-session.ts'

/** What the SMS centre said later of a message that it took. */
export type Receipt = { provider: string; reference: string; delivered: boolean; answer: string }

const noSuchNumber = 0x0b
const ucs2 = 0x08
const isReceipt = 0x04
const delivered = 2

/**
 * SMS by SMPP 3.4: `smpp://user:password@host:2775?from=TINHSO` (`ssmpp://` over TLS). Vietnamese goes in UCS-2; a text of several
 * parts is joined again by its header (GSM 03.40, 9.2.3.24.1). The receipt is asked for the last part.
 */
export function openSmpp(smppUrl: string, onReceipt: (receipt: Receipt) => Promise<void>): Sender {
  const url = new URL(smppUrl)
  const provider = url.host
  const from = url.searchParams.get('from') ?? ''
  let joined = 0
  const line = openLine(smppUrl, async (pdu) => {
    const receipt = readReceipt(pdu)
    if (receipt) await onReceipt({ provider, ...receipt })
  })

  async function submit(message: Outgoing): Promise<Pdu> {
    const parts = segmentsOf(message.body)
    joined = (joined + 1) % 256
    let last: Pdu | undefined
    for (const [index, part] of parts.entries()) {
      const header = parts.length === 1 ? undefined : Buffer.from([5, 0, 3, joined, parts.length, index + 1])
      const end = index === parts.length - 1
      last = await line.ask('submit_sm', {
        ...addressOf(from, message.address),
        data_coding: isPlain(message.body) ? 0 : ucs2,
        registered_delivery: end ? 1 : 0,
        priority_flag: message.urgent ? 1 : 0,
        short_message: header ? { udh: header, message: part } : part,
      })
      refuse(last.command_status, index)
    }
    if (!last) throw new Gone('there is no text')
    return last
  }

  return {
    provider,
    async send(message) {
      const { message_id: reference, command_status: status } = await submit(message)
      return { reference, answer: `status ${status}` }
    },
    close: () => line.close(),
  }
}

/** Numbers are international (TON 1, ISDN); a name in letters as the sender is TON 5. */
const addressOf = (from: string, to: string) => ({
  source_addr: from,
  source_addr_ton: /^\d*$/.test(from) ? 1 : 5,
  source_addr_npi: /^\d*$/.test(from) ? 1 : 0,
  destination_addr: to.replace(/^\+/, ''),
  dest_addr_ton: 1,
  dest_addr_npi: 1,
})

function refuse(status: number, part: number): void {
  if (status === 0) return
  const answer = `status 0x${status.toString(16).padStart(2, '0')}`
  if (status === noSuchNumber) throw new Gone(answer)
  throw part === 0 ? new NotTaken(answer) : new Error(`${answer} at part ${part + 1}`)
}

/** By its own fields (SMPP 5.3.2), or by the text that most centres write: `id:… stat:DELIVRD …` (Appendix B). */
function readReceipt(pdu: Pdu): Omit<Receipt, 'provider'> | undefined {
  if (((pdu.esm_class ?? 0) & isReceipt) === 0) return undefined
  const text = textOf(pdu)
  const reference = pdu.receipted_message_id ?? /\bid:(\S+)/.exec(text)?.[1]
  const state = /\bstat:(\w+)/.exec(text)?.[1]
  if (reference === undefined || isUnderWay(pdu, state)) return undefined
  const isThere = pdu.message_state === undefined ? state === 'DELIVRD' : pdu.message_state === delivered
  return { reference, delivered: isThere, answer: state ?? `state ${pdu.message_state ?? '?'}` }
}

const isUnderWay = ({ message_state: state }: Pdu, word: string | undefined): boolean =>
  state === 0 || state === 1 || word === 'ENROUTE' || word === 'ACCEPTD'

function textOf({ short_message: written }: Pdu): string {
  if (written === undefined) return ''
  return String(typeof written === 'object' && 'message' in written ? written.message : written)
}
