import { createMergePatch } from '../../shared/merge-patch.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/json.ts';
import { faultIcon, faultSubject, type Fault } from '../../shared/faults.ts';
import type { DesignChange, DesignEdit, EditResult } from '../../shared/ipc/design.ts';
import type { AppError } from '../../shared/ipc/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { TopologyText } from '../../shared/topology/topology-text.ts';
import type { PlannedFault } from '../../shared/planned-faults.ts';
import type { ObjectRef } from '../../shared/kubernetes/registry.ts';
import type { Machine } from '../../shared/kubernetes/types/machine.ts';
import type { ListedObject } from '../../shared/view/object-list.ts';
import type { ObjectRelation } from '../../shared/view/relations.ts';
import type { Manifest } from '../../shared/topology/types.ts';
import type { HistoryState, ViewDelta, ViewList } from '../../shared/view/feed.ts';
import type { ClockState } from '../../shared/view/rows.ts';
import { World } from '../engine/world.ts';
import { manifestYaml } from './manifest-yaml.ts';
import { Autosave } from './autosave.ts';
import { DesignDocument } from './design-document.ts';
import { changesTo, DesignHistory, type DesignDiff } from './design-history.ts';
import type { DesignStorage, StoredDesign } from './design-storage.ts';
import { RealClock } from './real-clock.ts';
import { restoreRunning } from './restore-running.ts';
import { followWorld } from './timeline/follow-world.ts';
import { emptyTimeline, TimelineRecorder } from './timeline/recorder.ts';
import { CloudFeed } from './view/cloud-rows.ts';
import { PlannedFaultFeed } from './view/planned-fault-rows.ts';
import { ViewProjector } from './view/projector.ts';
import { listObjects } from './view/object-list.ts';
import { relationsOf } from './view/relations/relations-of.ts';
import { thumbnailOf } from './view/thumbnail.ts';
import { viewSource } from './view/view-source.ts';

/** Wall clock of the process, in milliseconds. */
export type WallClock = () => number;

/**
 * The open design: its file, its running world, its history, its clock. Every change a person makes comes through here; the window gets lists and deltas from here.
 */
export class DesignSession {
  readonly id: string;
  readonly clock: RealClock;
  readonly timeline = new TimelineRecorder();
  readonly history = new DesignHistory();
  readonly autosave: Autosave;
  document: DesignDocument;
  world: World;
  private projector: ViewProjector;
  private cloud: CloudFeed;
  private faults: PlannedFaultFeed;
  private revision = 0;
  private fileName: string | undefined;
  private savedText: string | undefined;
  private historyChanged = false;
  private layoutChanged = false;
  private withSystem = false;
  private watched: { machines: string[]; pending: boolean } = { machines: [], pending: false };

  private constructor(stored: StoredDesign, text: TopologyText, storage: DesignStorage, wallNow: WallClock) {
    this.id = stored.id;
    this.document = new DesignDocument(text);
    this.fileName = stored.fileName;
    this.savedText = stored.dirty ? undefined : stored.text;
    this.world = restoreRunning(stored, text.topology, this.timeline);
    this.projector = this.follow(this.world);
    this.cloud = new CloudFeed(this.world.components.cloud);
    this.faults = this.followFaults(this.world);
    this.clock = new RealClock(this.world, wallNow, () => this.timeline.usage.look(this.world, wallNow));
    this.autosave = new Autosave(stored.id, storage, wallNow, () => ({ world: this.world.snapshot(), timeline: this.timeline.save() }));
  }

  /** Errors: BadFile, when the stored text cannot be read (it is kept as it is). */
  static open(stored: StoredDesign, storage: DesignStorage, wallNow: WallClock): Result<DesignSession, AppError> {
    const { text, problems } = TopologyText.parse(stored.text, stored.name);
    if (!text) return err({ kind: 'BadFile', fileName: stored.name, problems });
    return ok(new DesignSession(stored, text, storage, wallNow));
  }

  /** Errors: Refused with the API's Status and the index of the change; then nothing was changed. */
  edit(edit: DesignEdit): Result<EditResult, AppError> {
    const applied = this.write(edit.changes, edit.label);
    if (!applied.ok) return applied;
    this.history.push({ ...applied.value, label: edit.label, ...(edit.squash === undefined ? {} : { squash: edit.squash }) });
    this.historyChanged = true;
    if (edit.changes.some((change) => change.op !== 'layout')) this.timeline.mark('you', this.world.nowMs, gestureIcon(edit.changes), edit.label);
    return ok({ written: this.writtenBy(applied.value) });
  }

  /** Would the changes be accepted? Nothing is changed. */
  check(changes: readonly DesignChange[]): Result<EditResult, AppError> {
    const outcome = this.world.apply(changes, { dryRun: true });
    if (!outcome.ok) return err({ kind: 'Refused', status: outcome.error.status, index: outcome.error.index });
    return ok({ written: this.writtenBy({ manifests: outcome.value }) });
  }

