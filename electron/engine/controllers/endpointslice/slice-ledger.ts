import type { Endpoint, EndpointPort, EndpointSlice } from '../../../../shared/kubernetes/types/endpoint-slice.ts';

/** What a pod is in the slices of a Service. */
export interface Wanted {
  /** Of the pod, in the order of the store. */
  readonly place: number;
  /** Says which ports it serves on: pods that serve on the same ones share slices. */
  readonly portsKey: string;
  readonly ports: EndpointPort[];
  readonly endpoint: Endpoint;
}

/** A slice as it is to be. */
export interface Filled {
  readonly before: EndpointSlice;
  endpoints: Endpoint[];
  ports: EndpointPort[];
}

/** What is to become of the slices: `left` have no endpoints any more, those not named stay as they are. */
export interface Filling {
  updates: Filled[];
  fresh: { ports: EndpointPort[]; endpoints: Endpoint[] }[];
  left: EndpointSlice[];
}

interface Standing {
  readonly slice: EndpointSlice;
  readonly portsKey: string;
  /** Identities in it that do not stand in it: they are new, or not wanted here. */
  readonly unclaimed: Set<string>;
}

/**
 * The slices of a Service for one family of addresses, and in which of them each endpoint stands, so that a pod's change costs the slices that it is
 * about. It holds what is wanted and what there is; what differs is worked out from what has changed since the last time. Derived from the store alone.
 * Source: reconcileByPortMapping, staging/src/k8s.io/endpointslice/reconciler.go.
 */
export class SliceLedger {
  private readonly capacity: number;
  /** Identity → what is wanted of it. */
  private readonly wanted = new Map<string, Wanted>();
  private readonly identityOfPod = new Map<string, string>();
  /** By key, in the order of the store. */
  private readonly slices = new Map<string, Standing>();
  /** Identity → key of the slice that it stands in. */
  private readonly standsIn = new Map<string, string>();
  private changedSlices = new Set<string>();
  /** Identities that may stand in no slice. */
  private readonly homeless = new Set<string>();

  /** @param capacity endpoints in one slice at most */
  constructor(capacity: number) {
    this.capacity = capacity;
  }

  has(sliceKey: string): boolean {
    return this.slices.has(sliceKey);
  }

  /** A slice is new or has changed, or is about to be written: then it is looked at again whether the write comes about or not. */
  sliceChanged(key: string): void {
    this.changedSlices.add(key);
  }

  sliceGone(key: string): void {
    for (const endpoint of this.slices.get(key)?.slice.endpoints ?? []) this.free(identityOf(endpoint), key);
    this.slices.delete(key);
  }

  /** @param now undefined: the pod belongs in no slice */
  podChanged(key: string, now: Wanted | undefined): void {
    const before = this.identityOfPod.get(key);
    const identity = now && identityOf(now.endpoint);
    if (before !== undefined) {
      this.touchSliceOf(before);
      if (before !== identity) this.wanted.delete(before);
    }
    if (now && identity !== undefined) {
      this.identityOfPod.set(key, identity);
      this.wanted.set(identity, now);
      this.touchSliceOf(identity);
      this.homeless.add(identity);
    } else this.identityOfPod.delete(key);
  }

  /**
   * Endpoints stay where they are. New ones, in the order of the store, fill up the slices that are written anyway, the fullest first; if the rest fits into one
   * other slice, it goes into the one that it fills best, else into new ones.
   * @param read the slice of that key as it is now; undefined: it is gone, or is none of these
   * @param isWritten whether a slice is already as it is to be
   */
  fill(read: (key: string) => EndpointSlice | undefined, isWritten: (slice: Filled) => boolean): Filling {
    const written = new Map<string, Filled>();
    const bare = new Set<string>();
    for (const key of this.readAgain(read)) {
      const standing = this.slices.get(key);
      if (!standing) continue;
      const now = { before: standing.slice, endpoints: this.staying(key, standing), ports: standing.slice.ports ?? [] };
      if (now.endpoints.length === 0) bare.add(key);
      else if (!isWritten(now)) written.set(key, now);
    }
    const fresh: Filling['fresh'] = [];
    for (const { portsKey, ports, rest } of this.waiting()) {
      const group = [...this.slices].flatMap(([key, standing]) => (standing.portsKey === portsKey ? written.get(key) ?? [] : []));
      for (const { endpoints } of group.sort((a, b) => b.endpoints.length - a.endpoints.length)) endpoints.push(...rest.splice(0, this.capacity - endpoints.length));
      while (rest.length > 0) {
        const key = rest.length < this.capacity ? this.bestFor(rest.length, portsKey, (candidate) => written.has(candidate) || bare.has(candidate)) : undefined;
        const slice = key === undefined ? undefined : this.slices.get(key)?.slice;
        if (key !== undefined && slice) written.set(key, { before: slice, endpoints: [...slice.endpoints, ...rest.splice(0)], ports: slice.ports ?? [] });
        else fresh.push({ ports, endpoints: rest.splice(0, this.capacity) });
      }
    }
    const left: EndpointSlice[] = [];
    const updates: Filled[] = [];
    for (const [key, { slice }] of this.slices) {
      const update = written.get(key);
      if (update) updates.push(update);
      else if (bare.has(key) || isBare(slice)) left.push(slice);
    }
    this.changedSlices = new Set();
    return { updates, fresh, left };
  }

  /** No endpoint is wanted. */
  get isEmpty(): boolean {
    return this.wanted.size === 0;
  }

