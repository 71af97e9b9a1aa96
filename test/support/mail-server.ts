import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'

/** A real mail server in this process. */
export async function mailServer() {
  const received: string[] = []
  /** `code`: what it answers while it takes nothing; 550 says that there is no such mailbox */
  const state = { failing: false, code: 450 }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (state.failing) return done(Object.assign(new Error('mailbox is full'), { responseCode: state.code }))
        received.push(Buffer.concat(chunks).toString('utf8'))
        done()
      })
    },
  })
  server.on('error', () => undefined)
  const listening = once(server.server, 'listening')
  server.listen(0, '127.0.0.1')
  await listening
  const address = server.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    received,
    state,
    url: `smtp://127.0.0.1:${port}`,
    /** no letter is on its way any more */
    async quiet(): Promise<void> {
      while (server.connections.size > 0) await delay(10)
    },
    close: () => new Promise<void>((done) => server.close(done)),
  }
}