  undo(): Result<void, AppError> {
    return this.travel(this.history.nextUndo(), 'before', () => this.history.undone());
  }

  redo(): Result<void, AppError> {
    return this.travel(this.history.nextRedo(), 'after', () => this.history.redone());
  }

  inject(fault: Fault): Result<void, AppError> {
    const outcome = this.world.inject(fault);
    if (!outcome.ok) return err({ kind: 'Refused', status: outcome.error });
    this.autosave.input({ kind: 'fault', atMs: this.world.nowMs, fault });
    touchStruck(this.projector, this.world, fault);
    this.timeline.mark('you', this.world.nowMs, faultIcon(fault), { key: `view:fault.${fault.kind}`, params: { subject: faultSubject(fault) } });
    return ok(undefined);
  }

  /** Starts the simulation of the present design anew at 0 with the same seed. */
  restart(): void {
    const { world } = World.create(this.document.text.topology);
    this.timeline.load(emptyTimeline);
    this.world = world;
    this.projector = this.follow(world);
    this.cloud = new CloudFeed(world.components.cloud);
    this.faults = this.followFaults(world);
    this.projector.watch(this.watched.machines, this.watched.pending);
    this.projector.showSystem(this.withSystem);
    this.clock.attach(world);
    this.autosave.replaceWorld();
  }

  /** Keeps the text of a manifest as its author wrote it. The manifest has just been accepted. */
  keepAuthorsText(yaml: string, manifest: Manifest): void {
    this.document.text.putText(yaml, manifest);
    this.autosave.text(this.document.text.toString(), this.document.cluster.metadata.name);
  }

  watchMachines(machines: string[], pending: boolean): void {
    this.watched = { machines, pending };
    this.projector.watch(machines, pending);
  }

  /** What the object refers to and what refers to it. */
  relationsOf(ref: ObjectRef): ObjectRelation[] {
    return relationsOf(this.projector.relations, this.world.api, ref);
  }

  /** Objects of one kind, for the outline. */
  listObjects(apiVersion: string, kind: string, limit: number): ListedObject[] {
    return listObjects(apiVersion, kind, limit, this.projector.cardContext());
  }

  /** Whether the system's objects are cards too. Shown by the next list. */
  showSystem(shown: boolean): void {
    this.withSystem = shown;
    this.projector.showSystem(shown);
  }

  list(): ViewList {
    this.revision += 1;
    this.timeline.takeChanged();
    this.historyChanged = false;
    this.layoutChanged = false;
    return {
      kind: 'list', revision: this.revision, designId: this.id, clock: this.clock.state(), ...this.projector.list(), ...this.cloud.list(), ...this.faults.list(), timeline: [...this.timeline.all()],
      layout: this.document.layout, history: this.historyState(),
    };
  }

  /** What changed since the last list or delta. @param clockMoved send the clock even when nothing else changed */
  delta(clockMoved: boolean): ViewDelta | undefined {
    const projected = this.projector.delta();
    const cloud = this.cloud.delta();
    const faults = this.faults.delta();
    const timeline = this.timeline.takeChanged();
    if (!projected && !cloud && !faults && timeline.length === 0 && !clockMoved && !this.historyChanged && !this.layoutChanged) return undefined;
    const delta: ViewDelta = { kind: 'delta', from: this.revision, revision: this.revision + 1, clock: this.clock.state(), ...projected, ...cloud, ...faults };
    if (timeline.length > 0) delta.timeline = timeline;
    if (this.layoutChanged) delta.layout = this.document.layout;
    if (this.historyChanged) delta.history = this.historyState();
    this.historyChanged = false;
    this.layoutChanged = false;
    this.revision += 1;
    return delta;
  }

  clockState(): ClockState {
    return this.clock.state();
  }

  /** The file now holds the present text. */
  markSaved(fileName: string): void {
    this.fileName = fileName;
    this.savedText = this.document.text.toString();
    this.historyChanged = true;
  }

  /** Saves what is due. Called after every tick and request. */
  saveDue(force = false): Result<void, AppError> {
    return this.autosave.flush(this.world.nowMs, this.clock.running, force, () => ({
      machines: this.world.api.count('machines'), pods: this.world.api.count('pods'), problems: this.projector.problemCount(), thumbnail: thumbnailOf(this.world.api),
    }));
  }

  private write(changes: readonly DesignChange[], label: DesignEdit['label']): Result<Omit<DesignDiff, 'label'>, AppError> {
    const outcome = this.world.apply(changes);
    if (!outcome.ok) return err({ kind: 'Refused', status: outcome.error.status, index: outcome.error.index });
    const kept = this.document.accept(changes, outcome.value);
    if (kept.layout.length > 0) this.layoutChanged = true;
    this.autosave.input({ kind: 'edit', atMs: this.world.nowMs, changes: [...changes], label });
    this.autosave.text(this.document.text.toString(), this.document.cluster.metadata.name);
    return ok({ manifests: outcome.value, ...kept });
  }

