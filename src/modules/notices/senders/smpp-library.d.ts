/** What we use of the library `smpp`, which brings no types. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events'
  import type { Server as NetServer, Socket } from 'node:net'

  export type Pdu = {
    command_status: number
    sequence_number: number
    message_id?: string
    system_id?: string
    password?: string
    source_addr?: string
    destination_addr?: string
    esm_class?: number
    data_coding?: number
    registered_delivery?: number
    short_message?: { message: string | Buffer; udh?: Buffer[] } | string | Buffer
    receipted_message_id?: string
    message_state?: number
    response(options?: Record<string, unknown>): Pdu
  }

  type Answered = (answer: Pdu) => void
  type Verb = (options: Record<string, unknown>, answered?: Answered) => boolean

  export class Session extends EventEmitter {
    socket: Socket
    send(pdu: Pdu): boolean
    bind_transceiver: Verb
    submit_sm: Verb
    deliver_sm: Verb
    enquire_link: Verb
    unbind: Verb
    close(done?: () => void): void
    destroy(done?: () => void): void
  }

  const smpp: {
    createSession(options: { host: string; port: number; tls?: boolean }): Session
    createServer(listener: (session: Session) => void): NetServer & { sessions: Session[] }
  }
  export default smpp
}
