import type { ObjectRef } from '../kubernetes/registry.ts';
import type { Hop, HopKind, Packet, RequestTrace } from '../network/trace.ts';
import type { LocalizedText } from './rows.ts';

/** One request, followed, in words. */
export interface TraceView {
  /** The same as data. */
  trace: RequestTrace;
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
  /** Each is as likely as the others. */
  endpoints: { ip: string; port: number; node?: string; pod?: ObjectRef }[];
  affinitySeconds?: number;
}
