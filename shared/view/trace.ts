import type { ObjectRef } from '../kubernetes/registry.ts';
import type { Hop, HopKind, Packet, RequestTrace } from '../network/trace.ts';
import type { LocalizedText } from './rows.ts';

/** One request, followed, in words. */
export interface TraceView {
  /** The same as data. */
  trace: RequestTrace;
  /** Which of all that may become of it this is: what was asked for, or where one that fails was found. */
  draw: number;
  /** One for each hop, in order. */
  steps: TraceStep[];
  outcome: {
    served: boolean;
    headline: LocalizedText;
    /** What there is to know about it, e.g. each pod that is not ready. */
    details: LocalizedText[];
    /** What the client sees of a failure. */
    symptom?: LocalizedText;
  };
}

export interface TraceStep {
  kind: HopKind;
  text: LocalizedText;
  /** What the rule rests on. */
  details: LocalizedText[];
  ref?: ObjectRef;
  verdict: Hop['verdict'];
  /** Of a request that a container sends for its answer to the one before: how deep, from 1. Absent: of the request itself. */
  depth?: number;
  before?: Packet;
  after?: Packet;
}

/** The rules that kube-proxy has written on a node. */
export interface ProxyRulesView {
  node: string;
  /** None: it has not run since the machine came up. Stale: it has stopped, or hears nothing of the API. */
  state: 'Synced' | 'Stale' | 'None';
  staleSinceMs?: number;
  rules: ProxyRuleRow[];
  /** How many there are; `rules` may be the first of them. */
  total: number;
}

/** One address and port of a Service, and where packets for it go from this node. */
export interface ProxyRuleRow {
  service: ObjectRef;
  portName: string;
  protocol: string;
  destination: 'ClusterIP' | 'ExternalIP' | 'LoadBalancer' | 'NodePort';
  ip: string;
  port: number;
  trafficPolicy: 'Cluster' | 'Local';
  /** Reject: refused at once. Drop: no answer. */
  verdict: 'Forward' | 'Reject' | 'Drop';
  /** How many endpoints the port has, how many of them are ready, and among how many this node divides the packets, each as likely as the others. */
  endpoints: { all: number; ready: number; taken: number };
  affinitySeconds?: number;
  /** Who may use it; absent: everybody. */
  sourceRanges?: string[];
  /** Why it is so, the rule that decided first. */
  why: LocalizedText[];
  /** Each endpoint of the port; where the rules of one Service are asked for. */
  endpointRows?: ProxyEndpointRow[];
}

export interface ProxyEndpointRow {
  ip: string;
  port: number;
  node?: string;
  pod?: ObjectRef;
  /** Ending: it still serves, and counts only where nobody is ready. */
  state: 'Ready' | 'Ending' | 'NotReady';
  /** Its part of the packets, from 0 to 1. */
  share: number;
}
