import { parseRefKey, refKey, refOf } from '../../../shared/kubernetes/registry.ts';
import { schedulerRequest } from '../../../shared/kubernetes/pod-requests-scheduler.ts';
import type { Machine } from '../../../shared/kubernetes/types/machine.ts';
import type { KubernetesObject } from '../../../shared/kubernetes/types/meta.ts';
import type { Node } from '../../../shared/kubernetes/types/node.ts';
import type { Pod } from '../../../shared/kubernetes/types/pod.ts';
import type { ControlPlaneView } from '../../../shared/view/control-plane.ts';
import type { CardRow, ClusterRow, MachineRow, PodDetailRow } from '../../../shared/view/rows.ts';
import type { TrafficRow } from '../../../shared/view/traffic.ts';
import type { BalancerRows } from './balancer-rows.ts';
import { cardRow } from './card-row.ts';
import type { CardContext } from './cards/card-facts.ts';
import { controlPlaneProblem } from './control-plane-problem.ts';
import { componentProblems, dnsProblem, networkProblems } from './fault-problems.ts';
import { machineRow } from './machine-row.ts';
import { isSilent } from './node-silence.ts';
import { podDetail, podRow } from './pod-row.ts';
import { ProblemList } from './problem-list.ts';
import { cardProblem, machineProblem, podProblem, trafficProblem } from './problems.ts';
import type { ViewSource } from './projection-source.ts';
import { placeOf } from './relations/names.ts';
import type { RelationIndex } from './relations/relation-index.ts';

/** Makes the window's rows of what there is now, and keeps the list of what is wrong with it. */
export class RowMaker {
  readonly problems = new ProblemList();
  private readonly source: ViewSource;
  private readonly relations: RelationIndex;
  private readonly balancers: BalancerRows;

  constructor(source: ViewSource, relations: RelationIndex, balancers: BalancerRows) {
    this.source = source;
    this.relations = relations;
    this.balancers = balancers;
  }

  /** @returns the row; what is wrong with the pod is noted. So with the others. */
  pod(pod: Pod): ReturnType<typeof podRow> {
    const silent = this.nodeSilent(pod.spec.nodeName);
    this.problems.set(pod.metadata.uid ?? '', podProblem(pod, silent, this.source.nowMs(), this.source.parseTimestamp));
    return podRow(pod, silent);
  }

  machine(machine: Machine): MachineRow {
    const { api } = this.source;
    const { name } = machine.metadata;
    const requested = { cpuMilli: 0, memoryBytes: 0 };
    let podCount = 0;
    for (const pod of api.byIndex<Pod>('pods', 'nodeName', name)) {
      if (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') continue;
      const request = schedulerRequest(pod.spec);
      requested.cpuMilli += request.milliCpu;
      requested.memoryBytes += request.memory;
      podCount += 1;
    }
    const row = machineRow(machine, api.get<Node>('nodes', name), { ...this.source.machineFacts(name), requested, podCount }, this.source.parseTimestamp);
    this.problems.set(row.uid, machineProblem(row, this.source.nowMs()));
    return row;
  }

  /** Sources of which something was told: whether their requests fail. */
  noticeFailures({ traffic = [] }: { traffic?: readonly TrafficRow[] }): void {
    for (const { ref } of traffic) {
      const source = ref.kind === 'TrafficSource' ? this.source.api.get('trafficsources', ref.name) : undefined;
      const measure = source && this.source.traffic.ofSource(ref.name);
      if (source && measure) this.problems.set(source.metadata.uid ?? '', trafficProblem(source, measure));
    }
  }

  card(resource: string, object: KubernetesObject): CardRow {
    const row = cardRow(resource, object, this.cardContext(), this.relations.brokenOf(refOf(object)));
    if (row.ref.kind !== 'TrafficSource') this.problems.set(row.uid, cardProblem(row, this.source.nowMs()));
    return row;
  }

  cardContext(): CardContext {
    const { api } = this.source;
    return {
      api, unixMs: this.source.nowMs() + (this.source.cluster().epochMs ?? 0),
      balancerOf: (object) => this.balancers.of(refOf(object))?.balancer,
      selected: (object) => this.relations.selectedBy(refKey(refOf(object))).flatMap((selected) => {
        const ref = parseRefKey(selected);
        const place = ref && placeOf(ref);
        return (place && api.get(place.resource, place.key)) ?? [];
      }),
    };
  }

  cluster(): ClusterRow {
    const { api } = this.source;
    let ready = 0;
    let total = 0;
    for (const node of api.list<Node>('nodes')) {
      total += 1;
      if (node.status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True')) ready += 1;
    }
    return { ...this.source.cluster(), nodes: { total, ready }, pods: api.count('pods') };
  }

  private nodeSilent(name: string | undefined): boolean {
    const node = name ? this.source.api.get<Node>('nodes', name) : undefined;
    return node !== undefined && isSilent(node);
  }

  detail(pod: Pod): PodDetailRow {
    return podDetail(pod, this.source.podView(pod.metadata.uid ?? ''), this.source.parseTimestamp);
  }

  noticeControlPlane(view: ControlPlaneView | undefined): void {
    this.problems.set('control-plane', controlPlaneProblem(view, this.source.nowMs()));
    this.problems.setAll('control-plane/', componentProblems(view, this.source.nowMs()));
  }

  /** What is cut, and whether names are found. */
  noticeNetwork(cluster: Pick<ClusterRow, 'cutLinks' | 'cutZones'>): void {
    const { api } = this.source;
    const machinesIn = (zone: string): string[] => [...api.list<Machine>('machines')].filter(({ spec }) => spec.zone === zone).map(({ metadata }) => metadata.name);
    this.problems.setAll('network/', networkProblems(cluster, machinesIn, this.source.nowMs()));
    this.problems.set('dns', dnsProblem(api, this.source.nowMs(), this.source.parseTimestamp));
  }
}
