import type { Decision } from '../../shared/decisions.ts';
import type { Fault } from '../../shared/faults.ts';
import type { DesignChange } from '../../shared/ipc/design.ts';
import { isJsonObject, type JsonObject } from '../../shared/json.ts';
import { refKey, refOf, resourceTypes } from '../../shared/kubernetes/registry.ts';
import type { ApiResult, Status } from '../../shared/kubernetes/status.ts';
import type { Machine } from '../../shared/kubernetes/types/machine.ts';
import type { PlannedFault } from '../../shared/planned-faults.ts';
import type { PlannedFaultRow } from '../../shared/view/planned-faults.ts';
import { err, type Result } from '../../shared/result.ts';
import { manifestRef } from '../../shared/topology/manifest-ref.ts';
import { ownManifests } from '../../shared/topology/own-entries.ts';
import type { ClusterSpec, Manifest, Topology } from '../../shared/topology/types.ts';
import type { ApiReader } from './apistore/api-client.ts';
import { bootstrapApi } from './apistore/bootstrap.ts';
import type { WatchEvent } from './apistore/watch-event.ts';
import { kubernetesService } from './controllers/kubernetes-service/objects.ts';
import { namespaceDefaults } from './controllers/namespace-defaults/objects.ts';
import { createAdmission } from './admission/admission.ts';
import { providerOf } from './cloud/providers.ts';
import { addComponents, type WorldComponents } from './components.ts';
import { applyChanges, asObject, type ManifestChange, type ManifestMap, type Refusal } from './design/apply-changes.ts';
import { whyNotWritable } from './design/writable.ts';
import { defaultEpoch } from './env.ts';
import { FaultPlan, type Strike } from './faults/fault-plan.ts';
import { Simulation, type SimulationState } from './simulation/simulation.ts';
import { StateHash } from './simulation/state-hash.ts';

/** Raised when older snapshots cannot be continued; such a design starts anew from its manifests. */
export const snapshotVersion = 8;

/** Everything that decides the future of a world. JSON. */
export interface WorldSnapshot {
  version: typeof snapshotVersion;
  cluster: Pick<ClusterSpec, 'seed' | 'epoch' | 'network' | 'images' | 'addons' | 'provider'>;
  simulation: SimulationState;
  manifests: Manifest[];
}

/** What one `advance` did. */
export interface StepChanges {
  fromMs: number;
  nowMs: number;
  /** Commits since `fromMs`. */
  commits: number;
}

/** A manifest of the topology that the API refused when the world was made. */
export interface RefusedManifest {
  manifest: Manifest;
  status: Status;
}

/** How far one step looks for something to happen. */
const stepLimitMs = 3_600_000;

/**
 * A simulated cluster: its API, its control plane, its machines. Pure and synchronous; the same topology, seed and inputs give the same bytes on every platform.
 * Inputs are `apply`, `inject` and `advance`; how an `advance` is cut into pieces makes no difference.
 */
export class World {
  readonly simulation: Simulation;
  readonly components: WorldComponents;
  readonly manifests: ManifestMap = new Map();
  private readonly faultPlan: FaultPlan;
  private cluster: WorldSnapshot['cluster'];
  private commits = 0;

  private constructor(cluster: WorldSnapshot['cluster']) {
    this.cluster = cluster;
    const zones = providerOf(cluster.provider).zones();
    this.simulation = new Simulation({
      seed: cluster.seed, epoch: cluster.epoch ?? defaultEpoch,
      admission: (reader, env) => createAdmission({
        serviceRange: cluster.network.serviceCIDR, ...(zones ? { zones } : {}),
        get: (resource, key) => reader.get(resource, key), list: (resource) => reader.list(resource), newUid: () => env.newUid(),
      }),
    });
    this.components = addComponents(this.simulation, cluster);
    // The last of all at an instant.
    this.faultPlan = this.simulation.add((context) => new FaultPlan(context, (fault) => this.inject(fault)));
    this.simulation.onCommit(() => { this.commits += 1; });
  }

  /**
   * A world at time 0 with the objects of `topology`, applied in dependency order (namespaces and classes first). A refused manifest is left out and reported; the
   * rest is there.
   */
  static create(topology: Topology): { world: World; refused: RefusedManifest[] } {
    const { seed, epoch, network, images, addons, provider } = topology.cluster.spec;
    const world = new World({ seed, network, ...(epoch ? { epoch } : {}), ...(images ? { images } : {}), ...(addons ? { addons } : {}), ...(provider ? { provider } : {}) });
    bootstrapApi(world.simulation.store, world.simulation.env, world.simulation.server.fields);
    world.simulation.start();
    const refused: RefusedManifest[] = [];
    const add = (manifest: Manifest): void => {
      const created = world.simulation.server.create(asObject(manifest));
      if (created.ok) world.manifests.set(refKey(manifestRef(manifest)), manifest);
      else refused.push({ manifest, status: created.error });
    };
    const sorted = [...ownManifests(topology.cluster), ...topology.manifests].sort(byDependency);
    const isGround = ({ kind }: Manifest): boolean => kind === 'Machine' || kind === 'Namespace';
    sorted.filter(isGround).forEach(add);
    world.furnishNamespaces(topology.manifests);
    sorted.filter((manifest) => !isGround(manifest)).forEach(add);
    // Before anything runs it is known who runs the control plane.
    world.components.hosts.run();
    world.faultPlan.plan(topology.cluster.spec.faults ?? [], 0);
    return { world, refused };
  }

