import { z } from 'zod'
import type { IdentityProvider } from './core/context.ts'

const flag = z.enum(['0', '1']).transform((value) => value === '1')

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./var'),
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(8),
  PUBLIC_URL: z.url().optional(),
  PROVINCE: z.string().default('province/quang-tri'),
  DEMO: flag.default(false),
  DEMO_LIVE: flag.default(true),
  DEMO_CASES: z.coerce.number().int().min(0).max(5_000_000).default(30_000),
  SECRET_KEY: z.string().min(32).optional(),
  SMTP_URL: z.string().startsWith('smtp').optional(),
  SMS_URL: z
    .string()
    .default('')
    .transform((list) => list.split(/\s+/).filter((url) => url !== ''))
    .pipe(z.array(z.url({ protocol: /^(smpp|ssmpp|https?)$/ }))),
  ZALO_URL: z.url({ protocol: /^https?$/ }).optional(),
  VAPID_SUBJECT: z.url({ protocol: /^(mailto|https)$/ }).optional(),
  MAIL_FROM: z.string().default('Tỉnh Số <khong-tra-loi@localhost>'),
  VNEID_ISSUER: z.url().optional(),
  VNEID_CLIENT_ID: z.string().optional(),
  VNEID_CLIENT_SECRET: z.string().optional(),
  S3_URL: z.url().optional(),
  SERVICES: z
    .string()
    .default('web,worker')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(['web', 'worker']))),
  WEB_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TRUST_PROXY: flag.default(false),
})

export type Config = ReturnType<typeof readConfig>

/**
 * Environment → settings, once.
 * @throws Error with the full list of what is wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  const problems = parsed.success
    ? productionProblems(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  if (!parsed.success || problems.length > 0) throw new Error(`The settings are not right:\n  ${problems.join('\n  ')}`)
  const env = parsed.data
  return {
    port: env.PORT,
    host: env.HOST,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    databasePool: env.DATABASE_POOL,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    province: env.PROVINCE,
    demo: env.DEMO,
    demoLive: env.DEMO && env.DEMO_LIVE,
    demoCases: env.DEMO_CASES,
    secretKey: env.SECRET_KEY,
    smtpUrl: env.SMTP_URL,
    smsUrls: env.SMS_URL,
    zaloUrl: env.ZALO_URL,
    vapidSubject: env.VAPID_SUBJECT ?? env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    mailFrom: env.MAIL_FROM,
    vneid: vneidOf(env),
    s3Url: env.S3_URL,
    services: env.SERVICES,
    webProcesses: env.WEB_PROCESSES,
    logLevel: env.LOG_LEVEL,
    trustProxy: env.TRUST_PROXY,
  }
}

/** Sign-in by VNeID is offered where all three are set. */
const vneidOf = (env: z.output<typeof Environment>): IdentityProvider | undefined =>
  env.VNEID_ISSUER && env.VNEID_CLIENT_ID && env.VNEID_CLIENT_SECRET
    ? { issuer: env.VNEID_ISSUER, clientId: env.VNEID_CLIENT_ID, clientSecret: env.VNEID_CLIENT_SECRET }
    : undefined

/** A production start refuses what only a demo may leave open. */
function productionProblems(env: z.output<typeof Environment>): string[] {
  if (env.DEMO) return []
  return [
    ...(env.SECRET_KEY ? [] : ['SECRET_KEY: missing; at least 32 random characters, kept apart from the backups']),
    ...(env.PUBLIC_URL
      ? []
      : ['PUBLIC_URL: missing; the address that people type, such as https://dichvu.quangtri.gov.vn']),
    ...(env.WEB_PROCESSES > 1 && !env.DATABASE_URL
      ? ['WEB_PROCESSES: more than one needs a PostgreSQL server (DATABASE_URL); the embedded database serves one']
      : []),
  ]
}
