import { faultIcon } from '../../shared/faults.ts';
import type { TrafficSource } from '../../shared/kubernetes/types/traffic-source.ts';
import type { Topology } from '../../shared/topology/types.ts';
import { World } from '../engine/world.ts';
import { unsettled } from '../desired-state/unsettled.ts';
import type { DesignReport, FaultReport } from '../../shared/compare/comparison.ts';
import { availabilityOf, shareServed, silence, together, type Second } from './availability.ts';
import { curveOf } from './curve.ts';
import { Disruptions } from './disruptions.ts';
import { EtcdRecord } from './etcd-record.ts';
import { recoveries } from './recovery.ts';

/** Something that is done to the world at a time. */
export interface Deed {
  atMs: number;
  what: string;
  mends: boolean;
  /** @returns why it could not be; undefined: it was done */
  do(world: World): string | undefined;
}

const secondMs = 1_000;
/** The whole cluster is looked at that often. */
const lookEverySeconds = 5;
/** So little less served than before is as before. */
const tolerance = 0.001;

/** The life of one design under some deeds, second by second, measured from `fromMs` on. Plain steps, so that the caller can do other things in between. */
export class MeasuredRun {
  private readonly world: World;
  private readonly deeds: readonly Deed[];
  private readonly fromMs: number;
  private readonly untilMs: number;
  private readonly refused: string[];
  private readonly disruptions = new Disruptions();
  private readonly etcd = new EtcdRecord();
  private readonly seconds = new Map<string, Second[]>();
  private readonly faults: FaultReport[] = [];
  private readonly disturbedMs: number[] = [];
  private measured = 0;
  private silentSeconds = 0;
  private nextDeed = 0;
  /** As it was before the first fault: the share that each source was served, and what was not as desired even then. */
  private before: { shares: Map<string, number>; problems: Set<string> } | undefined;
  /** What was not as desired at the last look. */
  private problems: string[] = [];

  /** @param deeds by time, none after `untilMs`; both times in whole seconds */
  constructor(topology: Topology, deeds: readonly Deed[], fromMs: number, untilMs: number) {
    const { world, refused } = World.create(topology);
    this.world = world;
    this.deeds = deeds;
    this.fromMs = fromMs;
    this.untilMs = untilMs;
    this.refused = refused.map(({ manifest, status }) => `${manifest.kind} ${manifest.metadata.name}: ${status.message}`);
    world.onCommit((event) => { if (world.nowMs >= fromMs) this.disruptions.observe(event); });
    world.onStrike(({ atMs, fault, error }) => this.note({ atMs, what: JSON.stringify(fault), mends: /^(plug|mend)$/.test(faultIcon(fault)) }, error));
  }

  get isOver(): boolean {
    return this.world.nowMs >= this.untilMs;
  }

  /** Simulated time that it has reached. */
  get nowMs(): number {
    return this.world.nowMs;
  }

  /** Lives for another second. */
  step(): void {
    const untilMs = Math.min(this.untilMs, this.world.nowMs - (this.world.nowMs % secondMs) + secondMs);
    for (let deed = this.deeds[this.nextDeed]; deed && deed.atMs <= untilMs; deed = this.deeds[this.nextDeed]) {
      this.world.advance({ untilMs: Math.max(deed.atMs, this.world.nowMs) });
      this.note(deed, deed.do(this.world));
      this.nextDeed += 1;
    }
    this.world.advance({ untilMs });
    this.etcd.look(this.world.components.etcd.view(), untilMs > this.fromMs);
    if (untilMs > this.fromMs) this.measure();
  }

  /** @param file where the design comes from */
  report(name: string, file: string): DesignReport {
    const { measured, fromMs } = this;
    const struck = this.faults.filter(({ mends, error }) => !mends && error === undefined);
    const recovered = recoveries(struck.map(({ atMs }) => atMs), this.disturbedMs, this.untilMs, secondMs);
    const all = together([...this.seconds.values()], measured);
    return {
      name, file, stateHash: this.world.stateHash(), overall: availabilityOf(all, fromMs), curve: curveOf(all, fromMs),
      sources: Object.fromEntries([...this.seconds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([source, seconds]) => [source, availabilityOf(seconds, fromMs)])),
      faults: this.faults.map((fault) => (struck.includes(fault) ? { ...fault, recoveredAfterMs: recovered[struck.indexOf(fault)] ?? null } : fault)),
      restarts: this.disruptions.restarts, evictions: { ...this.disruptions.evictions },
      apiServer: { availability: measured > 0 ? 1 - this.silentSeconds / measured : 1, outageSeconds: this.silentSeconds }, refused: this.refused, ...this.etcd.report(), ...this.cost(),
    };
  }

  private cost(): Pick<DesignReport, 'cost'> {
    const view = this.world.components.cloud?.cost();
    return view ? { cost: { currency: view.currency, perHour: view.perHour, perMonth: view.perMonth, soFar: view.soFar } } : {};
  }

  private note({ atMs, what, mends }: Omit<Deed, 'do'>, error: string | undefined): void {
    this.faults.push({ atMs, what, mends, ...(error === undefined ? {} : { error }) });
    if (!mends && error === undefined) this.before ??= this.asBefore();
  }

  private asBefore(): NonNullable<MeasuredRun['before']> {
    const last = [...this.seconds].flatMap(([source, seconds]) => { const second = seconds.at(-1); return second ? [[source, shareServed(second)] as const] : []; });
    return { shares: new Map(last), problems: new Set(this.problems) };
  }

  private measure(): void {
    const { world } = this;
    for (const { metadata: { name } } of world.api.list<TrafficSource>('trafficsources')) {
      const seconds = this.seconds.get(name) ?? Array.from({ length: this.measured }, () => silence);
      const now = world.components.traffic.ofSource(name);
      seconds[this.measured] = now ? { sent: now.rps, served: now.servedRps, answers: [{ count: now.servedRps, p50Ms: now.p50Ms, p95Ms: now.p95Ms }] } : silence;
      this.seconds.set(name, seconds);
    }
    this.measured += 1;
    for (const seconds of this.seconds.values()) if (seconds.length < this.measured) seconds.push(silence);
    const isSilent = !world.simulation.processes.apiReachable();
    if (isSilent) this.silentSeconds += 1;
    if (this.measured % lookEverySeconds === 1) this.problems = unsettled(world);
    // Without an API server nothing upholds the desired state, whether it stands or not.
    if (this.before && (isSilent || this.isDisturbed(this.before))) this.disturbedMs.push(world.nowMs);
  }

  private isDisturbed({ shares, problems }: NonNullable<MeasuredRun['before']>): boolean {
    return this.problems.some((problem) => !problems.has(problem)) || [...this.seconds].some(([source, seconds]) => shareServed(seconds.at(-1) ?? silence) < (shares.get(source) ?? 1) - tolerance);
  }
}
