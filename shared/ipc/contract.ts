import { z } from 'zod';
import type { ExportNote } from '../export/notes.ts';
import { exportTargetIds, type ExportFile } from '../export/target.ts';
import { faultSchema } from '../faults.ts';
import type { JsonObject } from '../json.ts';
import type { KubernetesObject } from '../kubernetes/types/meta.ts';
import type { RequestOrigin, RequestTarget } from '../network/request.ts';
import type { Result } from '../result.ts';
import type { EffectiveProfile, ImageProfile } from '../topology/behaviour.ts';
import type { TopologyProblem } from '../topology/types.ts';
import type { CloudCall } from '../view/cloud.ts';
import type { CostPoint, CostView } from '../view/cost.ts';
import type { ClockState, EventRow } from '../view/rows.ts';
import type { ViewMessage } from '../view/feed.ts';
import type { ObjectRef } from '../kubernetes/registry.ts';
import type { ListedObject, ObjectKindRow } from '../view/object-list.ts';
import type { ObjectRelation } from '../view/relations.ts';
import type { PrintedColumn } from '../view/printed-column.ts';
import type { ReachView } from '../view/reach.ts';
import type { ServiceWaysView } from '../view/service-ways.ts';
import type { ScalingNews } from '../view/scaling.ts';
import type { ProxyRulesView, TraceView } from '../view/trace.ts';
import type { UsageSeries } from '../view/usage.ts';
import type { WhyAnswer } from '../view/why.ts';
import { compareRequestSchema, designChoiceSchema, type CompareFacts, type CompareNews } from './compare.ts';
import type { ClusterFieldChange, DesignChange, EditResult } from './design.ts';
import type { AppError } from './errors.ts';
import type { LibraryEntry, RevisionEntry, SampleEntry } from './library.ts';

/**
 * The only place where a channel is named. Requests are parsed by schema where they arrive; answers are `Result`s. Requests with target `main` go through
 * `ipcRenderer.invoke`; those with target `controlPlane` through the MessagePort that main hands to the window.
 */
interface Channel<Request, Response> {
  target: 'main' | 'controlPlane';
  request: z.ZodType<Request>;
  /** Never read; carries the type. */
  readonly response?: Response;
}

function channel<Response>() {
  return <Request>(target: 'main' | 'controlPlane', request: z.ZodType<Request>): Channel<Request, Response> => ({ target, request });
}

const none = z.undefined();
const id = z.string().min(1).max(100);
const name = z.string().min(1).max(200);
const refSchema = z.object({ apiVersion: z.string().max(300), kind: z.string().max(300), namespace: z.string().max(300).optional(), name: z.string().max(300) });
const json: z.ZodType<JsonObject> = z.record(z.string(), z.any());
const localizedText = z.object({ key: z.string().max(200), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() });
const point = z.object({ x: z.number().finite(), y: z.number().finite() });
const changeSchema: z.ZodType<DesignChange> = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), manifest: json }),
  z.object({ op: z.literal('delete'), ref: refSchema, gracePeriodSeconds: z.number().int().min(0).optional(), propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).optional() }),
  z.object({ op: z.literal('patch'), ref: refSchema, patch: json }),
  z.object({ op: z.literal('replace'), ref: refSchema, manifest: json }),
  z.object({ op: z.literal('evict'), ref: refSchema }),
  z.object({ op: z.literal('resize'), ref: refSchema, containers: z.record(z.string(), json) }),
  z.object({ op: z.literal('layout'), positions: z.record(z.string(), point.nullable()) }),
  z.object({ op: z.literal('cluster'), patch: json }),
]) as unknown as z.ZodType<DesignChange>;
const changes = z.array(changeSchema).max(5_000);

const port = z.number().int().min(1).max(65_535);
const originSchema: z.ZodType<RequestOrigin> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('Internet'), ip: z.string().max(50).optional() }), z.object({ kind: z.literal('Pod'), namespace: name, name: z.string().min(1).max(300) }),
]) as unknown as z.ZodType<RequestOrigin>;
const targetSchema: z.ZodType<RequestTarget> = z.object({
  host: z.string().min(1).max(300).optional(), port: port.optional(), path: z.string().max(2_000).optional(), protocol: z.enum(['TCP', 'UDP', 'SCTP']).optional(),
  service: z.object({ namespace: name, name, port: z.union([port, name]).optional() }).optional(),
}) as unknown as z.ZodType<RequestTarget>;