  /** The namespaces have been there for a while: what their controllers would make is there, unless the design brings it along. */
  private furnishNamespaces(manifests: readonly Manifest[]): void {
    const given = new Set(manifests.map((manifest) => refKey(refOf(asObject(manifest)))));
    for (const { metadata: { name } } of this.api.list('namespaces')) {
      const own = name === 'default' ? [...namespaceDefaults(name), kubernetesService(this.cluster.network.serviceCIDR)] : namespaceDefaults(name);
      for (const object of own) if (!given.has(refKey(refOf(object)))) this.simulation.server.create(object);
    }
  }

  static restore(snapshot: WorldSnapshot): World {
    const world = new World(snapshot.cluster);
    world.simulation.load(snapshot.simulation);
    for (const manifest of snapshot.manifests) world.manifests.set(refKey(manifestRef(manifest)), manifest);
    return world;
  }

  get nowMs(): number {
    return this.simulation.nowMs;
  }

  get api(): ApiReader {
    return this.simulation.store;
  }

  /**
   * Applies a person's changes, all or none. @param dryRun only find out whether they would be accepted
   * Errors: the first refused change with the API's Status. A dry run leaves no trace, not even a random draw; a refused one nothing but what "Why?" remembers
   * of a budget or quota that refused it.
   */
  apply(changes: readonly DesignChange[], options: { dryRun?: boolean } = {}): Result<ManifestChange[], Refusal> {
    const { store, server, env, decisions } = this.simulation;
    const { dryRun = false } = options;
    const refusal = whyNotWritable(changes, this.simulation.processes, () => this.endpoint());
    if (refusal) return err(refusal);
    const draws = env.saveDraws();
    const run = (): Result<ManifestChange[], Refusal> => applyChanges(changes, {
      store, server, manifests: this.manifests, replaceLater: (replacement) => this.components.replacer.add(replacement),
    }, dryRun);
    const outcome = dryRun ? decisions.tryOut(run) : run();
    if (!outcome.ok || dryRun) env.restoreDraws(draws);
    else for (const change of changes) if (change.op === 'cluster') this.changeCluster(change.patch as JsonObject);
    return outcome;
  }

  /** Where clients find the API servers: at the load balancer before them, which has the address of the first. */
  private endpoint(): string {
    const [host = ''] = this.simulation.processes.state.hosts;
    return `${this.api.get<Machine>('machines', host)?.status?.address ?? host}:6443`;
  }

  /** Behaviour of images changes at once, planned faults from now on; network, provider, seed and epoch are those of the beginning until the simulation starts anew. */
  private changeCluster(patch: JsonObject): void {
    const spec = isJsonObject(patch['spec']) ? patch['spec'] : {};
    if (spec['faults'] !== undefined) this.faultPlan.plan((spec['faults'] ?? []) as unknown as PlannedFault[]);
    if (spec['images'] === undefined) return;
    const { images: _before, ...cluster } = this.cluster;
    const images = spec['images'] as unknown as ClusterSpec['images'] | null;
    this.cluster = images ? { ...cluster, images } : cluster;
    this.components.kubelets.setImages(images ?? []);
    this.components.traffic.lookAgain();
  }

  /** What has come of the faults that a design plans. @param entries its list as it now is */
  plannedFaults(entries: readonly PlannedFault[]): PlannedFaultRow[] {
    return this.faultPlan.rows(entries);
  }

  /** Called for each planned fault that strikes or is mended, at its moment; a snapshot does not keep listeners. */
  onStrike(listener: (strike: Strike) => void): void {
    this.faultPlan.onStrike(listener);
  }

  /** Errors: NotFound, when there is no such machine, pod or container. */
  inject(fault: Fault): ApiResult<void> {
    const outcome = this.components.inject(fault);
    if (outcome.ok) this.simulation.noteIntervention();
    return outcome;
  }

  /** Moves simulated time, doing all work that falls due. `toNextEvent`: until something other than heartbeats has changed, at most an hour. */
  advance(target: { untilMs: number } | { toNextEvent: true }): StepChanges {
    const fromMs = this.nowMs;
    const commitsBefore = this.commits;
    if ('untilMs' in target) this.simulation.runUntil(target.untilMs);
    else this.simulation.runToNextChange(fromMs + stepLimitMs);
    return { fromMs, nowMs: this.nowMs, commits: this.commits - commitsBefore };
  }

  /** Nothing more will happen by itself: see Simulation.isQuiet. */
  isQuiet(): boolean {
    return this.simulation.isQuiet();
  }

  onCommit(listener: (event: WatchEvent) => void): void {
    this.simulation.onCommit(listener);
  }

  onDecision(listener: (decision: Decision) => void): void {
    this.simulation.onDecision(listener);
  }

  decisionsAbout(uid: string): readonly Decision[] {
    return this.simulation.decisions.about(uid);
  }

  snapshot(): WorldSnapshot {
    return { version: snapshotVersion, cluster: this.cluster, simulation: this.simulation.save(), manifests: [...this.manifests.values()] };
  }

  /** Hash of all that a snapshot holds: two worlds with the same hash have the same past and the same future. */
  stateHash(): string {
    const hash = new StateHash();
    const { store, ...rest } = this.simulation.save();
    for (const [resource, objects] of store.resources) {
      if (objects.length === 0) continue;
      hash.add(resource);
      for (const object of objects) hash.add(JSON.stringify(object));
    }
    hash.add(JSON.stringify({ ...rest, revision: store.revision }));
    for (const manifest of this.manifests.values()) hash.add(JSON.stringify(manifest));
    return hash.digest();
  }
}

const rank = new Map(resourceTypes.map((type, index) => [type.kind, index]));

/** Registry order; unknown kinds last. Array sort is stable, so file order stays within a kind. */
function byDependency(a: Manifest, b: Manifest): number {
  return (rank.get(a.kind) ?? rank.size) - (rank.get(b.kind) ?? rank.size);
}
