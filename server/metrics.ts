import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** What /metrics tells. No label holds anything personal. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    callbacks: new Counter({
      name: "dabiao_callbacks_total",
      help: "WeCom callbacks by kind",
      labelNames: ["kind"],
      registers,
    }),
    deliveries: new Counter({
      name: "dabiao_deliveries_total",
      help: "Notices by outcome: sent, retried, failed, held (put off, expired or with nothing left to say)",
      labelNames: ["outcome"],
      registers,
    }),
    outboxLag: new Gauge({
      name: "dabiao_outbox_lag_seconds",
      help: "Age of the oldest notice that is due",
      registers,
    }),
    jobRuns: new Counter({
      name: "dabiao_job_runs_total",
      help: "Slots run here by job",
      labelNames: ["job"],
      registers,
    }),
    latency: new Histogram({
      name: "dabiao_http_seconds",
      help: "Time to answer by route and status",
      labelNames: ["route", "status"],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
