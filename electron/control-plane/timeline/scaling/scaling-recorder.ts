import type { AutoscalingDecision, Decision, ActionOf } from '../../../../shared/decisions.ts';
import { refOf, type ObjectRef } from '../../../../shared/kubernetes/registry.ts';
import type { HorizontalPodAutoscaler } from '../../../../shared/kubernetes/types/autoscaling.ts';
import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { Pod } from '../../../../shared/kubernetes/types/pod.ts';
import type { ScalingChain, ScalingFacts } from '../../../../shared/view/scaling.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';
import type { WatchEvent } from '../../../engine/apistore/watch-event.ts';
import { chainRules, creatorOf } from './chain-rules.ts';
import { podsAt, reach, type OpenChain } from './open-chain.ts';
import { isSameObject, workloadOf } from './workload-of.ts';

/** Plain data, saved with the world. */
export interface ScalingState {
  chains: ScalingChain[];
  open: OpenChain[];
  nextId: number;
  /** Uid of an autoscaler → time of the last sample that asked for no growth. */
  calm: [uid: string, sampledAtMs: number][];
}

/** What a recorder sees of the world. */
export interface ScalingContext {
  nowMs: number;
  api: ApiReader;
  parse(text: string): number;
}

/** Older chains are dropped. */
const chainsKept = 100;
/** A chain that has not come to its end by then is followed no longer. */
const followedMs = 3_600_000;

/**
 * Puts what is decided and what happens into chains, from the load that rises to the pods that serve it. Everything in them was decided or committed; nothing is made
 * up. While nothing grows, a commit costs nothing.
 */
export class ScalingRecorder {
  /** Another number whenever a chain may have changed. */
  version = 1;
  private chains: ScalingChain[] = [];
  private open: OpenChain[] = [];
  private nextId = 1;
  private calm = new Map<string, number>();

  all(): readonly ScalingChain[] {
    return this.chains;
  }

  observe(event: WatchEvent, { nowMs, api }: ScalingContext): void {
    if (this.open.length === 0) return;
    for (const rule of chainRules) {
      if (rule.resource !== event.resource) continue;
      for (const one of this.open) rule.observe(one, event, nowMs, api);
      this.version += 1;
    }
    this.open = this.open.filter((one) => !isOver(one, nowMs));
  }

  decided(decision: Decision, context: ScalingContext): void {
    if (decision.kind === 'Autoscaling') this.autoscalerLooked(decision, context);
    else if (decision.kind === 'ScaleUpDecided') this.groupsEnlarged(decision, context);
    else if (decision.kind === 'Scheduling' && decision.outcome === 'Unschedulable') this.foundNoNode(decision.objectUid, context.nowMs);
    if (this.open.length > 0) this.version += 1;
  }

  save(): ScalingState {
    return structuredClone({ chains: this.chains, open: this.open, nextId: this.nextId, calm: [...this.calm] });
  }

  load(state: ScalingState | undefined): void {
    const { chains = [], open = [], nextId = 1, calm = [] } = structuredClone(state) ?? {};
    this.chains = chains;
    // A followed chain and the one that is shown are one.
    this.open = open.flatMap((one) => {
      const chain = chains.find(({ id }) => id === one.chain.id);
      return chain ? [{ ...one, chain }] : [];
    });
    this.nextId = nextId;
    this.calm = new Map(calm);
    this.version += 1;
  }