  private travel(diff: DesignDiff | undefined, side: 'before' | 'after', done: () => void): Result<void, AppError> {
    if (!diff) return ok(undefined);
    const applied = this.write(changesTo(diff, side), diff.label);
    if (!applied.ok) return applied;
    if (diff.cluster) {
      this.document.restoreCluster(diff.cluster[side]);
      this.autosave.text(this.document.text.toString(), this.document.cluster.metadata.name);
    }
    this.timeline.mark('you', this.world.nowMs, side === 'before' ? 'undo' : 'redo', { key: side === 'before' ? 'view:timeline.undo' : 'view:timeline.redo' });
    done();
    this.historyChanged = true;
    return ok(undefined);
  }

  private follow(world: World): ViewProjector {
    const projector = new ViewProjector(viewSource(world, () => this.document.cluster));
    world.components.traffic.onChange((news) => projector.traffic.observe(news));
    world.onCommit((event) => projector.observe(event));
    world.onStrike(({ fault }) => touchStruck(projector, world, fault));
    followWorld(this.timeline, world);
    return projector;
  }

  private followFaults(world: World): PlannedFaultFeed {
    return new PlannedFaultFeed(world, () => this.document.cluster.spec.faults ?? noFaults);
  }

  private historyState(): HistoryState {
    return {
      ...this.history.labels(), dirty: this.fileName !== undefined && this.savedText !== this.document.text.toString(),
      ...(this.fileName ? { fileName: this.fileName } : {}),
    };
  }

  private writtenBy({ manifests, cluster }: Pick<DesignDiff, 'manifests' | 'cluster'>): EditResult['written'] {
    const written = manifests.flatMap(({ ref, before, after, livePatch }) => {
      if (livePatch) return [{ ref, yaml: manifestYaml({ apiVersion: ref.apiVersion, kind: ref.kind, metadata: { name: ref.name }, ...livePatch.after }), changedFields: leafPaths(livePatch.after) }];
      if (!after) return [];
      const difference = createMergePatch(before, after);
      return [{ ref, yaml: this.document.text.yamlOf(ref) ?? manifestYaml(after), changedFields: difference === undefined ? [] : leafPaths(difference) }];
    });
    return cluster ? [...written, clusterWritten(cluster)] : written;
  }
}

const noFaults: readonly PlannedFault[] = [];

/** Machines that a fault strikes look different, though nothing is committed. */
function touchStruck(projector: ViewProjector, { api }: World, fault: Fault): void {
  if ('machine' in fault) projector.touchMachine(fault.machine);
  if ('zone' in fault) for (const { metadata, spec } of api.list<Machine>('machines')) if (spec.zone === fault.zone) projector.touchMachine(metadata.name);
}

/** Of the Cluster document only the fields that were written: the rest is long, and the same as before. */
function clusterWritten({ before, after }: NonNullable<DesignDiff['cluster']>): EditResult['written'][number] {
  const { apiVersion, kind, metadata } = after;
  const [specBefore, spec] = [before.spec, after.spec].map((one) => one as unknown as JsonObject) as [JsonObject, JsonObject];
  const changed = [...new Set([...Object.keys(specBefore), ...Object.keys(spec)])].filter((field) => createMergePatch(specBefore[field], spec[field] ?? null) !== undefined);
  const shown = Object.fromEntries(changed.flatMap((field) => (spec[field] === undefined ? [] : [[field, spec[field]]])));
  return { ref: { apiVersion, kind, name: metadata.name }, yaml: manifestYaml({ apiVersion, kind, metadata, spec: shown }), changedFields: changed.map((field) => `spec.${field}`) };
}

/** Dotted paths of what a merge patch sets. */
function leafPaths(patch: JsonValue, prefix = ''): string[] {
  if (!isJsonObject(patch)) return [prefix];
  return Object.entries(patch as JsonObject).flatMap(([key, value]) => (value === undefined ? [] : leafPaths(value, prefix ? `${prefix}.${key}` : key)));
}

function gestureIcon(changes: readonly DesignChange[]): string {
  const change = changes.find((candidate) => candidate.op !== 'layout');
  if (!change) return 'gesture';
  if (change.op === 'put') return `kind/${change.manifest.kind}`;
  if (change.op === 'cluster' && isJsonObject(change.patch['spec'] as JsonValue) && 'faults' in (change.patch['spec'] as JsonObject)) return 'plan';
  return 'ref' in change ? `kind/${change.ref.kind}` : 'gesture';
}