export const requests = {
  // Windows, dialogs, files: main process.
  'app.info': channel<AppInfo>()('main', none),
  'app.setPreferences': channel<Preferences>()('main', z.object({
    theme: z.enum(['system', 'dark', 'light']), language: z.enum(['en', 'pt-BR']), interfaceScale: z.number().min(0.9).max(1.5), reducedMotion: z.boolean(),
    panels: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
  }).partial()),
  /** Shows a dialog (or takes a path dropped on the window) and imports the file as a new design. Cancelled when the person closed the dialog. */
  'file.open': channel<{ designId: string; problems: TopologyProblem[] }>()('main', z.object({ path: z.string().max(4_096).optional() })),
  /** Saves the open design to its file, or asks for one. */
  'file.save': channel<{ fileName: string }>()('main', z.object({ designId: id, as: z.boolean() })),
  /** Exports a picture whose bytes the window made. */
  'file.export': channel<{ fileName: string }>()('main', z.object({ designId: id, format: z.enum(['png', 'svg']), data: z.union([z.string(), z.instanceof(Uint8Array)]).optional() })),
  /** Writes what `export.preview` shows: one file is asked for by name, several go to a folder that is asked for. `name`: of the file or folder. */
  'export.save': channel<{ name: string }>()('main', z.object({ designId: id, target: z.enum(exportTargetIds) })),
  /** Asks for a file and reads it, for a comparison: a design, or what is to break. */
  'compare.readFile': channel<{ fileName: string; text: string }>()('main', none),
  /** Writes the report of a comparison, as the window has it, to a file that is asked for. */
  'compare.save': channel<{ fileName: string }>()('main', z.object({ suggested: name, format: z.enum(['json', 'md']), text: z.string().max(50_000_000) })),
  'app.openExternal': channel<void>()('main', z.object({ url: z.string().max(2_000) })),
  'app.quit': channel<void>()('main', none),

  // The library of designs.
  'library.list': channel<{ designs: LibraryEntry[]; deleted: LibraryEntry[]; samples: SampleEntry[]; notices: StorageNotice[] }>()('controlPlane', none),
  'library.create': channel<{ designId: string }>()('controlPlane', z.object({ name: name.optional(), sample: id.optional() })),
  'library.importText': channel<{ designId: string; problems: TopologyProblem[] }>()('controlPlane', z.object({ text: z.string(), fileName: name.optional(), filePath: z.string().max(4_096).optional() })),
  'library.rename': channel<void>()('controlPlane', z.object({ designId: id, name })),
  'library.duplicate': channel<{ designId: string }>()('controlPlane', z.object({ designId: id })),
  'library.delete': channel<void>()('controlPlane', z.object({ designId: id })),
  'library.undelete': channel<void>()('controlPlane', z.object({ designId: id })),
  'library.revisions': channel<RevisionEntry[]>()('controlPlane', z.object({ designId: id })),
  'library.restoreRevision': channel<void>()('controlPlane', z.object({ designId: id, revision: z.number().int() })),

  // The open design.
  /** Opens a design and starts its view feed (a `view` push with a list, then deltas). One design is open at a time. */
  'design.open': channel<void>()('controlPlane', z.object({ designId: id })),
  'design.close': channel<void>()('controlPlane', none),
  /** Asks for a fresh list after a gap. */
  'design.resync': channel<void>()('controlPlane', none),
  'design.edit': channel<EditResult>()('controlPlane', z.object({ changes, label: localizedText, squash: z.string().max(200).optional() })),
  /** Would the changes be accepted? Errors as `design.edit`; nothing is changed. */
  'design.check': channel<{ written: EditResult['written'] }>()('controlPlane', z.object({ changes })),
  'design.undo': channel<void>()('controlPlane', none),
  'design.redo': channel<void>()('controlPlane', none),
  /** The topology file's text (comments kept). */
  'design.text': channel<{ text: string }>()('controlPlane', z.object({ designId: id })),
  /** The design as the configuration of a tool that builds it for real, and what that cannot say. */
  'export.preview': channel<{ files: ExportFile[]; notes: ExportNote[] }>()('controlPlane', z.object({ designId: id, target: z.enum(exportTargetIds) })),
  'design.markSaved': channel<void>()('controlPlane', z.object({ designId: id, fileName: name, filePath: z.string().max(4_096) })),
  /** Adds the objects of a Kubernetes YAML/JSON text to the open design (drop or paste on the canvas). */
  'design.addText': channel<{ added: number; changed: ClusterFieldChange[]; problems: TopologyProblem[] }>()('controlPlane', z.object({ text: z.string(), at: point.optional() })),

  // Objects.
  'object.get': channel<{ live?: KubernetesObject; manifestYaml?: string; liveYaml?: string; columns?: PrintedColumn[] }>()('controlPlane', z.object({ ref: refSchema })),
  /** Replaces the manifest by this YAML text (comments kept). Errors with lines and columns. */
  'object.applyYaml': channel<EditResult>()('controlPlane', z.object({ ref: refSchema, yaml: z.string().max(2_000_000) })),
  /** Checks YAML while typing, without applying. */
  'object.checkYaml': channel<{ problems: TopologyProblem[] }>()('controlPlane', z.object({ ref: refSchema, yaml: z.string().max(2_000_000) })),
  'object.events': channel<EventRow[]>()('controlPlane', z.object({ ref: refSchema })),
  'object.why': channel<WhyAnswer>()('controlPlane', z.object({ ref: refSchema })),
  /** What the object refers to and what refers to it, with the fields that say so. Unknown objects have none. */
  /** What `kubectl rollout undo` would write. Errors: BadRequest in kubectl's words. */
  'object.rolloutUndo': channel<DesignChange>()('controlPlane', z.object({ ref: refSchema, toRevision: z.number().int().min(1).optional() })),
  'object.relations': channel<ObjectRelation[]>()('controlPlane', z.object({ ref: refSchema })),
  /** Each time that a workload was to grow: from the load to the pods that serve it, with each delay and who decided. `known`: the version that the window has. */
  'timeline.scaling': channel<ScalingNews>()('controlPlane', z.object({ known: z.number().optional() })),
  /** How many pods and machines there were, and what they used, of the cluster and of these workloads, Machines and NodeGroups; unknown ones are left out. */
  'timeline.usage': channel<{ cluster: UsageSeries['points']; series: UsageSeries[] }>()('controlPlane', z.object({ of: z.array(refSchema).max(100) })),
  'events.list': channel<EventRow[]>()('controlPlane', z.object({ limit: z.number().int().min(1).max(5_000) })),
  /** What the scheduler's filters would say of this pod on this node, for hints while hovering. No refusals: it fits. */
  'placement.preview': channel<{ refusals: { plugin: string; reasons: string[] }[] }>()('controlPlane', z.object({ manifest: json, node: name })),
  /** Machines whose pods' details (containers, volumes) the window wants; replaces the earlier set. */
  'view.watchMachines': channel<void>()('controlPlane', z.object({ machines: z.array(z.string().max(300)).max(400), pending: z.boolean() })),
  /** Whether the system's objects (kube-system, defaults) are cards too; answered by a fresh list. */
  'view.showSystem': channel<void>()('controlPlane', z.object({ shown: z.boolean() })),
  /** Kinds that have objects, with their counts; every object is in one of them. */
  'objects.kinds': channel<ObjectKindRow[]>()('controlPlane', none),
  /** Objects of all kinds but pods and machines, whose name or kind answers a query (see `matchScore`), best first. */
  'objects.find': channel<ObjectRef[]>()('controlPlane', z.object({ query: z.string().max(300), limit: z.number().int().min(1).max(100) })),
  /** Objects of one kind, by namespace and name, at most so many. */
  'objects.list': channel<ListedObject[]>()('controlPlane', z.object({ apiVersion: z.string().max(300), kind: z.string().max(300), limit: z.number().int().min(1).max(2_000) })),

  /** How images behave: the design's profiles, and for every image in use (or profiled) all that decides it. */
  'images.list': channel<{ profiles: ImageProfile[]; used: EffectiveProfile[] }>()('controlPlane', none),

  // The network.
  /** Follows one request hop by hop, as the world is now. Another `draw` may take another way where several are as good. `failing`: the first draw from there that fails, if one of some does. */
  'network.trace': channel<TraceView>()('controlPlane', z.object({ origin: originSchema, target: targetSchema, draw: z.number().int().min(0).optional(), failing: z.boolean().optional() })),
  /** What NetworkPolicies say of a workload and the others. */
  'network.reach': channel<ReachView>()('controlPlane', z.object({ ref: refSchema })),
  /** Where kube-proxies send the requests of a Service, or those to a pod. */
  'network.serviceWays': channel<ServiceWaysView>()('controlPlane', z.object({ ref: refSchema })),
  /** What kube-proxy has written on a node, or of it what is about one Service. */
  'network.proxyRules': channel<ProxyRulesView>()('controlPlane', z.object({
    node: name, service: z.object({ namespace: name, name }).optional(), limit: z.number().int().min(1).max(5_000),
  })),

  // The cloud.
  /** The last requests to the cloud's API, newest first: all, or those about one object. None where the provider has no API. */
  'cloud.calls': channel<CloudCall[]>()('controlPlane', z.object({ limit: z.number().int().min(1).max(2_000), about: refSchema.optional() })),
  /** What the cluster costs, as of now. Undefined where nothing has a price. */
  'cloud.cost': channel<{ cost?: CostView }>()('controlPlane', none),
  /** What it cost an hour over simulated time, oldest first. Empty where nothing has a price. */
  'cloud.costHistory': channel<CostPoint[]>()('controlPlane', none),

  // Comparing two designs under the same failures.
  /** Starts one in a thread of its own; how it gets on comes as `comparison` pushes. One at a time: it ends the one before. Errors: NotFound. */
  'compare.start': channel<{ runId: number }>()('controlPlane', compareRequestSchema),
  'compare.cancel': channel<void>()('controlPlane', z.object({ runId: z.number().int() })),
  'compare.facts': channel<CompareFacts>()('controlPlane', z.object({ design: designChoiceSchema })),

  // The simulation.
  'clock.play': channel<ClockState>()('controlPlane', z.object({ speed: z.number().min(1).max(1_000).optional() })),
  'clock.pause': channel<ClockState>()('controlPlane', none),
  /** Runs everything due at the next instant at which something happens. */
  'clock.step': channel<ClockState>()('controlPlane', none),
  'clock.runUntilQuiet': channel<ClockState>()('controlPlane', none),
  /** Starts the simulation of the present design anew at 0 with the same seed. */
  'clock.restart': channel<ClockState>()('controlPlane', none),
  'fault.inject': channel<void>()('controlPlane', z.object({ fault: faultSchema })),
} as const;

