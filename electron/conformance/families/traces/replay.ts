import { resourceTypeByName, resourceTypeFor, resourceTypes } from '../../../../shared/kubernetes/registry.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { Node } from '../../../../shared/kubernetes/types/node.ts';
import { assert } from '../../../../shared/assert.ts';
import { patchedObject } from '../../../engine/apistore/patch-object.ts';
import { controllerFactories } from '../../../engine/controllers/index.ts';
import { createScheduler } from '../../../engine/scheduler/scheduler.ts';
import { makeNode } from '../../../engine/testing/builders.ts';
import { must, TestCluster } from '../../../engine/testing/test-cluster.ts';
import { TraceNodes } from './trace-nodes.ts';
import { plainName, type Trace, type TraceAction, type TraceChange } from './trace.ts';

/** Runs the actions of a trace against the control plane of this program, at the times at which they were recorded. */
export class Replay {
  readonly cluster: TestCluster;
  private readonly trace: Trace;
  private nodes!: TraceNodes;
  private nodesAdded = 0;
  /** Recorded name → own name of pods that are to be evicted. */
  private readonly evicted = new Map<string, string>();
  /** Answers that differ from the recorded ones. */
  readonly wrongAnswers: string[] = [];

  constructor(trace: Trace) {
    this.trace = trace;
    const network = { podCIDR: '10.244.0.0/16' };
    this.cluster = new TestCluster([
      (context) => (this.nodes = new TraceNodes(context)), createScheduler,
      ...controllerFactories({ network, resourceMetrics: { podSample: (pod) => this.nodes.podSample(pod) } }),
    ]);
    this.cluster.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: trace.namespace } });
    const later = trace.events.filter((event) => event.type === 'ACTION' && event.action === 'addNode').length;
    while (this.nodesAdded < trace.nodes.length - later) this.addNode();
  }

  advanceTo(atMs: number): void {
    if (atMs > this.cluster.nowMs) this.cluster.advance(atMs - this.cluster.nowMs);
  }

  perform(action: TraceAction): void {
    this.advanceTo(action.t);
    const { cluster, trace: { namespace } } = this;
    switch (action.action) {
      case 'create': {
        assert(action.object, 'an object to create');
        const { apiVersion, kind, metadata } = action.object;
        const scope = resourceTypeFor(apiVersion, kind).namespaced ? { namespace } : {};
        cluster.create({ ...action.object, metadata: { ...metadata, ...scope } });
        return;
      }
      case 'patch': return this.patch(action);
      case 'delete': {
        const type = resourceTypes.find(({ kind }) => kind === action.kind);
        assert(type, `a known kind ${action.kind}`);
        const options = action.propagationPolicy ? { propagationPolicy: action.propagationPolicy } : {};
        const name = action.kind === 'Pod' ? this.ownPodName(action.name ?? '') : action.name ?? '';
        cluster.delete(type.resource, type.namespaced ? `${namespace}/${name}` : name, options);
        return;
      }
      case 'deletePod': return cluster.delete('pods', `${namespace}/${this.ownPodName(action.name ?? '')}`);
      case 'evict': return this.evict(action);
      case 'load': {
        this.nodes.perPodMilliCpu = action.perPodMilliCPU ?? 0;
        return;
      }
      case 'addNode': return this.addNode();
      case 'nodeStopsHeartbeat': {
        this.nodes.silent.add(action.node ?? '');
        return;
      }
      case 'nodeResumesHeartbeat': {
        this.nodes.silent.delete(action.node ?? '');
        this.nodes.heartbeat();
        return;
      }
      default: throw new Error(`no way to ${action.action}`);
    }
  }

  private patch({ path = '', patch = null }: TraceAction): void {
    const words = path.split('/');
    const scale = words.at(-1) === 'scale';
    const [resource = '', name = ''] = scale ? words.slice(-3) : words.slice(-2);
    const type = resourceTypeByName(resource);
    assert(type, `a known resource in ${path}`);
    const ownName = resource === 'pods' ? this.ownPodName(name) : name;
    const key = type.namespaced ? `${this.trace.namespace}/${ownName}` : ownName;
    // A new number of replicas is the same patch on the object itself.
    const patched = must(patchedObject(this.cluster.get(resource, key), patch, 'strategic'));
    must(this.cluster.user.update(patched));
  }

  /** Evicts a pod of the cordoned node: which pods are there is the scheduler's choice among equals. */
  private evict({ t, pod = '', status }: TraceAction): void {
    const cordoned = this.cluster.list<Node>('nodes').find((node) => node.spec.unschedulable)?.metadata.name;
    const taken = new Set(this.evicted.values());
    const next = this.cluster.list<Pod>('pods').find(({ metadata, spec }) =>
      spec.nodeName === cordoned && !metadata.deletionTimestamp && !taken.has(metadata.name) && plainName(metadata.name) === plainName(pod));
    const own = this.evicted.get(pod) ?? next?.metadata.name;
    assert(own, `a pod to evict on ${cordoned}`);
    this.evicted.set(pod, own);
    const answer = this.cluster.user.evict(`${this.trace.namespace}/${own}`);
    const code = answer.ok ? 201 : answer.error.code;
    if (code !== status) this.wrongAnswers.push(`eviction at ${t} ms: recorded ${status}, here ${code}`);
  }

  /** The pod of this run that stands where that one stood: the n-th of its workload. */
  private ownPodName(name: string): string {
    const plain = plainName(name);
    const theirs = this.trace.events.filter((event): event is TraceChange => event.type === 'ADDED' && event.kind === 'Pod')
      .map((event) => event.name ?? '').filter((other) => plainName(other) === plain);
    const ours = this.cluster.commits.filter((event) => event.resource === 'pods' && event.type === 'ADDED')
      .map((event) => event.object.metadata.name).filter((other) => plainName(other) === plain);
    const own = ours[theirs.indexOf(name)];
    assert(own, `a counterpart of pod ${name}`);
    return own;
  }

  /** Nodes of one core, of which the recording's pods with 800m each take one. */
  private addNode(): void {
    const name = this.trace.nodes[this.nodesAdded++] ?? '';
    const node: Node = makeNode(name, { labels: { scenario: this.trace.scenario } });
    const size = { cpu: '1', memory: '8Gi', pods: '110' };
    this.cluster.create<KubernetesObject>({ ...node, status: { ...node.status, capacity: size, allocatable: size } } as Node);
    this.nodes.heartbeat();
  }
}
