import { pino, type Logger } from 'pino'

/** One JSON line an entry. Cookies, passwords and identity numbers never reach it. */
export function openLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['req.headers.cookie', 'req.headers.authorization', '*.password', '*.idNumber', '*.personalId', '*.code'],
      censor: '[kín]',
    },
  })
}