  /** The slice in which the least room is left over. Source: getSliceToFill. */
  private bestFor(count: number, portsKey: string, isTaken: (key: string) => boolean): string | undefined {
    let best: string | undefined;
    let leastRoom = this.capacity;
    for (const [key, standing] of this.slices) {
      if (standing.portsKey !== portsKey || isBare(standing.slice) || isTaken(key)) continue;
      const room = this.capacity - standing.slice.endpoints.length - count;
      if (room < 0 || room >= leastRoom) continue;
      best = key;
      leastRoom = room;
    }
    return best;
  }

  private touchSliceOf(identity: string): void {
    const key = this.standsIn.get(identity);
    if (key === undefined) return;
    this.changedSlices.add(key);
    this.slices.get(key)?.unclaimed.add(identity);
  }

  /** @returns keys of the slices that may have to change */
  private readAgain(read: (key: string) => EndpointSlice | undefined): Set<string> {
    const touched = this.changedSlices;
    for (const key of touched) {
      const standing = this.slices.get(key);
      const slice = read(key);
      if (standing && standing.slice === slice) continue;
      if (slice) this.take(key, standing, slice);
      else this.sliceGone(key);
    }
    // In the order of the store: of two slices with one endpoint it stays in the first.
    for (const [key, standing] of this.slices) {
      if (!touched.has(key)) continue;
      for (const identity of standing.unclaimed) if (this.claim(identity, key, standing.portsKey, touched)) standing.unclaimed.delete(identity);
    }
    return touched;
  }

  /** What a slice holds now in place of what it held before; most of it is the same. */
  private take(key: string, before: Standing | undefined, slice: EndpointSlice): void {
    const portsKey = before && before.slice.ports === slice.ports ? before.portsKey : portsKeyOf(slice.ports ?? []);
    const [old, now] = [before?.slice.endpoints ?? [], slice.endpoints ?? []];
    const isSame = before?.portsKey === portsKey;
    let first = 0;
    while (isSame && first < old.length && old[first] === now[first]) first += 1;
    let last = 0;
    while (isSame && last < Math.min(old.length, now.length) - first && old.at(-1 - last) === now.at(-1 - last)) last += 1;
    const unclaimed = before?.unclaimed ?? new Set<string>();
    const gone = old.slice(first, old.length - last).map(identityOf);
    for (const identity of gone) {
      this.free(identity, key);
      unclaimed.delete(identity);
    }
    // Somebody else may have written it twice.
    const isStill = new Set(gone.length > 0 ? now.map(identityOf) : []);
    for (const identity of gone) if (isStill.has(identity)) unclaimed.add(identity);
    for (const endpoint of now.slice(first, now.length - last)) unclaimed.add(identityOf(endpoint));
    this.slices.set(key, { slice, portsKey, unclaimed });
  }

  private free(identity: string, key: string): void {
    if (this.standsIn.get(identity) === key) this.standsIn.delete(identity);
    this.homeless.add(identity);
  }

  /** @returns whether it stands in this slice */
  private claim(identity: string, key: string, portsKey: string, touched: Set<string>): boolean {
    const other = this.standsIn.get(identity);
    if (this.wanted.get(identity)?.portsKey !== portsKey) {
      if (other === key) this.standsIn.delete(identity);
      return false;
    }
    if (other !== undefined && other !== key) {
      // Somebody else wrote it into two slices.
      const keys = [...this.slices.keys()];
      if (keys.indexOf(key) > keys.indexOf(other)) return false;
      this.slices.get(other)?.unclaimed.add(identity);
      touched.add(other);
    }
    this.standsIn.set(identity, key);
    return true;
  }

  private staying(key: string, { slice }: Standing): Endpoint[] {
    const staying: Endpoint[] = [];
    const seen = new Set<string>();
    for (const endpoint of slice.endpoints ?? []) {
      const identity = identityOf(endpoint);
      const now = this.standsIn.get(identity) === key && !seen.has(identity) ? this.wanted.get(identity) : undefined;
      if (!now) continue;
      seen.add(identity);
      staying.push(now.endpoint);
    }
    return staying;
  }

  /** What is wanted and stands nowhere, by ports. */
  private waiting(): { portsKey: string; ports: EndpointPort[]; rest: Endpoint[] }[] {
    const groups = new Map<string, Wanted[]>();
    for (const identity of this.homeless) {
      const wanted = this.wanted.get(identity);
      if (!wanted || this.standsIn.has(identity)) {
        this.homeless.delete(identity);
        continue;
      }
      const group = groups.get(wanted.portsKey);
      if (group) group.push(wanted);
      else groups.set(wanted.portsKey, [wanted]);
    }
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([portsKey, group]) => ({
      portsKey, ports: group[0]?.ports ?? [], rest: group.sort((a, b) => a.place - b.place).map(({ endpoint }) => endpoint),
    }));
  }
}

function isBare({ endpoints }: EndpointSlice): boolean {
  return (endpoints?.length ?? 0) === 0;
}

/** The same text for the same ports. */
export function portsKeyOf(ports: readonly EndpointPort[]): string {
  return JSON.stringify(ports.map(({ name, protocol, port, appProtocol }) => [name, protocol, port, appProtocol]));
}

const identities = new WeakMap<Endpoint, string>();

/** Source: endpointHash: the address and the pod. Worked out once, since an endpoint that is stored does not change. */
function identityOf(endpoint: Endpoint): string {
  let identity = identities.get(endpoint);
  if (identity === undefined) identities.set(endpoint, (identity = `${endpoint.targetRef?.uid ?? ''}/${endpoint.addresses.join()}`));
  return identity;
}