export type RequestName = keyof typeof requests;
export type RequestOf<K extends RequestName> = z.infer<(typeof requests)[K]['request']>;
export type ResponseOf<K extends RequestName> = Exclude<(typeof requests)[K]['response'], undefined>;
export type Answer<K extends RequestName> = Result<ResponseOf<K>, AppError>;

/** What comes unasked. `view` and `process` travel on the MessagePort, the others through main. */
export interface Pushes {
  view: ViewMessage;
  /** The control plane process is up (after a restart the window lists again), or gone. */
  process: { state: 'ready' | 'restarting' | 'failed'; detail?: string };
  /** The open design could not be saved. It goes on in memory, and saving is tried again every few seconds. Travels on the MessagePort. */
  saveFailed: AppError;
  /** How a comparison gets on. Travels on the MessagePort. */
  comparison: CompareNews;
  /** A menu entry or shortcut of the operating system runs a command of the window's registry. */
  command: { id: string };
  /** A file was opened from outside (association, drop on the icon). */
  opened: { designId: string };
}
export type PushName = keyof Pushes;

/** Envelope on the MessagePort. */
export type PortMessage =
  | { type: 'request'; id: number; channel: RequestName; payload: unknown }
  | { type: 'answer'; id: number; result: Result<unknown, AppError> }
  | { type: 'push'; name: PushName; payload: unknown };

export interface AppInfo {
  name: string;
  version: string;
  platform: string;
  preferences: Preferences;
}

export interface Preferences {
  theme: 'system' | 'dark' | 'light';
  language: 'en' | 'pt-BR';
  interfaceScale: number;
  reducedMotion: boolean;
  panels: Record<string, number | boolean | string>;
}

/** Something about storage that the person must know: a damaged or newer database kept aside, a recovery. */
export interface StorageNotice {
  kind: 'recovered' | 'damagedKeptAside' | 'newerKeptAside' | 'readOnly';
  detail: string;
}
