import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export type Metrics = {
  registry: Registry
  calls: Histogram<'operation' | 'outcome'>
  consumerLag: Gauge<'consumer'>
  parked: Gauge<'consumer'>
  horizonAge: Gauge
  liveConnections: Gauge
  jobs: Counter<'job' | 'outcome'>
}

/** Prometheus metrics of one process; label values are operation, consumer and job names only. */
export function openMetrics(withProcess = true): Metrics {
  const registry = new Registry()
  if (withProcess) collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    calls: new Histogram({
      name: 'tinhso_call_seconds',
      help: 'Time of operations called over HTTP',
      labelNames: ['operation', 'outcome'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    consumerLag: new Gauge({
      name: 'tinhso_consumer_lag_events',
      help: 'Events that a consumer has still to take',
      aggregator: 'max',
      labelNames: ['consumer'],
      registers,
    }),
    parked: new Gauge({
      name: 'tinhso_parked_events',
      help: 'Events put aside, unsolved',
      aggregator: 'max',
      labelNames: ['consumer'],
      registers,
    }),
    horizonAge: new Gauge({
      name: 'tinhso_horizon_age_seconds',
      help: 'Age of the oldest open write transaction, which holds back every reader of the log',
      aggregator: 'max',
      registers,
    }),
    liveConnections: new Gauge({ name: 'tinhso_live_connections', help: 'Open live streams', registers }),
    jobs: new Counter({ name: 'tinhso_jobs_total', help: 'Jobs run', labelNames: ['job', 'outcome'], registers }),
  }
}
