import type { Ingress } from '../../../../../shared/kubernetes/types/networking.ts';

/** Source: AnnotationPrefixIngress and the suffixes beside it, pkg/annotations/constants.go of aws-load-balancer-controller. */
const prefix = 'alb.ingress.kubernetes.io/';

export type Annotations = Readonly<Record<string, string>>;

export function annotation(annotations: Annotations | undefined, suffix: string): string | undefined {
  return annotations?.[`${prefix}${suffix}`];
}

/** A list with commas between its members. */
export function listAnnotation(annotations: Annotations | undefined, suffix: string): string[] {
  return (annotation(annotations, suffix) ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '');
}

/** What an annotation says in JSON. Undefined: there is none. @throws SyntaxError */
export function jsonAnnotation(annotations: Annotations | undefined, suffix: string): unknown {
  const text = annotation(annotations, suffix);
  return text === undefined ? undefined : JSON.parse(text) as unknown;
}

/** A whole number; what is none counts as absent. */
export function numberAnnotation(annotations: Annotations | undefined, suffix: string): number | undefined {
  const text = annotation(annotations, suffix);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Ingresses of one group share a load balancer: the group that an Ingress names, else it alone. Source: pkg/ingress/group.go. */
export function groupOf({ metadata: { namespace = '', name, annotations } }: Ingress): string {
  return annotation(annotations, 'group.name') ?? `${namespace}/${name}`;
}

export function isNamedGroup(group: string): boolean {
  return !group.includes('/');
}

/** Source: FinalizerManager, pkg/ingress/finalizer.go. */
export function finalizerOf(group: string): string {
  return isNamedGroup(group) ? `group.ingress.k8s.aws/${group}` : 'ingress.k8s.aws/resources';
}

/** Its place within its group. */
export function orderOf({ metadata: { annotations } }: Ingress): number {
  return numberAnnotation(annotations, 'group.order') ?? 0;
}
