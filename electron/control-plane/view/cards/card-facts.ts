import type { KubernetesObject } from '../../../../shared/kubernetes/types/meta.ts';
import type { BalancerRow } from '../../../../shared/view/load-balancer.ts';
import type { CardRow, LocalizedText } from '../../../../shared/view/rows.ts';
import type { StateFamily } from '../../../../shared/view/states.ts';
import type { ApiReader } from '../../../engine/apistore/api-client.ts';

/** What a card says about its object. */
export interface CardFacts extends Pick<CardRow, 'replicas' | 'rate' | 'group' | 'template' | 'revision' | 'detail'> {
  family: StateFamily;
  fact: LocalizedText;
}

/** What a fact may be read from beyond the object itself. */
export interface CardContext {
  api: ApiReader;
  /** Simulated time, in Unix milliseconds. */
  unixMs: number;
  /** The load balancer of a Service or an Ingress; undefined: it has none and asks for none. */
  balancerOf(object: KubernetesObject): BalancerRow | undefined;
  /** What the object's selectors select, as templates and bare pods. */
  selected(object: KubernetesObject): readonly KubernetesObject[];
}

/** Facts of the objects of one resource. */
export type CardBuilder = (object: KubernetesObject, context: CardContext) => CardFacts;