  private autoscalerLooked(decision: AutoscalingDecision, { nowMs, api }: ScalingContext): void {
    const { objectUid, current, desired, sampledAtMs, metrics } = decision;
    if (desired <= current) {
      if (sampledAtMs !== undefined) this.calm.set(objectUid, sampledAtMs);
      return;
    }
    const autoscaler = findByUid<HorizontalPodAutoscaler>(api, 'horizontalpodautoscalers', objectUid);
    if (!autoscaler) return;
    const { apiVersion = 'apps/v1', kind, name } = autoscaler.spec.scaleTargetRef;
    const { namespace = '' } = autoscaler.metadata;
    const replicas = { from: current, to: desired };
    const one = this.begin({ apiVersion, kind, namespace, name }, nowMs, desired - current, { autoscaler: refOf(autoscaler), replicas });
    const most = metrics.reduce<(typeof metrics)[number] | undefined>((best, metric) => ((metric.replicas ?? 0) > (best?.replicas ?? 0) ? metric : best), undefined);
    const metric: ScalingFacts = most
      ? { metric: { name: most.metric, ...(most.current ? { current: most.current } : {}), ...(most.target ? { target: most.target } : {}), ...(most.ratio === undefined ? {} : { ratio: most.ratio }) } }
      : {};
    if (sampledAtMs !== undefined) {
      const sinceMs = this.calm.get(objectUid);
      if (sinceMs !== undefined && sinceMs < sampledAtMs) reach(one, { stage: 'LoadRose', id: '', subject: name, sinceMs, atMs: sampledAtMs, by: 'load' });
      reach(one, { stage: 'Measured', id: '', subject: most?.metric ?? '', atMs: sampledAtMs, by: 'metrics-server', facts: metric });
      // Until a look asks for no more, it is the same load that is followed step by step.
      this.calm.delete(objectUid);
    }
    reach(one, { stage: 'Decided', id: '', subject: autoscaler.metadata.name, atMs: nowMs, by: 'horizontal-pod-autoscaler', facts: { ...metric, replicas } });
  }

  private groupsEnlarged({ best, sizes, options, pods }: ActionOf<'ScaleUpDecided'>, context: ScalingContext): void {
    const { nowMs, api } = context;
    const chains = new Set<OpenChain>();
    for (const key of pods) {
      const pod = api.get<Pod>('pods', key);
      if (pod) chains.add(this.chainOfPod(pod.metadata.uid) ?? this.adopt(pod, context));
    }
    for (const one of chains) {
      // It is recorded about each group that grows.
      const news = sizes.filter(({ group, to }) => one.groups[group] !== to);
      for (const { group, from, to } of news) {
        one.groups[group] = to;
        one.machinesWanted += to - from;
        const facts = { groups: { best, sizes, options } };
        reach(one, { stage: 'GroupsEnlarged', id: `${group}/${to}`, subject: group, atMs: nowMs, by: 'cluster-autoscaler', facts });
      }
    }
  }

  private foundNoNode(uid: string, nowMs: number): void {
    const one = this.chainOfPod(uid);
    if (one) reach(one, { stage: 'FoundNoNode', id: uid, subject: one.pods[uid] ?? '', atMs: nowMs, by: 'kube-scheduler' });
  }

  private chainOfPod(uid = ''): OpenChain | undefined {
    return this.open.find(({ pods }) => pods[uid] !== undefined);
  }

  /** A pod that no autoscaler asked for waits: its workload grew by another hand. */
  private adopt(pod: Pod, { nowMs, api, parse }: ScalingContext): OpenChain {
    const target = workloadOf(api, pod) ?? refOf(pod);
    const known = this.open.find(({ chain }) => chain.autoscaler === undefined && !chain.done && isSameObject(chain.target, target));
    const one = known ?? this.begin(target, nowMs, 0, {});
    const { uid = '', name, creationTimestamp } = pod.metadata;
    const refusedAt = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled')?.lastTransitionTime;
    one.pods[uid] = name;
    one.wanted += 1;
    reach(one, { stage: 'PodsCreated', id: uid, subject: name, atMs: creationTimestamp ? parse(creationTimestamp) : nowMs, by: creatorOf(target.kind) });
    reach(one, { stage: 'FoundNoNode', id: uid, subject: name, atMs: refusedAt ? parse(refusedAt) : nowMs, by: 'kube-scheduler' });
    return one;
  }

  private begin(target: ObjectRef, nowMs: number, wanted: number, more: Pick<ScalingChain, 'autoscaler' | 'replicas'>): OpenChain {
    const chain: ScalingChain = { id: this.nextId, target, ...more, steps: [], done: false };
    this.nextId += 1;
    this.chains = [...this.chains, chain].slice(-chainsKept);
    const one: OpenChain = { chain, beganMs: nowMs, wanted, pods: {}, groups: {}, machinesWanted: 0, machines: [], reached: {} };
    this.open.push(one);
    return one;
  }
}

function isOver(one: OpenChain, nowMs: number): boolean {
  return nowMs - one.beganMs > followedMs || (one.chain.done && podsAt(one, 'Serving') >= one.wanted);
}

function findByUid<T extends KubernetesObject>(api: ApiReader, resource: string, uid: string): T | undefined {
  for (const object of api.list<T>(resource)) if (object.metadata.uid === uid) return object;
  return undefined;
}
