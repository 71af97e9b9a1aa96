import nodemailer from 'nodemailer'
import { Gone, NotTaken, patience, type Sender } from './sender.ts'

/** E-mail by SMTP. The Message-ID is the message's token: a mail sent twice, because the sender died in between, is told apart by it. */
export function openMail(smtpUrl: string, from: string, host: string): Sender {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 10_000,
    socketTimeout: patience,
    // A message's text is text: it can name no file or address for the sender to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    provider: 'smtp',
    async send({ id, token, address, subject, body }) {
      const sent = await transport
        .sendMail({
          from,
          to: { name: '', address },
          subject,
          text: body,
          messageId: `<notice.${id}.${token}@${host}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
        .catch((error: unknown) => {
          throw failureOf(error)
        })
      return { answer: sent.response }
    },
    close: () => transport.close(),
  }
}

/** 550 and its kin say that there is no such mailbox; other answers, and no connection, that it was not taken. */
function failureOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'responseCode' in error ? Number(error.responseCode) : undefined
  if (code !== undefined && [550, 551, 553].includes(code)) return new Gone(error.message)
  if (code !== undefined || ('code' in error && error.code === 'ECONNECTION')) return new NotTaken(error.message)
  return error
}
