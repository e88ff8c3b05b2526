import { refKey, type ObjectRef } from '../../../shared/kubernetes/registry.ts';
import { balancerRef } from '../../../shared/view/provided.ts';
import type { Hop, RequestTrace } from '../../../shared/network/trace.ts';
import { isFirstColumn, podGap, portY } from '../geometry/edge-route.ts';
import { cloudRef } from '../../../shared/view/cloud-ref.ts';
import { centreOf, type Point, type Rect } from '../geometry/rect.ts';
import type { WayStop } from '../geometry/way-route.ts';
import type { PodPlace } from './pod-place.ts';

/** What the way of a request is drawn over. */
export interface WayPlaces {
  card(key: string): Rect | undefined;
  machine(name: string): Rect | undefined;
  /** Something of a cloud's network, by its key. */
  network(key: string): Rect | undefined;
  /** A pod's box as it is drawn now. */
  pod(namespace: string, name: string): PodPlace | undefined;
  /** Where requests come from outside. */
  outside(service: { namespace: string; name: string } | undefined): Point;
}

/** Below the upper edge, of the head of a pod or card. */
const headY = 17;

/**
 * Where each hop of a request is on the canvas, one for each; undefined for what has no place, such as a name server of the Internet. A packet for a Service
 * passes by the Service's card to the kube-proxy of a machine, and from there to the pod.
 */
export function followedStops({ origin, hops }: RequestTrace, places: WayPlaces): (WayStop | undefined)[] {
  const service = hops.flatMap(({ rule }) => (rule.kind === 'Proxy' && rule.service ? [rule.service] : []))[0];
  return hops.map((hop) => stopOf(hop, places, origin.kind === 'Pod' ? places.pod(origin.namespace, origin.name) : undefined, service));
}

function stopOf({ rule, subject }: Hop, places: WayPlaces, sender: ReturnType<WayPlaces['pod']>, service: { namespace: string; name: string } | undefined): WayStop | undefined {
  switch (rule.kind) {
    case 'Client': {
      // A container that calls another for its answer is a sender too.
      const from = (subject?.kind === 'Pod' ? places.pod(subject.namespace ?? '', subject.name) : undefined) ?? sender;
      return from ? inPod(from) : { at: places.outside(service) };
    }
    case 'LoadBalancer': return subject && (cardStop(places, balancerRef(subject)) ?? cardStop(places, subject));
    case 'Node': return portOf(places, rule.node);
    case 'Egress': return portOf(places, rule.machine);
    case 'NatGateway': {
      const rect = places.network(refKey(cloudRef('NatGateway', rule.id)));
      return rect && { at: centreOf(rect) };
    }
    case 'Proxy': return portOf(places, rule.node);
    case 'Dns': return undefined;
    case 'Policy': case 'Pod': case 'Container': case 'Ingress': {
      const pod = subject?.kind === 'Pod' ? places.pod(subject.namespace ?? '', subject.name) : undefined;
      return pod ? inPod(pod) : rule.kind === 'Pod' ? portOf(places, rule.node) : undefined;
    }
  }
}

function cardStop(places: WayPlaces, ref: ObjectRef): WayStop | undefined {
  const rect = places.card(refKey(ref));
  return rect && { at: { x: rect.x, y: rect.y + headY } };
}

function portOf(places: WayPlaces, name: string): WayStop | undefined {
  const machine = places.machine(name);
  return machine && { at: { x: machine.x, y: machine.y + Math.min(portY, machine.height / 2) }, machine };
}

function inPod({ rect, machine, podsTop }: PodPlace): WayStop {
  const at = { x: rect.x + Math.min(12, rect.width / 2), y: rect.y + Math.min(headY, rect.height / 2) };
  if (!machine) return { at };
  return isFirstColumn(machine, rect) ? { at, machine } : { at, machine, over: { x: rect.x - podGap, y: podsTop - podGap } };
}
