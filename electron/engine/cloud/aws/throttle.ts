/** A token bucket: so many requests at once, and so many more a second. */
interface Bucket {
  readonly size: number;
  readonly perSecond: number;
}

/** Buckets of the account in a region. Source: request throttling for the Amazon EC2 API; the others do not say theirs, so they are taken to be as generous. */
const buckets: Readonly<Record<string, Bucket>> = {
  'ec2:Describe': { size: 100, perSecond: 20 },
  'ec2:RunInstances': { size: 5, perSecond: 2 },
  'ec2:CreateVolume': { size: 100, perSecond: 5 },
  'ec2:AttachVolume': { size: 100, perSecond: 5 },
  'ec2:DetachVolume': { size: 100, perSecond: 5 },
  'ec2:DeleteVolume': { size: 100, perSecond: 5 },
  ec2: { size: 50, perSecond: 5 },
  'elasticloadbalancing:Describe': { size: 40, perSecond: 10 },
  elasticloadbalancing: { size: 40, perSecond: 10 },
  autoscaling: { size: 100, perSecond: 10 },
};

export type BucketStates = Map<string, { tokens: number; atMs: number }>;

/**
 * Takes a token for a request. @returns false: there is none, the request is to be refused.
 */
export function takeToken(states: BucketStates, service: string, action: string, nowMs: number): boolean {
  const kind = action.startsWith('Describe') ? 'Describe' : action;
  const name = [`${service}:${kind}`, service].find((one) => buckets[one]);
  const bucket = name === undefined ? undefined : buckets[name];
  if (name === undefined || !bucket) return true;
  const state = states.get(name) ?? { tokens: bucket.size, atMs: nowMs };
  const tokens = Math.min(bucket.size, state.tokens + bucket.perSecond * (nowMs - state.atMs) / 1000);
  const enough = tokens >= 1;
  states.set(name, { tokens: enough ? tokens - 1 : tokens, atMs: nowMs });
  return enough;
}
