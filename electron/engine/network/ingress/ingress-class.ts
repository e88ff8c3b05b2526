import type { Ingress, IngressClass } from '../../../../shared/kubernetes/types/networking.ts';
import type { ApiReader } from '../../apistore/api-client.ts';

/** The form of before classes were objects. */
const classAnnotation = 'kubernetes.io/ingress.class';

/** What the annotation calls the controllers that still heed it. Source: the defaults of their class flags. */
const annotationNames: Readonly<Record<string, string>> = { 'k8s.io/ingress-nginx': 'nginx', 'traefik.io/ingress-controller': 'traefik', 'ingress.k8s.aws/alb': 'alb' };

/** The AWS Load Balancer Controller, which has load balancers outside the cluster do what other controllers do themselves. Source: ingressClassControllerALB, pkg/ingress/class.go. */
export const albController = 'ingress.k8s.aws/alb';

/** Whether requests go through the controller's own pods. */
export function passesRequests(controller: string | undefined): controller is string {
  return controller !== undefined && controller !== albController;
}

/** Whether an Ingress is for a controller: by its class, else by the annotation of old. One that names no class is nobody's. */
export function isServedBy(api: ApiReader, controller: string, { spec, metadata }: Ingress): boolean {
  const className = spec?.ingressClassName;
  if (className !== undefined) return api.get<IngressClass>('ingressclasses', className)?.spec?.controller === controller;
  const annotation = metadata.annotations?.[classAnnotation];
  return annotation !== undefined
    && (annotation === annotationNames[controller] || api.get<IngressClass>('ingressclasses', annotation)?.spec?.controller === controller);
}
