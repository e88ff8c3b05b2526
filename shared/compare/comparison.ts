import { z } from 'zod';

const share = z.number().min(0).max(1);
const ms = z.number().min(0);

/** What became of requests in the measured time. Shares are 1 where nothing was asked for. */
const availabilitySchema = z.strictObject({
  sent: z.number().min(0),
  served: z.number().min(0),
  /** Of the requests sent, how many were served. */
  availability: share,
  errorRate: share,
  /** The sixty seconds in a row with the smallest share served. */
  worstMinute: z.strictObject({ fromMs: ms, availability: share }),
  /** In which less than 99 % was served. */
  outageSeconds: z.number().int().min(0),
  /** Half of all answers, and 95 of 100, took no longer than this; and the 95th percentile of the answers of the worst second. 0 where there were none. */
  latency: z.strictObject({ p50Ms: ms, p95Ms: ms, worstSecondP95Ms: ms }),
});

/** Requests per second, each point the mean over `stepMs`. */
const curveSchema = z.strictObject({ fromMs: ms, stepMs: ms, served: z.array(z.number().min(0)), failed: z.array(z.number().min(0)) });

const faultSchema = z.strictObject({
  atMs: ms,
  /** The step of the script, or the planned fault. */
  what: z.string(),
  mends: z.boolean(),
  /** Why nothing was struck in this design. */
  error: z.string().optional(),
  /** Until requests are served as before, an API server answers and the desired state stands, up to the next fault at least; null: not by the end. Absent: it mends, or struck nothing. */
  recoveredAfterMs: ms.nullable().optional(),
});

const designSchema = z.strictObject({
  name: z.string(),
  file: z.string(),
  stateHash: z.string(),
  overall: availabilitySchema,
  /** By TrafficSource. */
  sources: z.record(z.string(), availabilitySchema),
  faults: z.array(faultSchema),
  /** Of containers. */
  restarts: z.number().int().min(0),
  /** Pods that were evicted, preempted, or removed from a machine that was lost: by the reason of their DisruptionTarget. */
  evictions: z.record(z.string(), z.number().int().min(0)),
  /** Whether some API server answered. */
  apiServer: z.strictObject({ availability: share, outageSeconds: z.number().int().min(0) }),
  /** Where it runs on machines of the design: how often another member became the leader, and in how many seconds there was no leader, and no quorum for one. */
  etcd: z.strictObject({ leaderChanges: z.number().int().min(0), secondsWithoutLeader: z.number().int().min(0), secondsWithoutQuorum: z.number().int().min(0) }).optional(),
  /** All requests over time. */
  curve: curveSchema,
  /** Where the provider has prices: at the end, and what it came to since the simulation began. */
  cost: z.strictObject({ currency: z.string(), perHour: z.number(), perMonth: z.number(), soFar: z.number() }).optional(),
  /** Manifests that were refused when the simulation began. */
  refused: z.array(z.string()),
});

/** What `compare --json` prints. Fields are only added in later versions. */
export const comparisonSchema = z.strictObject({
  seed: z.number().int().min(0),
  /** Measured from then until then, in simulated time. */
  fromMs: ms,
  untilMs: ms,
  a: designSchema,
  b: designSchema,
});
export type Comparison = z.infer<typeof comparisonSchema>;
export type DesignReport = z.infer<typeof designSchema>;
export type Availability = z.infer<typeof availabilitySchema>;
export type FaultReport = z.infer<typeof faultSchema>;
export type Curve = z.infer<typeof curveSchema>;
