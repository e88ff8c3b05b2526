import { objectKey } from '../../../../../shared/kubernetes/registry.ts';
import type { Service, ServicePort } from '../../../../../shared/kubernetes/types/core.ts';
import type { Ingress, IngressBackend } from '../../../../../shared/kubernetes/types/networking.ts';
import type { ApiReader } from '../../../apistore/api-client.ts';
import { hexDigest } from '../../../hex-digest.ts';
import type { ApplicationAction } from '../../../network/load-balancer/application-balancer.ts';
import { annotation, jsonAnnotation, numberAnnotation, type Annotations } from './annotations.ts';
import { ModelError } from './model-error.ts';
import type { TargetCheck, TargetGroupSpec } from './state.ts';

/** The port that says that an annotation tells what to do. Source: magicServicePortUseAnnotation. */
const useAnnotation = 'use-annotation';

/** What the annotation `actions.<name>` may say. */
interface ActionConfig {
  type?: string;
  fixedResponseConfig?: { statusCode?: string };
  redirectConfig?: { statusCode?: string; protocol?: string; port?: string; host?: string; path?: string };
  forwardConfig?: { targetGroups?: { serviceName?: string; servicePort?: number | string; weight?: number }[] };
}

/** Backends of Ingresses as actions, and the target groups that those need. Source: enhanced_backend_builder.go, model_build_actions.go, model_build_target_group.go. */
export class Backends {
  private readonly api: ApiReader;
  private readonly group: string;
  private readonly specs = new Map<string, TargetGroupSpec>();

  constructor(api: ApiReader, group: string) {
    this.api = api;
    this.group = group;
  }

  groups(): TargetGroupSpec[] {
    return [...this.specs.values()];
  }

  /** @throws ModelError */
  actionFor(ingress: Ingress, { service }: IngressBackend): ApplicationAction {
    if (!service) throw new ModelError('missing required "service" field');
    const port = service.port?.name ?? service.port?.number ?? 0;
    if (port === useAnnotation) return this.byAnnotation(ingress, service.name);
    return this.forward(ingress, [{ name: service.name, port, weight: 1 }]);
  }

  private byAnnotation(ingress: Ingress, name: string): ApplicationAction {
    const own = { namespace: ingress.metadata.namespace ?? '', name: ingress.metadata.name };
    let config: ActionConfig | undefined;
    try {
      config = jsonAnnotation(ingress.metadata.annotations, `actions.${name}`) as ActionConfig | undefined;
    } catch {
      throw new ModelError(`failed to parse json annotation, alb.ingress.kubernetes.io/actions.${name}: ${annotation(ingress.metadata.annotations, `actions.${name}`) ?? ''}`);
    }
    if (!config) return { kind: 'FixedResponse', status: 503, ingress: own };
    const { type = '', fixedResponseConfig, redirectConfig, forwardConfig } = config;
    if (type === 'fixed-response' && fixedResponseConfig) return { kind: 'FixedResponse', status: Number(fixedResponseConfig.statusCode ?? 200), ingress: own };
    if (type === 'redirect' && redirectConfig) {
      const { statusCode = 'HTTP_301', protocol, port, host, path } = redirectConfig;
      return {
        kind: 'Redirect', status: Number(statusCode.replace('HTTP_', '')), ...(protocol === undefined ? {} : { protocol }), ...(port === undefined ? {} : { port }),
        ...(host === undefined ? {} : { host }), ...(path === undefined ? {} : { path }),
      };
    }
    if (type === 'forward' && forwardConfig?.targetGroups) {
      return this.forward(ingress, forwardConfig.targetGroups.flatMap(({ serviceName, servicePort = 0, weight = 1 }) => (
        serviceName === undefined ? [] : [{ name: serviceName, port: /^\d+$/.test(String(servicePort)) ? Number(servicePort) : servicePort, weight }]
      )));
    }
    throw new ModelError(`unknown action type: ${type}`);
  }

  private forward(ingress: Ingress, to: readonly { name: string; port: number | string; weight: number }[]): ApplicationAction {
    const { namespace = '', name: own } = ingress.metadata;
    const groups: { key: string; weight: number }[] = [];
    for (const { name, port, weight } of to) {
      const service = this.api.get<Service>('services', `${namespace}/${name}`);
      // One that is missing is no error where nothing else is named.
      if (!service && to.length === 1) return { kind: 'FixedResponse', status: 503, ingress: { namespace, name: own }, backend: { service: name, ...(port === 0 ? {} : { port }) } };
      if (!service) throw new ModelError(`services "${name}" not found`);
      groups.push({ key: this.targetGroup(ingress, service, port), weight });
    }
    return { kind: 'Forward', groups };
  }

  private targetGroup(ingress: Ingress, service: Service, wanted: number | string): string {
    const key = `${objectKey(ingress)}-${objectKey(service)}:${wanted}`;
    if (this.specs.has(key)) return key;
    const port = (service.spec.ports ?? []).find((one) => (typeof wanted === 'number' ? one.port === wanted : one.name === wanted));
    if (!port) throw new ModelError(`unable to find port ${wanted} on service ${objectKey(service)}`);
    // Where both say something, the Service's word counts.
    const annotations = { ...ingress.metadata.annotations, ...service.metadata.annotations };
    const type = annotation(annotations, 'target-type') ?? 'instance';
    if (type !== 'instance' && type !== 'ip') throw new ModelError(`unknown targetType: ${type}`);
    const targetPort = portOf(type, port);
    if (targetPort === 0) {
      throw new ModelError(type === 'ip' ? 'TargetGroup port is empty. Are you using the correct service type?'
        : 'TargetGroup port is empty. When using Instance targets, your service must be of type \'NodePort\' or \'LoadBalancer\'');
    }
    const { namespace = '', name, uid = '' } = service.metadata;
    const digest = hexDigest(`tg/${this.group}/${key}/${uid}/${type}/${targetPort}`, 10);
    const letters = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').slice(0, 8);
    this.specs.set(key, {
      key, name: `k8s-${letters(namespace)}-${letters(name)}-${digest}`, type, port: targetPort, service: { namespace, name, portName: port.name ?? '', port: port.port }, check: checkOf(annotations),
    });
    return key;
  }
}

/** Source: buildTargetGroupPort. */
function portOf(type: 'instance' | 'ip', { nodePort = 0, port, targetPort = port }: ServicePort): number {
  if (type === 'instance') return nodePort;
  return typeof targetPort === 'number' ? targetPort : 1;
}

/** Source: defaultHealthCheck… of NewDefaultModelBuilder. */
function checkOf(annotations: Annotations): TargetCheck {
  return {
    port: annotation(annotations, 'healthcheck-port') ?? 'traffic-port', path: annotation(annotations, 'healthcheck-path') ?? '/',
    intervalSeconds: numberAnnotation(annotations, 'healthcheck-interval-seconds') ?? 15,
    healthy: numberAnnotation(annotations, 'healthy-threshold-count') ?? 2, unhealthy: numberAnnotation(annotations, 'unhealthy-threshold-count') ?? 2,
  };
}
