import cluster, { type Worker } from 'node:cluster'
import { setTimeout as delay } from 'node:timers/promises'
import { AggregatorRegistry, type Registry, type RegistryContentType } from 'prom-client'
import type { Config } from './config.ts'

/**
 * Several processes by one command: the one that was started hands out the connections in turns (node:cluster) and starts this program
 * again for each part, `web` as often as the settings say. They share nothing but the port, the database and the files.
 */

const restMilliseconds = 1_000
const ready = 'tinhso ready'
const metricsWanted = 'tinhso metrics'
type Metrics = { metrics: string }

/** Whether this process only starts others. */
export const startsOthers = (config: Config): boolean => config.webProcesses > 1 && cluster.isPrimary

/**
 * Resolves when all are ready. One that ends by itself is started again.
 * @throws Error when one ends before it is ready
 */
export async function openProcesses(config: Config): Promise<{ close(): Promise<void> }> {
  const together = new AggregatorRegistry()
  let closing = false
  const start = (part: string): Worker => {
    const worker = cluster.fork({ SERVICES: part, WEB_PROCESSES: '1' })
    process.stderr.write(`tinhso: ${part} process ${worker.process.pid} started\n`)
    worker.on('message', (message: unknown) => {
      if (message === metricsWanted) void tellMetrics(together, worker)
    })
    return worker
  }
  const keep = (worker: Worker, part: string): void => {
    worker.once('exit', (code: number, signal: string | null) => {
      if (closing) return
      process.stderr.write(`tinhso: ${part} process ${worker.process.pid} ended (${signal ?? code})\n`)
      void delay(restMilliseconds).then(() => closing || keep(start(part), part))
    })
  }
  const close = async (): Promise<void> => {
    closing = true
    await Promise.all(Object.values(cluster.workers ?? {}).map(end))
  }
  const parts = config.services.flatMap((part) =>
    Array.from({ length: part === 'web' ? config.webProcesses : 1 }, () => part),
  )
  const begin = async (part: string): Promise<void> => {
    const worker = start(part)
    await readiness(worker)
    keep(worker, part)
  }
  try {
    // The first sets up what is missing in the database.
    const [first = 'web', ...others] = parts
    await begin(first)
    await Promise.all(others.map(begin))
  } catch (error) {
    await close()
    throw error
  }
  return { close }
}

const readiness = (worker: Worker): Promise<void> =>
  new Promise((resolve, reject) => {
    worker.on('message', (message: unknown) => message === ready && resolve())
    worker.once('exit', (code: number, signal: string | null) =>
      reject(new Error(`A process ended before it was ready (${signal ?? code}): its message stands above.`)),
    )
  })

async function end(worker: Worker | undefined): Promise<void> {
  if (!worker || worker.isDead()) return
  const ended = new Promise((resolve) => worker.once('exit', resolve))
  worker.process.kill('SIGTERM')
  await ended
}

async function tellMetrics(together: AggregatorRegistry<RegistryContentType>, worker: Worker): Promise<void> {
  const metrics = await together.clusterMetrics().catch((error: unknown) => `# ${String(error)}\n`)
  if (worker.isConnected()) worker.send({ metrics } satisfies Metrics)
}

/** Tells the process that started this one or, where this is the first, whoever reads its output. */
export function tellReady(url: string): void {
  if (cluster.worker) cluster.worker.send(ready)
  else process.stdout.write(`tinhso ready on ${url}\n`)
}

/** Lets go of the process that started this one, where one did: it would keep this one from ending. */
export function leave(): void {
  cluster.worker?.disconnect()
}

/** The figures of this process or, where it is one of several, of all together. */
export function metricsOf(registry: Registry): () => Promise<string> {
  const { worker } = cluster
  if (!worker) return () => registry.metrics()
  AggregatorRegistry.setRegistries(registry)
  new AggregatorRegistry() // answers when the first process asks
  return async () => {
    const told = new Promise<string>((resolve) => {
      const hear = (message: unknown): void => {
        if (!isMetrics(message)) return
        worker.off('message', hear)
        resolve(message.metrics)
      }
      worker.on('message', hear)
    })
    worker.send(metricsWanted)
    return told
  }
}

const isMetrics = (message: unknown): message is Metrics =>
  typeof message === 'object' && message !== null && 'metrics' in message && typeof message.metrics === 'string'
